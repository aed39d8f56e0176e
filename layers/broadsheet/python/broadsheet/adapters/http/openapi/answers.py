"""The API's own description: for programs, and for the people who write them."""

import functools
import json
from collections.abc import Callable
from typing import Any

from broadsheet.adapters.http.answer import Answer, answer, matches, readable_page
from broadsheet.adapters.http.openapi.description import document
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.site.site import Site

CACHE = "public, max-age=0, s-maxage=300, stale-while-revalidate=3600, stale-if-error=86400"
"""It changes with a release alone."""


def openapi_answer(request: HttpRequest) -> Answer:
    """The OpenAPI document, or 304. Raises Malformed."""
    request.only()
    body, etag = _made()
    headers = {"etag": etag, "cache-control": CACHE}
    if matches(etag, request.headers.get("if-none-match", "")):
        return answer(304, headers)
    return answer(200, {**headers, "content-type": "application/json"}, body)


def docs_answer(request: HttpRequest, site: Callable[[], Site]) -> Answer:
    """The same as a page of the site. Raises Malformed."""
    from broadsheet.adapters.jinja.api_pages import api_page  # noqa: PLC0415

    request.only()
    return readable_page(request, api_page(site(), _document()), cache=CACHE)


@functools.cache
def _document() -> dict[str, Any]:
    return document()


@functools.cache
def _made() -> tuple[str, str]:
    from hashlib import sha256  # noqa: PLC0415

    body = json.dumps(_document(), ensure_ascii=False, separators=(",", ":"))
    return body, f'"{sha256(body.encode()).hexdigest()[:32]}"'
