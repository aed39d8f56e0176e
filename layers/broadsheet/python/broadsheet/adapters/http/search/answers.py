"""What a reader who searches gets: JSON, or a page of the site.

No other read needs any of this, so it is imported when somebody searches.
"""

from collections.abc import Callable
from typing import Annotated

import msgspec

from broadsheet.adapters.http.answer import PUBLIC, Answer, html_answer, readable_page
from broadsheet.adapters.http.articles.answers import Card
from broadsheet.adapters.http.fields import Count, told
from broadsheet.adapters.http.lists import list_answer, next_link, paging
from broadsheet.adapters.http.problem import TITLES, detail_for_readers, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import Malformed
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search import search as searches
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.search.search import search
from broadsheet.usecases.shared.paging import Slice
from broadsheet.usecases.shared.ports import Reads

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


def hit(shown: searches.Hit, site_url: str) -> Hit:
    """An article that was found."""
    url, excerpt = f"{site_url}{shown.card.path}", shown.excerpt
    return told(Hit, shown.card, url=url, excerpt=excerpt.text, marks=excerpt.marks)


def search_answer(request: HttpRequest, reads: Reads, index: SearchIndex, site_url: str) -> Answer:
    """The hits as JSON. Raises Malformed."""
    query = request.only("q", "limit", "cursor")
    limit, cursor = paging(query)
    found = search(reads, index, query.get("q", ""), limit, cursor)
    return list_answer(request, found, lambda one: hit(one, site_url), PUBLIC)


def search_page(
    request: HttpRequest, reads: Reads, index: SearchIndex, site: Callable[[], Site]
) -> Answer:
    """The hits as a page; what is wrong with the question, as a page too."""
    from broadsheet.adapters.jinja.search_pages import (  # noqa: PLC0415 - JSON needs no templates
        error_page,
        results_page,
    )

    try:
        query = request.only("q", "cursor")
        limit, cursor = paging(query)
        found = search(reads, index, query.get("q", ""), limit, cursor)
    except Malformed as error:
        status = status_of(error)
        if [wrong.pointer for wrong in error.errors] != ["?q"]:
            detail = detail_for_readers(error)
            return html_answer(status, error_page(site(), status, TITLES[status], detail))
        asked, wrong = request.query.get("q", ""), error.errors[0].code
        return html_answer(status, results_page(site(), asked, Slice([], None), wrong=wrong))
    following = next_link(request, found.next)
    page = results_page(site(), query["q"], found, older=following, is_first=cursor is None)
    return readable_page(request, page, cache=PUBLIC)
