"""What the desk answers: pages, and 303s to pages."""

import base64
import binascii
import re
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import msgspec

from broadsheet.adapters.http.answer import NEVER, Answer, answer, json_answer
from broadsheet.adapters.http.desk.request import COOKIE, DeskRequest
from broadsheet.adapters.http.problem import TITLES, headers_of, problem, status_of
from broadsheet.adapters.jinja.desk import desk_page, language_for
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.domain.site.site import Site

SAID = "__Host-desk-said"
"""What the next page says once, of what was just done."""
WAY = "__Host-desk-way"
"""What a browser has between the steps of a sign-in."""
_LONGEST_SAID = 2800
"""Bytes of it, of which base64 makes a third more: browsers keep cookies of 4,096 (RFC 6265bis,
5.6)."""
_COOKIE = "; Path=/; Secure; HttpOnly; SameSite=Strict"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' https: data: blob:{more}; font-src 'self'; media-src 'self'{more}; "
    "connect-src 'self'{more}; form-action 'self'{more}; "
    "frame-src 'self'; manifest-src 'self'; frame-ancestors {frame}; base-uri 'none'"
)
_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; "
    "media-src 'self'; form-action 'none'; frame-ancestors {frame}; base-uri 'none'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
"""For a page of the site before it is one: as readers get it, but for its scripts and forms. They
would work on what is not there yet; and so nothing in it can run, whatever somebody typed."""
_MODULE = re.compile(rb'<script src="[^"<>]*"[^<>]*></script>\n?')
"""How the site's pages ask for a script; nobody else's words stand there as they are."""
_UNEXPECTED = BroadsheetError(sentence("The error was logged. Please try again in a minute."))


class Desk:
    """What makes the desk's pages for a site. `uploads` is where files are sent to (an origin)."""

    def __init__(self, site: Site, uploads: str = "") -> None:
        self.site, self.uploads = site, uploads

    def page(self, desk: DeskRequest, template: str, *, status: int = 200, **values: Any) -> Answer:
        """A page of `templates/desk/`, in the language of whoever asks."""
        said, language = _said(desk), self._language_of(desk)
        told = {"desk": desk, "said": said, "key": desk.http.id, **values}
        body = desk_page(self.site, language, template, **told)
        made = answer(status, _headers(self.uploads), body.decode())
        return _with_cookies(made, [_gone(SAID)] if said else [])

    def in_words(self, desk: DeskRequest, *said: Sentence) -> str:
        """The sentences for a module, in the language of whoever asks."""
        words = words_for(self.site, self._language_of(desk))
        return " ".join(words.plain(one) for one in said)

    def _language_of(self, desk: DeskRequest) -> str:
        accepted = desk.http.headers.get("accept-language", "")
        return language_for(self.site, desk.http.cookie("desk-language"), accepted)

    def framed(self, body: bytes) -> Answer:
        """A page of the site that stands in a frame of the desk's, and nowhere else. Nothing runs
        in it, and nothing can be sent from it."""
        return answer(200, _headers_of_preview("'self'", "same-origin"), _at_rest(body))

    def shared(self, body: bytes) -> Answer:
        """The same, shown by itself to whoever has a link, which it tells to nobody it leads to."""
        return answer(200, _headers_of_preview("'none'", "no-referrer"), _at_rest(body))

    def refused(self, desk: DeskRequest, error: Exception) -> Answer:
        """What went wrong, as a page, or for a module as a problem (RFC 9457)."""
        status = status_of(error)
        if desk.wants_json:
            return problem(error, desk.http.id, desk.path, partial(self.in_words, desk))
        known = error if isinstance(error, BroadsheetError) else _UNEXPECTED
        told = {
            "status_code": status.value,
            "heading": TITLES[status],
            "detail": known.said,
            "wrong": getattr(known, "errors", ()),
            "typed": _typed(desk),
        }
        answered = self.page(desk, "problem.html", status=status.value, **told)
        answered["headers"] |= headers_of(error)
        return answered


def _at_rest(body: bytes) -> str:
    """The page without its scripts: each that is refused is a complaint in its reader's console."""
    return _MODULE.sub(b"", body).decode()


def see(path: str, *said: Sentence, cookies: Sequence[str] = ()) -> Answer:
    """A 303 to a page of the desk, which says once what was done, in its reader's language."""
    told = [f"{SAID}={_packed(said)}{_COOKIE}; Max-Age=60"] if said else []
    made = answer(303, {"location": quote(path, "/?&=#%:@-._~+,;"), "cache-control": NEVER})
    return _with_cookies(made, [*told, *cookies])


def seen_at(url: str) -> Answer:
    """A 302 to something that is kept elsewhere, for as long as that address is good."""
    return answer(302, {"location": url, "cache-control": NEVER})


def told(value: object, status: int = 200) -> Answer:
    """JSON for a module."""
    return json_answer(status, value)


def kept_by(secret: str) -> str:
    """The cookie of a session."""
    return f"{COOKIE}={secret}{_COOKIE}"


def forgotten() -> str:
    """The cookie of a session that has ended."""
    return _gone(COOKIE)


def waiting(secret: str) -> str:
    """The cookie of a sign-in that is not done yet."""
    return f"{WAY}={secret}{_COOKIE}; Max-Age=600"


def arrived() -> str:
    """The cookie of a sign-in that is done, or will not be."""
    return _gone(WAY)


def and_cookies(made: Answer, *cookies: str) -> Answer:
    """The answer, with cookies beside those that it has."""
    return _with_cookies(made, [*made.get("cookies", ()), *cookies])


def _gone(name: str) -> str:
    return f"{name}={_COOKIE}; Max-Age=0"


def _with_cookies(made: Answer, cookies: Sequence[str]) -> Answer:
    return made | ({"cookies": list(cookies)} if cookies else {})


def _headers(uploads: str = "", frame: str = "'none'") -> dict[str, str]:
    more = f" {uploads}" if uploads else ""
    return {
        "content-type": "text/html; charset=utf-8",
        "cache-control": NEVER,
        "content-security-policy": _POLICY.format(more=more, frame=frame),
        "referrer-policy": "same-origin",
        "x-robots-tag": "noindex",
    }


def _headers_of_preview(frame: str, referrer: str) -> dict[str, str]:
    return {
        "content-type": "text/html; charset=utf-8",
        "cache-control": NEVER,
        "content-security-policy": _PREVIEW_POLICY.format(frame=frame),
        "referrer-policy": referrer,
        "x-robots-tag": "noindex, nofollow, noarchive",
    }


def _packed(said: Sequence[Sentence]) -> str:
    told = list(said)
    while len(packed := msgspec.json.encode(told)) > _LONGEST_SAID and len(told) > 1:
        told.pop(-2 if len(told) > 2 else -1)  # the last one may count those that are not told
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _said(desk: DeskRequest) -> list[Sentence]:
    """What is to be said. It was in the browser's hands meanwhile: text like any other."""
    sent = desk.http.cookie(SAID)
    try:
        told = base64.urlsafe_b64decode(sent + "=" * (-len(sent) % 4))
        return [one for one in msgspec.json.decode(told, type=list[Sentence]) if one.text]
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        return []


def _typed(desk: DeskRequest) -> list[tuple[str, str]]:
    """What somebody wrote and may want to keep; nothing where nobody is signed in."""
    if desk.http.method != "POST" or desk.session is None:
        return []
    try:
        return desk.form.typed()
    except BroadsheetError:
        return []
