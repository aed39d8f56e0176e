"""What is sent of redirects."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from collections.abc import Mapping

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.articles.article import Address
from broadsheet.domain.shared.web_address import path_on
from broadsheet.usecases.shared.sent import Sent


def redirect_of(request: HttpRequest, site_url: str) -> tuple[str, str, Sent]:
    """A path, where it is to lead, and what was sent.

    Raises Invalid with every wrong field, UnsupportedMedia.
    """
    return redirect_in(request.json_bytes(), site_url)


def redirect_in(raw: bytes, site_url: str) -> tuple[str, str, Sent]:
    """The same of JSON: an address of this site is its path, or a loop would not be seen as one.

    Raises Invalid with every wrong field.
    """
    from broadsheet.adapters.http.as_sent import AsSent
    from broadsheet.adapters.http.redirects.submitted import RedirectSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    fields = sent_fields(raw)
    sent = RedirectSubmission.from_fields(_paths_in(fields, site_url))
    return sent.path, sent.target, AsSent(fields, _kept)


def _paths_in(fields: Mapping[str, object], site_url: str) -> dict[str, object]:
    return {name: _here(value, site_url) for name, value in fields.items()}


def _here(value: object, site_url: str) -> object:
    path = path_on(site_url, value.strip()) if isinstance(value, str) else None
    return value if path is None else path


def _kept(address: Address) -> dict[str, str]:
    return {"path": address.path, "target": address.target}


def path_of(request: HttpRequest, site_url: str) -> str:
    """The path of one. Raises Invalid, UnsupportedMedia."""
    return path_in(request.json_bytes(), site_url)


def path_in(raw: bytes, site_url: str) -> str:
    """The same of JSON, where an address of this site is its path, too. Raises Invalid."""
    from broadsheet.adapters.http.redirects.submitted import PathSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    return PathSubmission.from_fields(_paths_in(sent_fields(raw), site_url)).path
