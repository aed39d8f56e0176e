"""Pages that a form's sender sees when something is wrong: they are answered, never stored."""

from collections.abc import Mapping

from broadsheet.adapters.jinja.comment_limits import COMMENT_LIMITS
from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.words import in_site_language
from broadsheet.domain.language import direction_of
from broadsheet.domain.site import Site

_EMPTY = dict.fromkeys(COMMENT_LIMITS, "")


def comment_error_page(  # noqa: PLR0913, PLR0917 - each is a part of the page
    site: Site,
    article_path: str,
    article_title: str,
    article_language: str,
    action: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> bytes:
    """The comment form again: what was typed, and what is wrong with which field.

    `errors` has a message for each wrong field; those of other keys are of the whole form.
    """
    values = in_site_language(site) | {
        "path": article_path,
        "title": article_title,
        "article_language": article_language,
        "article_direction": direction_of(article_language),
        "action": action,
        "typed": _EMPTY | {name: typed[name] for name in _EMPTY if name in typed},
        "errors": _EMPTY | dict(errors),
        "limits": COMMENT_LIMITS,
    }
    return environment(site).get_template("comment_error.html").render(values).encode()


def error_page(site: Site, status: int, title: str, detail: str) -> bytes:
    """A readable page for anything else that can be wrong with a request."""
    values = in_site_language(site) | {"status": status, "title": title, "detail": detail}
    return environment(site).get_template("error.html").render(values).encode()
