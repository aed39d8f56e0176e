"""Answers of the HTTP API (payload format 2.0)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from broadsheet.adapters.http.request import HttpRequest

Answer = dict[str, Any]

PUBLIC = "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=3600"
PRIVATE = "private, no-cache"
NEVER = "no-store"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""As CloudFront sends it with pages; for those who call the API at its own address."""

STRICT_TRANSPORT = "max-age=31536000"
"""As CloudFront sends it, for those who call the API at its own address (RFC 6797, 6.1)."""


def answer(status: int, headers: Mapping[str, str], body: str = "") -> Answer:
    """An answer with any body."""
    safe = {"x-content-type-options": "nosniff", **headers}
    return {"statusCode": status, "headers": safe, "body": body, "isBase64Encoded": False}


def json_answer(
    status: int,
    value: object,
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Answer:
    """A JSON answer; it is not cached unless `headers` say so."""
    body = msgspec.json.encode(value).decode()
    common = {"content-type": media_type, "cache-control": NEVER}
    return answer(status, {**common, **(headers or {})}, body)


def versioned(told: object, version: int, location: str = "") -> Answer:
    """What is told of this version, which the ETag names; of what is new, with its location."""
    headers = {"etag": f'"{version}"'}
    if location:
        headers["location"] = location
    return json_answer(201 if location else 200, told, headers)


def html_answer(status: int, page: bytes) -> Answer:
    """A page that is not kept by anybody."""
    headers = {
        "content-type": "text/html; charset=utf-8",
        "cache-control": NEVER,
        "content-security-policy": CONTENT_SECURITY_POLICY,
    }
    return answer(status, headers, page.decode())


def see_other(path: str) -> Answer:
    """A 303 to a page of the site."""
    return answer(303, {"location": path, "cache-control": NEVER})


def readable(request: HttpRequest, value: object, *, cache: str, etag: str = "") -> Answer:
    """A read: with its ETag, or 304 if the client has that already (RFC 9110, 13.1.2)."""
    full = json_answer(200, value)
    etag = etag or _etag_of(full["body"])
    full["headers"] |= {"etag": etag, "cache-control": cache, "vary": "authorization"}
    if matches(etag, request.headers.get("if-none-match", "")):
        headers = {name: full["headers"][name] for name in ("etag", "cache-control", "vary")}
        return answer(304, headers)
    return full


def readable_page(request: HttpRequest, page: bytes, *, cache: str) -> Answer:
    """A page that may be kept: with its ETag, or 304 if the client has that already."""
    full = html_answer(200, page)
    full["headers"] |= {"etag": _etag_of(full["body"]), "cache-control": cache}
    if matches(full["headers"]["etag"], request.headers.get("if-none-match", "")):
        return answer(304, {name: full["headers"][name] for name in ("etag", "cache-control")})
    return full


def _etag_of(body: str) -> str:
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


def matches(etag: str, if_none_match: str) -> bool:
    """Whether a conditional read already has this version (weak comparison)."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
