"""An event of the HTTP API (payload format 2.0) as a request."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import msgspec

from broadsheet.adapters.http.json_body import read_json
from broadsheet.domain.shared.errors import (
    Encoded,
    FieldError,
    Malformed,
    NotFound,
    UnsupportedMedia,
)
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.principal import NOBODY, Principal, Scope
from broadsheet.domain.shared.record import is_id
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.shared.committing import ANY_VERSION, Request

_LONGEST_KEY = 255
_SLUG = pattern(r"(?=.{1,80}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
_PERSON = pattern(r"[0-9A-Za-z_-]{1,64}:[0-9A-Za-z-]{1,64}")
_CHARSET = pattern(r""";\s*charset\s*=\s*["']?([^\s;"',]+)""", re.IGNORECASE)
_UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
_JSON = ("application/json", "application/problem+json", "application/*")
_QUALITY = pattern(r"[01](?:\.[0-9]{0,3})?")
_NAMED = 40
"""Characters of what was sent that an answer repeats."""
# As we give it out, and as CloudFront weakens it when it compresses an answer (RFC 9110, 8.8.1):
# a version names the whole article, so the weak form means the same.
_VERSION = pattern(r'(?:W/)?"([1-9][0-9]{0,8})"|([1-9][0-9]{0,8})')


IsEdge = Callable[[str], bool | None]
"""Whether this is what our own CloudFront says; None where nobody can tell."""


class HttpRequest:
    """What the client sent. Header names are lower-case, as API Gateway gives them."""

    def __init__(self, event: dict[str, Any]) -> None:
        self._event = event
        self._who = NOBODY
        self.route: str = event["routeKey"]
        self.method: str = event["requestContext"]["http"]["method"]
        self.path: str = event["rawPath"]
        self.id: str = event["requestContext"]["requestId"]
        self.headers: dict[str, str] = event.get("headers") or {}
        self.query: dict[str, str] = event.get("queryStringParameters") or {}
        self.raw_query: str = event.get("rawQueryString") or ""

    def read_as(self, route: str, parameters: dict[str, str]) -> None:
        """It is answered as the GET of the same address is."""
        self.route = route
        self._event = self._event | {"pathParameters": parameters}

    def parameter(self, name: str) -> str:
        """An id in the path. Raises NotFound for what cannot be one."""
        value: str = (self._event.get("pathParameters") or {}).get(name, "")
        if not is_id(value):
            raise NotFound(sentence("There is nothing at this address."))
        return value

    def slug(self, name: str) -> str:
        """A slug in the path. Raises NotFound for what cannot be one."""
        value: str = (self._event.get("pathParameters") or {}).get(name, "")
        if not _SLUG.fullmatch(value):
            raise NotFound(sentence("There is nothing at this address."))
        return value

    def person(self, name: str) -> str:
        """Whoever is meant in the path (`Principal.id`). Raises NotFound for what cannot be one."""
        value = unquote((self._event.get("pathParameters") or {}).get(name, ""))
        if not _PERSON.fullmatch(value):
            raise NotFound(sentence("There is nobody by this id."))
        return value

    @cached_property
    def body(self) -> bytes:
        """The body's bytes. Raises Malformed."""
        body: str = self._event.get("body") or ""
        if self._event.get("isBase64Encoded"):
            try:
                return base64.b64decode(body, validate=True)
            except (binascii.Error, ValueError):
                raise Malformed(
                    [FieldError("", "bad_body", for_programs("cannot be read"))]
                ) from None
        return body.encode("utf-8", "surrogatepass")

    def media_type(self) -> str:
        """The body's type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def text_bytes(self) -> bytes:
        """The body of a request that is text.

        Raises UnsupportedMedia for one that is not in UTF-8, and Encoded for one that is packed.
        """
        packed = self.headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity"):
            raise Encoded(for_programs(f"Send it as it is, and not in {packed[:_NAMED]}."))
        found = _CHARSET.search(self.headers.get("content-type", ""))
        if found and found[1].lower() not in _UTF_8:
            raise UnsupportedMedia(
                for_programs(
                    f"Send it in UTF-8: it says that it is in {found[1][:_NAMED]}, whose letters"
                    " would be read as others."
                )
            )
        return self.body

    def json_bytes(self) -> bytes:
        """The body of a JSON request. Raises UnsupportedMedia for any other type."""
        if self.media_type() != "application/json":
            raise UnsupportedMedia(for_programs("Send JSON, with Content-Type: application/json."))
        return self.text_bytes()

    def json_object(self) -> dict[str, Any]:
        """The body as an object. Raises UnsupportedMedia and Malformed."""
        value = read_json(self.json_bytes())
        if not isinstance(value, dict):
            raise Malformed([FieldError("", "json_invalid", for_programs("must be a JSON object"))])
        return value

    def wants_json(self) -> bool:
        """Whether the client asks for JSON rather than for a page (RFC 9110, 12.5.1).

        What is named goes before what is meant by `*` alone; who names neither gets the page.
        """
        asked = _qualities(self.headers.get("accept", ""))
        json = max(asked.get(kind, 0.0) for kind in _JSON)
        return json > 0 and json >= asked.get("text/html", 0.0)

    def cookie(self, name: str) -> str:
        """The value of a cookie; empty without it."""
        # API Gateway takes cookies out of the headers (payload format 2.0); the local one does not.
        sent = self._event.get("cookies") or self.headers.get("cookie", "").split(";")
        pairs = (one.strip().partition("=") for one in sent)
        return next((value for key, _, value in pairs if key == name), "")

    def is_encrypted(self) -> bool:
        """Whether it came over TLS; only then may an answer say that all must (RFC 6797, 7.2)."""
        return self.headers.get("x-forwarded-proto") == "https"

    def is_from_another_site(self) -> bool:
        """Whether a page of another site made the browser send this (Fetch Metadata, 2.3)."""
        return self.headers.get("sec-fetch-site") == "cross-site"

    def site_url(self, configured: str) -> str:
        """The site's address: as configured, or as CloudFront says that the viewer asked for."""
        host = self.headers.get("x-forwarded-host") or self.headers.get("host", "")
        return configured or f"https://{host}"

    def viewer_ip(self, is_edge: IsEdge) -> str:
        """The reader's address: as our own CloudFront saw it, or the caller's.

        CloudFront puts the viewer's address last into X-Forwarded-For, and API Gateway
        CloudFront's own after it. Whoever is not CloudFront can write there what they like.
        Empty where it cannot be told who calls: all readers of a place of CloudFront's are not
        to be taken for one.
        """
        caller: str = self._event["requestContext"]["http"].get("sourceIp", "")
        believed = is_edge(self.headers.get("x-broadsheet-edge", ""))
        if believed is None:
            return ""
        if not believed:
            return caller
        hops = [hop.strip() for hop in self.headers.get("x-forwarded-for", "").split(",")]
        return hops[-2] if len(hops) > 1 else caller

    def only(self, *allowed: str) -> dict[str, str]:
        """The query parameters. Raises Malformed that names every unknown one."""
        unknown = [name for name in self.query if name not in allowed]
        if unknown:
            known = ", ".join(allowed) or "none"
            raise Malformed(
                [
                    FieldError(
                        f"?{n}", "unknown_parameter", sentence("known here: {known}", known=known)
                    )
                    for n in unknown
                ]
            )
        return self.query

    @property
    def claims(self) -> dict[str, Any]:
        """Those of the token that the authoriser has verified; none on a public route."""
        authorizer = self._event["requestContext"].get("authorizer") or {}
        claims: dict[str, Any] = authorizer.get("jwt", {}).get("claims") or {}
        return claims

    def admit(self, who: Principal) -> None:
        """From here on it is their request; `signed_in.py` alone says whose it is."""
        self._who = who

    def principal(self) -> Principal:
        """Whoever was admitted; nobody in particular on a public route."""
        return self._who

    def to_use_case(self) -> Request:
        """Who asks, and under which keys.

        Raises Malformed for keys that are none, and for parameters: what changes something has
        none, and whoever sends `?dry_run=true` is not to see it done.
        """
        self.only()
        return self.of_a_reader()

    def of_a_reader(self) -> Request:
        """The same of a form that readers fill in, whatever stands behind its address.

        Raises Malformed for keys that are none.
        """
        parts = (self.method, self.path, self.headers.get("if-match", ""))
        versions = self._if_match()
        asked = "\0".join(parts).encode("utf-8", "replace") + self.body
        return Request(
            id=self.id,
            who=self.principal(),
            fingerprint=hashlib.sha256(asked).hexdigest(),
            idempotency_key=self._idempotency_key(),
            if_match=versions[0] if versions else None,
            or_match=versions[1:],
        )

    def without_body(self) -> "HttpRequest":
        """The same, where nothing is read of a body. Raises Malformed for one that says more."""
        if self.body.strip() not in (b"", b"{}"):
            words = for_programs("takes no body: what is in this one would be left out")
            raise Malformed([FieldError("", "no_body", words)])
        return self

    def for_editor(self, scope: Scope | None = None) -> Request:
        """The same, before anything is said about what was sent. Raises Forbidden.

        With `scope` also for machine clients that have it.

        The key is hashed: what it is made of may be a reader's address, and is kept for a day.
        """
        asked = self.to_use_case()
        if scope is None:
            asked.who.must_be_editor()
        else:
            asked.who.must(scope)
        if asked.idempotency_key is None:
            return asked
        hashed = hashlib.sha256(asked.idempotency_key.encode()).hexdigest()
        return msgspec.structs.replace(asked, idempotency_key=hashed)

    def _idempotency_key(self) -> str | None:
        key = self.headers.get("idempotency-key")
        if key is None:
            return None
        if not 0 < len(key) <= _LONGEST_KEY or not (key.isascii() and key.isprintable()):
            raise Malformed(
                [
                    FieldError(
                        "Idempotency-Key",
                        "bad_header",
                        for_programs("1 to 255 characters of ASCII"),
                    )
                ]
            )
        return key

    def _if_match(self) -> tuple[int, ...]:
        sent = self.headers.get("if-match")
        if sent is None:
            return ()
        tags = [tag.strip() for tag in sent.split(",")]
        if "*" in tags:
            return (ANY_VERSION,)
        found = filter(None, map(_VERSION.fullmatch, tags))
        # Whatever is not one of our ETags cannot match: -1 is no article's version.
        return tuple(int(one[1] or one[2]) for one in found) or (-1,)


def _qualities(accept: str) -> dict[str, float]:
    """How much each media type is wanted; what is not understood counts as wanted."""
    found: dict[str, float] = {}
    for one in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in one.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        found[kind] = float(weight) if _QUALITY.fullmatch(weight) else 1.0
    return found
