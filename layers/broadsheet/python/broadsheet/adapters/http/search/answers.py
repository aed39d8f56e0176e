"""What a reader who searches gets: JSON, or a page of the site.

No other read needs any of this, so it is imported when somebody searches.
"""

from collections.abc import Callable

from broadsheet.adapters.http.answer import PUBLIC, Answer, html_answer, readable_page
from broadsheet.adapters.http.articles import present
from broadsheet.adapters.http.problem import TITLES, detail_for_readers, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import Malformed
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search.ports import SearchIndex
from broadsheet.usecases.search.search import search
from broadsheet.usecases.shared.paging import Slice
from broadsheet.usecases.shared.ports import Reads


def search_answer(request: HttpRequest, reads: Reads, index: SearchIndex, site_url: str) -> Answer:
    """The hits as JSON. Raises Malformed."""
    query = request.only("q", "limit", "cursor")
    limit, cursor = present.paging(query)
    found = search(reads, index, query.get("q", ""), limit, cursor)
    return present.list_answer(request, found, lambda hit: present.hit(hit, site_url), PUBLIC)


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
        _, cursor = present.paging(query)
        found = search(reads, index, query.get("q", ""), present.LIMIT, cursor)
    except Malformed as error:
        status = status_of(error)
        if [wrong.pointer for wrong in error.errors] != ["?q"]:
            detail = detail_for_readers(error)
            return html_answer(status, error_page(site(), status, TITLES[status], detail))
        asked, wrong = request.query.get("q", ""), error.errors[0].code
        return html_answer(status, results_page(site(), asked, Slice([], None), wrong=wrong))
    following = present.next_link(request, found.next)
    page = results_page(site(), query["q"], found, older=following, is_first=cursor is None)
    return readable_page(request, page, cache=PUBLIC)
