"""What people type, as HTML that cannot harm a reader.

Markdown is rendered by cmark (CommonMark 0.31 with tables, strikethrough and footnotes) with
embedded HTML left in, and *everything* then goes through nh3, which alone decides what may
stand on a page. A comment has a few of Markdown's marks, and a narrower door.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import cmarkgfm  # type: ignore[import-untyped]
import nh3
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

from broadsheet.adapters.html.allowed import (
    LINK_REL,
    PAGE_ATTRIBUTES,
    PAGE_TAGS,
    URL_SCHEMES,
    AttributeFilter,
)
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.body_pictures import named_in, with_pictures
from broadsheet.adapters.html.body_recordings import say_what_is_not_heard
from broadsheet.adapters.html.bounded import LONGEST, TOO_LONG, VOID, must_be_bounded
from broadsheet.adapters.html.comment_safe import safe_comment
from broadsheet.adapters.html.drawn import as_typed, with_drawings
from broadsheet.adapters.html.fences import say_which_marks_go
from broadsheet.adapters.html.footnotes import numbered
from broadsheet.adapters.html.places import Places
from broadsheet.adapters.html.settled import UNPRINTABLE, settled
from broadsheet.adapters.html.typed_html import TypedHtml
from broadsheet.adapters.html.typed_lines import code_without_end
from broadsheet.adapters.html.typed_media import MAY_NAME
from broadsheet.domain.articles.body import BodyHtml, NotedBody, SafeHtml
from broadsheet.domain.articles.embed import embeds_in
from broadsheet.domain.media.media import Media
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.patterns import pattern

if TYPE_CHECKING:
    from broadsheet.adapters.html.cards import Cards
    from broadsheet.domain.articles.provider import Provider

NO_PICTURES: Mapping[str, Media] = MappingProxyType({})
FOLD_AFTER = 3
"""Top-level paragraphs before 'Also read'."""

_FULL_INFO_STRING = 1 << 16
"""What stands behind the language of code is an attribute (CMARK_OPT_FULL_INFO_STRING): the binding
has no name for it.
"""
_OPTIONS = (
    Options.CMARK_OPT_UNSAFE
    | _FULL_INFO_STRING
    | Options.CMARK_OPT_FOOTNOTES
    | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
)

# A tag as nh3 writes it: every attribute quoted, every other '<' escaped.
_TAG = pattern(r'<(/?)([a-z][a-z0-9]*)((?:\s[^\s="<>/]+="[^"]*")*)\s*/?>')
_ALIGNED = pattern(r'<(t[hd]) align="(left|center|right)">')
# cmark writes them as bytes that are no UTF-8, which its binding fails to read.
_NON_CHARACTERS = pattern("&#(?:[xX]0*[fF]{3}[eEfF]|0*6553[45]);|[\ufffe\uffff]")
# A picture alone in its paragraph, as cmark writes it; HTML that an author typed may look the same.
_PICTURE = pattern(
    r'<p>(<img src="(?:https?:/|/)[^"<>]*" alt="[^"<>]*")(?: title="([^"<>]*)")? /></p>'
)
# The size in a file's name, as content management systems write it: harbour-960x640.webp.
_SIZE_IN_NAME = pattern(
    r' src="[^"?#]*-([1-9][0-9]{0,3})x([1-9][0-9]{0,3})\.[A-Za-z0-9]{2,5}(?:[?#][^"]*)?"'
)
_NUMBERED = pattern(r"^[ \t>*+-]*[0-9]{1,9}[.)][ \t]", re.MULTILINE)
_LEADS_NOWHERE = pattern(r"<a(?![^<>]* href=\")")
_MAY_NEST = pattern("<(?:t[dh]|caption|math|svg)[ >]")
"""In these a parser of HTML lets a link begin within a link; elsewhere it ends the first."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class CommonMark:
    """Implements `Markup`. `embeds` are the newsroom's own providers of cards."""

    def __init__(self, embeds: "Sequence[Provider]" = ()) -> None:
        self._embeds = embeds

    def media_in(self, source: str) -> tuple[str, ...]:
        """What an article's Markdown names as the newsroom's own pictures."""
        may_name = MAY_NAME.search(source)
        return named_in(self._cards.marked_up(source, _rendered)) if may_name else ()

    def article(self, source: str, pictures: Mapping[str, Media] = NO_PICTURES) -> BodyHtml:
        """Sanitised HTML of an article's Markdown, with those pictures that it names.

        Raises Invalid where it nests deeper than `DEEPEST`, and TooLarge.
        """
        return self.noted(source, pictures).body

    def noted(
        self, source: str, pictures: Mapping[str, Media] = NO_PICTURES, *, pointer: str = "/body"
    ) -> NotedBody:
        """The same, and what of it is not on the page as it was typed. Raises the same.

        `pointer` is where in what was sent the Markdown stands.
        """
        notes = BodyNotes(source, pointer)
        _say_which_cells_go(source, notes)
        _say_what_else_changes(source, notes)
        marked_up = self._cards.marked_up(source, _rendered, notes)
        shown = with_pictures(marked_up, pictures, notes)
        rendered = shown.html
        if len(rendered) > LONGEST:
            raise TooLarge(TOO_LONG)
        # A style attribute or `align` would be refused by the CSP and by HTML; a class is not.
        rendered = _ALIGNED.sub(r'<\1 class="align-\2">', rendered)
        known: dict[str, str] = {}
        rendered = numbered(_PICTURE.sub(_figure, as_typed(rendered)), notes, known)
        typed = TypedHtml(Places(rendered, known), notes)
        rewritten = with_drawings(self._cards.shown(typed.rewritten()), notes)
        must_be_bounded(rewritten)
        typed.must_be_in(clean := sanitised(rewritten))
        say_what_is_not_heard(clean, notes)
        return NotedBody(BodyHtml(clean, fold_of(clean), *shown[1:]), notes.all())

    def asked_about(self, body: SafeHtml, most: int) -> tuple[str, ...]:
        """See `Markup`."""
        urls = embeds_in(body, most)
        return tuple(url for url in urls if self._cards.is_asked_about(url))

    def comment(self, source: str) -> SafeHtml:
        """Sanitised HTML of a comment; see `comment_markup` for what it may have."""
        return safe_comment(source)

    @cached_property
    def _cards(self) -> "Cards":
        # No comment has any.
        from broadsheet.adapters.html.cards import Cards  # noqa: PLC0415
        from broadsheet.domain.articles.providers import Providers  # noqa: PLC0415

        return Cards(Providers(self._embeds))


