"""The interface's own words, in the language of the page that shows them.

Templates hold the words in English, which is what catalogues are asked for.
"""

import functools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from markupsafe import Markup, escape

from broadsheet.adapters.jinja import catalogues
from broadsheet.adapters.jinja.catalogues import ENGLISH, Untranslated
from broadsheet.adapters.jinja.dates import which_of_two
from broadsheet.domain.articles.listing import ListingKind, ListingName
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.sentence import N_, Sentence, Value, parts_of
from broadsheet.domain.site.site import Site

__all__ = ["N_", "Words", "in_language", "in_site_language", "title_of", "words_for"]

_TONGUE = Markup(' lang="{}" dir="{}"')
_FOREIGN = Markup("<span{}>{}</span>")
_APART = Markup("<bdi>{}</bdi>")
FIRST_STRONG, POP = "\u2068", "\u2069"
"""The same where there are no elements (UAX #9, 2.7)."""
_COMMA = N_(", ")
"""Between the parts of a value that has several."""
_AGO = (N_("# min. ago"), N_("# hr. ago"))
S = TypeVar("S", str, Markup)
_MESSAGES = 512
_DATES = 1024
"""A rendering of many pages shows the same words and dates again and again."""
_LANGUAGES = 64
"""Articles may be in more languages than that, and then the least used are made anew."""


