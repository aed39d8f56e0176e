"""The page with what a search found: it is answered, never stored."""

from collections.abc import Mapping
from urllib.parse import urlencode

from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.search.asked import LONGEST_QUERY, MOST_TERMS
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search.search import Found

__all__ = ["error_page", "results_page"]


def results_page(
    site: Site,
    asked: Mapping[str, str],
    found: Found,
    *,
    older: str | None = None,
    wrong: str = "",
) -> bytes:
    """The hits, and where more are; or the form again, with what is wrong with the question.

    `asked` is what was sent, by the names of the fields; `wrong` is the code of the error.
    """
    query = asked.get("q", "")[:LONGEST_QUERY]
    narrowed = {name: asked.get(name, "") for name in ("section", "author", "since", "until")}
    values = in_site_language(site) | {
        "query": query,
        "narrowed": narrowed,
        "hits": found.items,
        "corrected": found.corrected,
        "meant": urlencode({"q": found.corrected or "", **dict(filter(all, narrowed.items()))}),
        "older": older,
        "is_first": not asked.get("cursor"),
        "wrong": wrong,
        "longest": LONGEST_QUERY,
        "most": MOST_TERMS,
    }
    return environment(site).get_template("search_results.html").render(values).encode()
