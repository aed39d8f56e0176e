"""The API as a client on this machine calls it."""

import http.client
import itertools
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Any

import msgspec

from client.errors import CommandError, NoAnswer, error_of, words_of_loss

_AWAY = 503
_PIECE = 1024 * 1024
"""Bytes of a file that are in memory at a time."""
_NO_API = (
    "what answered is no newsroom's API of this release: look at the site's address, and whether a "
    "proxy or a page to sign in stands before it"
)
_NOBODY = "nobody answered; send it again in some minutes, and it is taken once"
"""In place of the page that the edge shows to readers then."""


class _Said(dict[str, Any]):
    """An object of an answer."""

    def __missing__(self, name: str) -> Any:
        raise CommandError(f"the answer has no {name!r}: {_NO_API}")


class Reply(msgspec.Struct):
    """What the API answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body of a JSON answer. Raises CommandError for another, and where a name is asked
        for that no object of it has."""
        try:
            value = json.loads(self.body, object_pairs_hook=_Said)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise CommandError(_NO_API)
        return value

    def expect(self, *statuses: int) -> "Reply":
        """Itself. Raises CommandError with the API's words for any other status."""
        if self.status in statuses:
            return self
        text = self.body.decode("utf-8", "replace")
        try:
            problem = json.loads(text)
            wrong = [f"  {e['pointer']}: {e['detail']}" for e in problem.get("errors", [])]
            text = "\n".join([f"{problem['title']}: {problem['detail']}", *wrong])
        except (ValueError, KeyError, TypeError, AttributeError):
            text = text[:500] if self.status != _AWAY else _NOBODY
        raise error_of(self.status, f"the API answered {self.status}: {text}")


class Api:
    """The API at `site_url`, for somebody with a token or for anybody."""

    def __init__(self, site_url: str, token: str | None = None) -> None:
        self._base, self._token = f"{site_url}/api/v1", token

    def send(
        self, method: str, path: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """A request with a JSON body, or none."""
        body = None if value is None else json.dumps(value).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        return self._ask(method, path, body, kind | dict(headers or {}))

    def items(self, path: str) -> Iterator[Any]:
        """Those of a list, of one answer after the other. Raises CommandError."""
        place, _, query = path.partition("?")
        following: str | None = query
        while following is not None:
            listed = self.send("GET", f"{place}?{following}").expect(200).json
            yield from listed["items"]
            # Where the next ones are is told as an address.
            following = urllib.parse.urlsplit(listed["next"]).query if listed["next"] else None

    def form(self, path: str, fields: Mapping[str, str]) -> Reply:
        """A form, as a browser without JavaScript posts it."""
        body = urllib.parse.urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, kind)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        who = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        request = urllib.request.Request(
            self._base + path, data=body, method=method, headers=who | dict(headers)
        )
        return _answer(request)


def page(url: str) -> Reply:
    """What a reader is answered at an address. Raises CommandError where nobody answers."""
    return _answer(urllib.request.Request(url))


def post_file(url: str, fields: Mapping[str, str], path: Path) -> None:
    """A file by a form that was handed out for it (RFC 7578), which may be larger than memory.

    Raises CommandError if it is refused.
    """
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", path.name)
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n\r\n'
    before, after = b"".join([*parts, head.encode()]), f"\r\n--{mark}--\r\n".encode()
    with path.open("rb") as file:
        length = len(before) + os.fstat(file.fileno()).st_size + len(after)
        kind = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Content-Length": str(length),
        }
        pieces = itertools.chain([before], iter(lambda: file.read(_PIECE), b""), [after])
        sent = _answer(urllib.request.Request(url, data=pieces, method="POST", headers=kind))
    if not 200 <= sent.status < 300:
        raise CommandError(f"{path.name} was not taken: {sent.status}")


def _answer(request: urllib.request.Request) -> Reply:
    try:
        with _OPENER.open(request, timeout=60) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Reply(answer.code, answer.headers, answer.read())
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"no answer from {request.full_url}: {words_of_loss(error)}") from error
    except ValueError as error:
        raise CommandError(f"nobody can be asked at {request.full_url}: {error}") from None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Where an answer leads is for the caller to see."""


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
