"""A request of somebody who sits at the desk."""

import hashlib
import hmac
import re
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from broadsheet.adapters.http.desk.form import KEY, TOKEN, VERSION, Form, form_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.typed_form import FORM
from broadsheet.domain.desk.session import DeskSession, form_token
from broadsheet.domain.shared.errors import Forbidden
from broadsheet.domain.shared.principal import NOBODY, Principal
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.committing import Request

COOKIE = "__Host-desk"
"""Browsers take it over TLS alone (and from this machine), for this host alone, from `/`
(RFC 6265bis, 4.1.3.2)."""
HEADER = "x-desk-csrf"
"""What modules send in place of the form's field."""
_KEY = re.compile(r"[0-9A-Za-z-]{8,64}")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_SAME = ("same-origin", "none")
"""What a browser says of requests that a page of ours, or its owner's own hand, made."""


class DeskRequest:
    """What the browser sent, and whose it is. `session` is None on pages that need none."""

    def __init__(self, http: HttpRequest, session: DeskSession | None, secret: str) -> None:
        self.http, self.session, self.secret = http, session, secret
        self.parameters: dict[str, str] = {}
        if session is not None:
            http.admit(session.who)

    @property
    def who(self) -> Principal:
        """Whoever signed in; nobody in particular where no session is needed."""
        return self.session.who if self.session is not None else NOBODY

    @property
    def path(self) -> str:
        """What was asked for."""
        return self.http.path

    @property
    def wants_json(self) -> bool:
        """Whether a module asks, and no page is to be shown."""
        return self.http.wants_json()

    @property
    def token(self) -> str:
        """What the forms of this session carry."""
        return form_token(self.secret) if self.session is not None else ""

    @cached_property
    def form(self) -> Form:
        """What was typed. Raises UnsupportedMedia, TooLarge and Malformed."""
        return form_of(self.http)

    def only(self, *allowed: str) -> dict[str, str]:
        """The query parameters. Raises Malformed that names every unknown one."""
        return self.http.only(*allowed)

    def parameter(self, name: str) -> str:
        """An id in the path. Raises NotFound for what cannot be one."""
        return self.http.parameter(name)

    def slug(self, name: str) -> str:
        """A slug in the path. Raises NotFound for what cannot be one."""
        return self.http.slug(name)

    def must_be_ours(self, site_url: str) -> None:
        """Raises Forbidden for what a page of another site, or no page at all, made the browser
        send: by the browser's own word, and, of a session, by the token that only its pages know.
        """
        self.must_be_sent_from_here(site_url)
        if self.session is not None and not hmac.compare_digest(self._sent_token(), self.token):
            raise Forbidden(
                sentence("The page was of another sign-in. Go back, load it again and send it.")
            )

    def must_be_sent_from_here(self, site_url: str) -> None:
        """Raises Forbidden for what the browser says a page of another site made it send (Fetch
        Metadata 2.3, RFC 6454)."""
        sent_from = self.http.headers.get("sec-fetch-site", "same-origin")
        origin = self.http.headers.get("origin", "")
        ours = urlsplit(self.http.site_url(site_url)).netloc
        if sent_from not in _SAME or (origin and urlsplit(origin).netloc != ours):
            raise Forbidden(
                sentence("This was sent from a page of another site. Please use the desk's own.")
            )

    def _sent_token(self) -> str:
        header = self.http.headers.get(HEADER, "")
        sent = header or (self.form.text(TOKEN) if self.http.media_type() == FORM else "")
        return sent if sent.isascii() else ""

    def to_use_case(self) -> Request:
        """Who asks, under which keys: those that the form carries.

        What somebody sends twice from one page is one thing; sent changed, under a key of its own.
        """
        fields = msgspec.json.encode(self.form.typed())
        parts = "\0".join((self.path, self.form.text(VERSION))).encode("utf-8", "replace")
        fingerprint = hashlib.sha256(parts + fields).hexdigest()
        key, version = self.form.text(KEY), self.form.text(VERSION)
        return Request(
            id=self.http.id,
            who=self.who,
            fingerprint=fingerprint,
            # A form that somebody put right is another request, from the same page or its answer.
            idempotency_key=f"{key}.{fingerprint[:32]}" if _KEY.fullmatch(key) else None,
            if_match=int(version) if _VERSION.fullmatch(version) else None,
        )
