"""The interface's own words, and the language that a stretch of a page is in.

Templates hold the words in English and pass each through `ui(...)`, which is the place where
message catalogues can come in.
"""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup, escape

from broadsheet.domain.listing import ListingKind, ListingName
from broadsheet.domain.site import Site

UI_LANGUAGE = "en"
_FOREIGN = Markup('<span lang="en" dir="ltr">{}</span>')
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

Words = Callable[[object], Markup]


def _foreign(text: object) -> Markup:
    return _FOREIGN.format(text)


def words_for(language: str) -> Words:
    """What writes the interface's words on a page of this language."""
    return escape if language.partition("-")[0].lower() == UI_LANGUAGE else _foreign


def month_name(month: str) -> str:
    """`2026-11` as people say it."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def long_date(local: datetime) -> str:
    """`22 November 2026, 14:05`, without asking the machine's locale."""
    month = _MONTHS[local.month - 1]
    return f"{local.day} {month} {local.year}, {local.hour:02}:{local.minute:02}"


def counted(number: int, one: str, many: str) -> str:
    """The number and the word that goes with it."""
    return f"{number:,} {one if number == 1 else many}"


def title_of(site: Site, listing: ListingName, title: str) -> str:
    """A listing's title as people read it."""
    return site.title if listing.kind is ListingKind.SITE else title or listing.name


def in_site_language(site: Site) -> dict[str, object]:
    """What templates ask of the page that they make, where it is in the site's own language."""
    return {
        "language": site.language,
        "direction": site.direction,
        "ui": words_for(site.language),
    }
