"""Every field of an article that is brought as we can take it: no story is lost for one of them.

What is too long for its field is shortened there, and stands in the body or in the report whole;
what cannot stand anywhere is named with all that it said.
"""

import html
import re
from collections.abc import Callable

import msgspec

from broadsheet.domain.articles.article import Series
from broadsheet.domain.articles.listing import shorten
from broadsheet.domain.articles.submitted import (
    LONGEST_ALT,
    LONGEST_CAPTION,
    LONGEST_NAME,
    LONGEST_STANDFIRST,
    LONGEST_TERM,
    LONGEST_TITLE,
)
from broadsheet.domain.shared.language import is_language_tag
from broadsheet.domain.shared.slug import is_slug, slug_of
from broadsheet.domain.shared.text import is_blank, readable
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedImage

_MARKS = re.compile(r"<(?!img\b)/?[a-zA-Z][^<>]*>|&nbsp;")
"""What shows nothing by itself."""
Told = Callable[[str, str], None]
"""Takes a reason and words."""


def fitting(given: ImportedArticle, told: Told) -> ImportedArticle:
    """The article with fields that can be taken; whatever had to be changed is told."""
    fields = _Fields(told)
    title = fields.line("/title", given.title)
    has_title = bool(title) and all(note.reason != "no_title" for note in given.notes)
    if not title:
        told("no_title", title := "Untitled")
    standfirst = fields.text("/standfirst", given.standfirst).strip()
    standfirst = "" if is_blank(standfirst) else standfirst
    body = fields.text("/body", given.body)
    image = fields.image(given.image) if given.image else None
    article = msgspec.structs.replace(given, title=title, image=image)
    if is_blank(_MARKS.sub("", body)):
        article, body = without_body(article, told, has_title=has_title)
    head = [
        text
        for text, most in ((title, LONGEST_TITLE), (standfirst, LONGEST_STANDFIRST))
        if len(text) > most
    ]
    body = "\n\n".join([*map(_paragraph, head), body])
    return msgspec.structs.replace(
        article,
        title=fields.short("/title", title, LONGEST_TITLE, "all of it begins the body"),
        standfirst=fields.short(
            "/standfirst", standfirst, LONGEST_STANDFIRST, "all of it begins the body"
        ),
        body=body,
        section=fields.name("/section", given.section, LONGEST_TERM) or "News",
        tags=fields.names("/tags", given.tags, LONGEST_TERM),
        authors=fields.names("/byline", given.authors, LONGEST_NAME),
        language=fields.language(given.language),
        series=fields.series(given.series) if given.series else None,
        slug=given.slug if is_slug(given.slug) else slug_of(given.slug or title),
    )


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(' '.join(text.split()), quote=False)}</p>"


def without_body(
    given: ImportedArticle, told: Told, *, has_title: bool
) -> tuple[ImportedArticle, str]:
    """It keeps its address and its comments, with its title or picture for a body."""
    if has_title:
        told("no_body", "its title stands in place of one")
        return given, _paragraph(given.title)
    if given.image:
        told("no_body", "its picture stands in place of one")
        source = f"media:{given.image.media}" if given.image.media else given.image.url
        picture = f'<img src="{html.escape(source)}" alt="{html.escape(given.image.alt)}">'
        return given, f"<figure>{picture}</figure>"
    told("no_body", "has neither words nor a picture: is a draft now")
    return msgspec.structs.replace(given, status="draft"), _paragraph(given.title)


class _Fields:
    """Makes values of fields that can be taken, and tells what it changes."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def text(self, pointer: str, text: str) -> str:
        """Without characters that no page can carry."""
        return self._told_of(pointer, *readable(text, lines=True, overrides=True))

    def _told_of(self, pointer: str, text: str, gone: list[str]) -> str:
        if gone:
            self._told("characters_left_out", f"{pointer} {', '.join(gone)}")
        return text

    def line(self, pointer: str, text: str) -> str:
        """The same in one line; empty where there is nothing to be seen."""
        line = " ".join(self._told_of(pointer, *readable(text)).split())
        return "" if is_blank(line) else line

    def short(self, pointer: str, text: str, most: int, where: str = "") -> str:
        """Its beginning, where it is too long."""
        if len(text) > most:
            self._told("field_shortened", f"{pointer} {where or text}")
        return shorten(text, most)

    def name(self, pointer: str, text: str, most: int) -> str:
        """One line, in its length."""
        return self.short(pointer, self.line(pointer, text), most)

    def names(self, pointer: str, names: tuple[str, ...], most: int) -> tuple[str, ...]:
        """Those that say something, each once."""
        kept = (self.name(f"{pointer}/{n}", name, most) for n, name in enumerate(names))
        return tuple(dict.fromkeys(filter(None, kept)))

    def image(self, image: ImportedImage) -> ImportedImage:
        """A picture, with words."""
        pointer = "/lead_image"
        return msgspec.structs.replace(
            image,
            alt=self.name(f"{pointer}/alt", image.alt, LONGEST_ALT),
            caption=self.name(f"{pointer}/caption", image.caption, LONGEST_CAPTION),
        )

    def series(self, series: Series) -> Series | None:
        """A series that has a name."""
        name = self.name("/series/name", series.name, LONGEST_TERM)
        if not name:
            self._told("field_left_out", f"/series has no name: part {series.part}")
        return msgspec.structs.replace(series, name=name) if name else None

    def language(self, tag: str) -> str:
        """As BCP 47 has it; empty, for the site's, where it is none."""
        if tag and not is_language_tag(tag):
            self._told("field_left_out", f"/language is no language tag: {tag}")
            return ""
        return tag
