"""What a reader who searches gets: JSON, or a page of the site.

No other read needs any of this, so it is imported when somebody searches.
"""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import msgspec

from broadsheet.adapters.http.answer import PUBLIC, Answer, html_answer, readable_page
from broadsheet.adapters.http.articles.answers import Card
from broadsheet.adapters.http.days import days_asked
from broadsheet.adapters.http.fields import Count, told
from broadsheet.adapters.http.lists import ItemList, both, list_answer, next_link, once, slice_asked
from broadsheet.adapters.http.problem import TITLES, detail_for_readers, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.site.site import Site
from broadsheet.usecases.articles.names import slug_called
from broadsheet.usecases.search import search as searches
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.search.search import Found, Within, search
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.ports import Reads

NARROWED = ("section", "author", "since", "until")
"""What a search may be narrowed to."""
_FIELDS = frozenset({"?q", "?since", "?until"})
"""Of the form, those in which somebody can type what is wrong."""
Mark = Annotated[
    tuple[Count, ...],
    msgspec.Meta(
        min_length=2,
        max_length=2,
        description="Where in `excerpt` a stretch that was searched for begins and ends, in "
        "Unicode characters",
    ),
]


class Hit(Card, frozen=True, kw_only=True):
    """An article that was found: its card, with the lines in which it was found as `excerpt`."""

    marks: tuple[Mark, ...]


class HitList(ItemList[Hit], frozen=True, kw_only=True):
    """What a search found."""

    corrected: Annotated[
        str | None,
        msgspec.Meta(
            description="The words that were looked for in place of `q`, where no article has "
            "all of those that were typed: what was probably meant, or those of them that one "
            "article has most of"
        ),
    ] = None


def hit(shown: searches.Hit, site_url: str) -> Hit:
    """An article that was found."""
    url, excerpt = f"{site_url}{shown.card.path}", shown.excerpt
    return told(Hit, shown.card, url=url, excerpt=excerpt.text, marks=excerpt.marks)


def search_answer(
    request: HttpRequest, reads: Reads, index: SearchIndex, site_url: str, time_zone: str
) -> Answer:
    """The hits as JSON. Raises Malformed."""
    _, asked = both(
        lambda: once(request, "q", *NARROWED, "limit", "cursor"), lambda: _asked(request.query)
    )
    found = _found(asked, request.query, reads, index, time_zone)
    listed = partial(HitList, corrected=found.corrected)
    meant = _as_meant(request, found)
    return list_answer(meant, found, lambda one: hit(one, site_url), PUBLIC, listed)


def search_page(
    request: HttpRequest, reads: Reads, index: SearchIndex, site: Callable[[], Site]
) -> Answer:
    """The hits as a page; what is wrong with the question, as a page too."""
    from broadsheet.adapters.jinja.search_pages import (  # noqa: PLC0415 - JSON needs no templates
        error_page,
        results_page,
    )

    try:
        # A form sends the fields that nobody filled in, too.
        query = {k: v for k, v in request.only("q", *NARROWED, "cursor").items() if v or k == "q"}
        found = _found(_asked(query), query, reads, index, site().time_zone)
    except Malformed as error:
        status = status_of(error)
        if not {wrong.pointer for wrong in error.errors} <= _FIELDS:
            detail = detail_for_readers(error)
            return html_answer(status, error_page(site(), status, TITLES[status], detail))
        nothing = Found([], None)
        return html_answer(status, results_page(site(), request.query, nothing, wrong=error.errors))
    following = next_link(_as_meant(request, found), found.next)
    page = results_page(site(), query, found, older=following)
    return readable_page(request, page, cache=PUBLIC)


class _Asked(NamedTuple):
    limit: int
    cursor: Cursor | None
    since: date | None
    until: date | None


def _asked(query: Mapping[str, str]) -> _Asked:
    _, (part, days) = both(
        lambda: terms_asked(query.get("q", "")),
        lambda: both(lambda: slice_asked(query), lambda: _days(query)),
    )
    return _Asked(*part, *days)


def _days(query: Mapping[str, str]) -> tuple[date | None, date | None]:
    wrong: list[FieldError] = []
    days = days_asked(query, wrong)
    if wrong:
        raise Malformed(wrong)
    return days


def _found(
    asked: _Asked, query: Mapping[str, str], reads: Reads, index: SearchIndex, time_zone: str
) -> Found:
    slugs = {
        kind.value: slug_called(reads, kind, query[kind.value])
        for kind in (ListingKind.SECTION, ListingKind.AUTHOR)
        if kind.value in query
    }
    within = Within(**slugs, since=asked.since, until=asked.until, time_zone=time_zone)
    return search(reads, index, query.get("q", ""), asked.limit, asked.cursor, within)


def _as_meant(request: HttpRequest, found: Found) -> HttpRequest:
    """The request as it goes on: with the words that were looked for."""
    if found.corrected is None:
        return request
    asked = copy(request)
    asked.query = {**request.query, "q": found.corrected}
    return asked
