"""The page with what a search found: it is answered, never stored."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.search.asked import LONGEST_QUERY, MOST_TERMS
from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.site.site import Site
from broadsheet.usecases.search.search import Found

__all__ = ["DAYS", "error_page", "results_page"]

DAYS = ("since", "until")
"""The fields for days."""


def results_page(
    site: Site,
    asked: Mapping[str, str],
    found: Found,
    *,
    older: str | None = None,
    wrong: Sequence[FieldError] = (),
) -> bytes:
    """The hits, and where more are; or the form again, with what is wrong beside each field.

    `asked` is what was sent, by the names of the fields.
    """
    at = {error.pointer.removeprefix("?"): error for error in wrong}
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
        "wrong": at["q"].code if "q" in at else "",
        "wrong_days": {name: at[name].said for name in DAYS if name in at},
        "longest": LONGEST_QUERY,
        "most": MOST_TERMS,
    }
    return environment(site).get_template("search_results.html").render(values).encode()
