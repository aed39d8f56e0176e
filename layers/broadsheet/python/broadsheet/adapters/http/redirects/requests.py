"""What is sent of redirects."""

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest

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
