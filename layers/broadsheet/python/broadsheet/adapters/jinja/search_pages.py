"""The page with what a search found: it is answered, never stored."""

from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.search.asked import LONGEST_QUERY, MOST_TERMS
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search.search import Hit
from broadsheet.usecases.shared.paging import Slice

__all__ = ["error_page", "results_page"]


def results_page(
    site: Site,
    query: str,
    found: Slice[Hit],
    *,
    older: str | None = None,
    is_first: bool = True,
    wrong: str = "",
) -> bytes:
    """The hits, and where older ones are; or the form again, with what is wrong with `query`.

    `is_first` unless the newest part of the archive was looked at before; `wrong` is the code of
    the error.
    """
    values = in_site_language(site) | {
        "query": query[:LONGEST_QUERY],
        "hits": found.items,
        "older": older,
        "is_first": is_first,
        "wrong": wrong,
        "longest": LONGEST_QUERY,
        "most": MOST_TERMS,
    }
    return environment(site).get_template("search_results.html").render(values).encode()
