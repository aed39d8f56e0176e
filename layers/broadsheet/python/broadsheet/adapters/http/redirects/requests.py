"""What is sent and answered of redirects."""

from typing import TYPE_CHECKING, Any

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.domain.shared.record import stamp

if TYPE_CHECKING:
    from broadsheet.domain.redirects.submission import RedirectSubmission


def redirect_of(request: HttpRequest) -> "RedirectSubmission":
    """The redirect. Raises Invalid with every wrong field, UnsupportedMedia."""
    from broadsheet.domain.redirects.submission import redirect_from_json  # noqa: PLC0415

    return redirect_from_json(request.json_bytes())


def path_of(request: HttpRequest) -> str:
    """The path of one. Raises Invalid, UnsupportedMedia."""
    from broadsheet.domain.redirects.submission import path_from_json  # noqa: PLC0415

    return path_from_json(request.json_bytes()).path


def shown_redirect(shown: Redirect) -> dict[str, Any]:
    """A redirect in a list."""
    return {
        "path": shown.path,
        "target": shown.target,
        "article_id": shown.article_id or None,
        "at": stamp(shown.at),
        "by": shown.by,
    }
