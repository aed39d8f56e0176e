"""What is sent and answered of redirects."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import Any

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.domain.shared.record import stamp


def redirect_of(request: HttpRequest) -> tuple[str, str]:
    """A path, and where it is to lead. Raises Invalid with every wrong field, UnsupportedMedia."""
    from broadsheet.adapters.http.redirects.submitted import RedirectSubmission

    sent = RedirectSubmission.from_json(request.json_bytes())
    return sent.path, sent.target


def path_of(request: HttpRequest) -> str:
    """The path of one. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.redirects.submitted import PathSubmission

    return PathSubmission.from_json(request.json_bytes()).path


def shown_redirect(shown: Redirect) -> dict[str, Any]:
    """A redirect in a list."""
    return {
        "path": shown.path,
        "target": shown.target,
        "article_id": shown.article_id or None,
        "at": stamp(shown.at),
        "by": shown.by,
    }
