"""What is sent of redirects."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from broadsheet.adapters.http.request import HttpRequest


def redirect_of(request: HttpRequest) -> tuple[str, str]:
    """A path, and where it is to lead. Raises Invalid with every wrong field, UnsupportedMedia."""
    from broadsheet.adapters.http.redirects.submitted import RedirectSubmission

    sent = RedirectSubmission.from_json(request.json_bytes())
    return sent.path, sent.target


def path_of(request: HttpRequest) -> str:
    """The path of one. Raises Invalid, UnsupportedMedia."""
    from broadsheet.adapters.http.redirects.submitted import PathSubmission

    return PathSubmission.from_json(request.json_bytes()).path