class Words:
    """What writes the interface's words, dates and numbers on a page of one language."""

    def __init__(self, site: Site, language: str) -> None:
        """Words fall back to the site's language and then to English, each message alone."""
        own = list(_languages_for(language))
        others = [tag for tag in (*_languages_for(site.language), ENGLISH) if tag not in own]
        self._tags = (*own, *others)
        self._customs = catalogues.customs_of(self._tags[0])
        self._site = site
        self._tongues = {tag: Markup() for tag in own} | {
            tag: _TONGUE.format(tag, direction_of(tag)) for tag in others
        }
        # By type as well: what is HTML already must not stand for equal text that is not.
        self._text = functools.lru_cache(_MESSAGES, typed=True)(self._found)
        self._whole = functools.lru_cache(_MESSAGES, typed=True)(self._made)
        self._parts = functools.lru_cache(_MESSAGES, typed=True)(self._parted)
        self.counted = functools.lru_cache(_MESSAGES)(self._counted)
        self.date = functools.lru_cache(_DATES)(self._date)

    @property
    def language(self) -> str:
        """The language that words and dates are in, where a catalogue is complete."""
        return self._tags[0]

    @property
    def tongue(self) -> Markup:
        """The attributes of an element whose own attributes are in another language than asked."""
        return self._tongues[self._tags[0]]

    @functools.cached_property
    def ago(self) -> Markup:
        """The attribute that tells a script how minutes and hours are said that have passed."""
        return Markup(' data-ago="{}|{}"').format(*(self.plain(one) for one in _AGO))

    def __call__(self, message: str | Sentence, **values: Any) -> Markup:
        """The message as HTML, marked where it is in another language; `{name}` is filled in.

        Values are escaped unless they are Markup. Without values the message may be any text. A
        sentence has its own, each apart from the words around it, which may run the other way.
        """
        if isinstance(message, Sentence):
            return self._marked(*self._put_together(message, self._inside, escape))
        if not values:
            return self._whole(message)
        parts, tag = self._parts(message)
        filled = "".join(w + escape(values[name]) if name else w for w, name in parts)
        return self._marked(Markup(filled), tag)  # noqa: S704 - all of it has been escaped

    def plain(self, message: str | Sentence, **values: Any) -> str:
        """The message as a string, for a title, an attribute or a module."""
        if isinstance(message, Sentence):
            return self._put_together(message, self._isolated, str)[0]
        text, _ = self._text(message)
        return text.format(**values) if values else text

    def _counted(self, one: str, many: str, number: int) -> Markup:
        """The message for as many, in the plural form of the language; `{count}` is filled in."""
        text, tag = self._of_many(one, many, number)
        customs = catalogues.customs_of(tag)
        return self._marked(escape(text.format(count=customs.number_of(number))), tag)

    def _date(self, moment: datetime) -> str:
        """The day and the time on the newsroom's clock, in words of `language`."""
        local = self._site.local(moment)
        return self._customs.moment_of(local) + which_of_two(local)

    def day(self, moment: datetime) -> str:
        """The day on the newsroom's clock, in words of `language`."""
        return self._customs.day_of(self._site.local(moment))

    def time(self, moment: datetime) -> str:
        """The time on the newsroom's clock, in words of `language`."""
        local = self._site.local(moment)
        return self._customs.time_of(local) + which_of_two(local)

    def month(self, month: str) -> str:
        """`2026-11` in words of `language`."""
        return self._customs.month_of(month)

    def name_of(self, language: str) -> str:
        """What speakers of the language call it; the tag where that is not known."""
        names = (catalogues.autonym_of(tag) for tag in _shorter(language))
        return next(filter(None, names), language)

    def _found(self, message: str) -> tuple[str, str]:
        for tag in self._tags:
            try:
                return catalogues.translations_of(tag).gettext(message), tag
            except Untranslated:
                continue
        return message, ENGLISH

    def _parted(self, message: str) -> tuple[tuple[tuple[Markup, str], ...], str]:
        """The message as HTML: words, and the name of the value that stands after them."""
        text, tag = self._text(message)
        return tuple((escape(words), name) for words, name in parts_of(text)), tag

    def _made(self, message: str) -> Markup:
        text, tag = self._text(message)
        return self._marked(escape(text), tag)

    def _put_together(
        self, said: Sentence, of: Callable[[Value], S], text: Callable[[str], S]
    ) -> tuple[S, str]:
        """The sentence, and the language that it is in. What has no value stays as it stands: it
        may have been kept by a record, or by a browser."""
        count = said.values.get("count")
        if said.many and isinstance(count, int):
            found, tag = self._of_many(said.text, said.many, count)
        else:
            found, tag = self._text(said.text)
        whole = text("")
        for words, name in parts_of(found):
            value = said.values.get(name, f"{{{name}}}") if name else ""
            whole += text(words) + of(value)
        return whole, tag

    def _inside(self, value: Value) -> Markup:
        if isinstance(value, Sentence):
            return self(value)
        if isinstance(value, int):
            return escape(self._customs.number_of(value))
        if isinstance(value, tuple):
            return escape(self.plain(_COMMA)).join(map(self._inside, value))
        return _APART.format(value) if value else Markup()

    def _isolated(self, value: Value) -> str:
        if isinstance(value, Sentence):
            return self.plain(value)
        if isinstance(value, int):
            return self._customs.number_of(value)
        if isinstance(value, tuple):
            return self.plain(_COMMA).join(map(self._isolated, value))
        return f"{FIRST_STRONG}{value}{POP}" if value else ""

    def _of_many(self, one: str, many: str, number: int) -> tuple[str, str]:
        for tag in self._tags:
            try:
                return catalogues.translations_of(tag).ngettext(one, many, number), tag
            except Untranslated:
                continue
        return one if number == 1 else many, ENGLISH

    def _marked(self, text: Markup, tag: str) -> Markup:
        tongue = self._tongues[tag]
        return _FOREIGN.format(tongue, text) if tongue else text


def _languages_for(language: str) -> Iterator[str]:
    """The available languages that serve for this one: itself, and what it is a kind of."""
    found = catalogues.available()
    return (found[tag] for tag in _shorter(language) if tag in found)


def _shorter(language: str) -> Iterator[str]:
    """The tag in lower case and its beginnings, the longest first (RFC 4647, section 3.4)."""
    parts = language.lower().split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


@functools.lru_cache(_LANGUAGES)
def words_for(site: Site, language: str) -> Words:
    """The words for the parts of the site's pages that are in this language."""
    return Words(site, language)


def title_of(site: Site, listing: ListingName, title: str) -> str:
    """A listing's title as people read it."""
    return site.title if listing.kind is ListingKind.SITE else title or listing.name


def in_language(site: Site, language: str, direction: str) -> dict[str, object]:
    """What templates ask of every page that they make."""
    words = words_for(site, language)
    return {
        "language": language,
        "direction": direction,
        "ui": words,
        "say": words.plain,
        "counted": words.counted,
    }


def in_site_language(site: Site) -> dict[str, object]:
    """The same, where the page is in the site's own language."""
    return in_language(site, site.language, site.direction)