def _rendered(source: str, options: int = _OPTIONS) -> str:
    rendered: str = cmarkgfm.markdown_to_html_with_extensions(
        _NON_CHARACTERS.sub("", source),
        options=options,
        extensions=["table", "strikethrough"],
    )
    return rendered


def _say_which_cells_go(source: str, notes: BodyNotes) -> None:
    if "-|" in source or "|-" in source or "- |" in source or "| -" in source or "|:" in source:
        from broadsheet.adapters.html.typed_tables import (  # noqa: PLC0415 - few texts have tables
            say_which_cells_go,
        )

        say_which_cells_go(source, notes)


def _say_what_else_changes(source: str, notes: BodyNotes) -> None:
    if _NUMBERED.search(source):
        from broadsheet.adapters.html.typed_lists import (  # noqa: PLC0415 - few are counted
            say_which_count_otherwise,
        )

        say_which_count_otherwise(source, _positioned, notes)
    if unended := code_without_end(source):
        notes.add("code_without_end", unended[1], line=unended[0])
    if "\\(" in source or "\\[" in source:
        say_which_marks_go(notes)


def _positioned(source: str) -> str:
    return _rendered(source, _OPTIONS | Options.CMARK_OPT_SOURCEPOS)


def _figure(picture: re.Match[str]) -> str:
    """The picture with its title as its caption: on a phone nobody sees a title."""
    image, title = picture.groups()
    caption = f"<figcaption>{title}</figcaption>" if title else ""
    return f"<figure>{image} />{caption}</figure>"


def sanitised(untrusted: str) -> SafeHtml:
    """What of an article's HTML may stand on a page. Raises Invalid as `settled` does."""
    # What reads differently without a character that was taken out is seen in the next pass.
    return settled(lambda html: _tidied(UNPRINTABLE.sub("", _cleaned(html))), untrusted)


def _cleaned(untrusted: str) -> str:
    return nh3.clean(
        untrusted,
        tags=PAGE_TAGS,
        attributes=PAGE_ATTRIBUTES,
        attribute_filter=AttributeFilter(),
        link_rel=LINK_REL,
        url_schemes=URL_SCHEMES,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )


def _tidied(clean: str) -> str:
    """Headings below the article's own title; images with an address, words and, if known, a size;
    links that lead somewhere, and none within another.

    A browser that knows the size leaves room for the picture, and the text does not jump.
    """
    lower = "<h1>" in clean or "<h1 " in clean
    anchors: list[str] = []

    def tidy(tag: re.Match[str]) -> str:
        closing, name, attributes = tag.groups()
        if name == "a":
            return _anchor(tag, anchors)
        if lower and name in _HEADINGS:
            return f"<{closing}h{min(int(name[1]) + 1, 6)}{attributes}>"
        if name == "img":
            return _image(attributes)
        return tag[0]

    has_links = "<a" in clean and (_LEADS_NOWHERE.search(clean) or _MAY_NEST.search(clean))
    return _TAG.sub(tidy, clean) if lower or "<img" in clean or has_links else clean


def _anchor(tag: re.Match[str], still_open: list[str]) -> str:
    """A link that leads somewhere; the parser of addresses may have left one without a target.

    Within a link it is its words: readers could follow one of them at most.
    """
    if tag[1]:
        return still_open.pop() if still_open else tag[0]
    leads = ' href="' in tag[3] and not any(still_open)
    still_open.append("</a>" if leads else "")
    return tag[0] if leads else ""


def _image(attributes: str) -> str:
    if ' src="' not in attributes:
        return ""
    if ' alt="' not in attributes:
        attributes += ' alt=""'
    if ' decoding="' not in attributes:
        attributes += ' decoding="async"'
    size = _SIZE_IN_NAME.search(attributes)
    if size and ' width="' not in attributes and ' height="' not in attributes:
        attributes += f' width="{size[1]}" height="{size[2]}"'
    return f"<img{attributes}>"


def fold_of(clean: SafeHtml) -> int:
    """The offset after the third top-level paragraph, or after the last one of fewer; else 0."""
    depth = paragraphs = fold = 0
    for tag in _TAG.finditer(clean):
        closing, name = tag[1], tag[2]
        if name in VOID:
            continue
        depth += -1 if closing else 1
        if closing and depth == 0 and name == "p":
            paragraphs, fold = paragraphs + 1, tag.end()
            if paragraphs == FOLD_AFTER:
                break
    return fold
