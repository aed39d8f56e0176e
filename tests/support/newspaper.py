"""The running stack as its people and its readers see it."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import msgspec

from broadsheet.usecases.site.rebuild import MEDIA
from client.api import Api, Reply
from client.challenges import solution_of
from client.session import claims
from local.cloud import wait_until
from local.stack import LocalStack
from tests.support.machine_clock import at_this_moment

SECONDS = 120.0
"""What a busy machine may take; what comes earlier ends the wait."""


class Page(msgspec.Struct):
    """What a reader's browser gets."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Where an answer leads is for the test to see."""


class SignedIn(Api):
    """The API for somebody whose tokens end sooner than the tests do."""

    def __init__(self, site_url: str, sign_in: Callable[[], str] | None = None) -> None:
        super().__init__(site_url)
        self._sign_in = sign_in

    @property
    def token(self) -> str:
        """One that is good for a while."""
        assert self._sign_in is not None
        if float(claims(self._token or "").get("exp", 0)) < at_this_moment().timestamp() + 60:
            self._token = self._sign_in()
        assert self._token is not None
        return self._token

    def again(self) -> None:
        """Sign in once more: later than in the second in which the sessions before were ended."""

        def is_in() -> bool:
            self._token = self._sign_in() if self._sign_in else None
            return Api._ask(self, "GET", "/redirects", None, {}).status != 401

        assert wait_until(is_in, SECONDS, patiently=True)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        if self._sign_in is not None:
            self._token = self.token
        return super()._ask(method, path, body, headers)


class WorkingApi(SignedIn):
    """The API for whom works for a comment where very many come, as a browser does."""

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        reply = super()._ask(method, path, body, headers)
        if reply.status != HTTPStatus.TOO_MANY_REQUESTS or not path.endswith("/comments"):
            return reply
        challenge = super()._ask("GET", "/comments/challenge", None, {}).expect(200).json
        return super()._ask(method, path, _with_proof(body or b"", solution_of(challenge)), headers)


def _with_proof(body: bytes, proof: str) -> bytes:
    if body.startswith(b"{"):
        return json.dumps(json.loads(body) | {"proof": proof}).encode()
    return body + b"&" + urllib.parse.urlencode({"proof": proof}).encode()


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


class Newspaper:
    """One stack: its staff, its readers, and what they can do."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack = stack
        self.author = WorkingApi(stack.site_url, lambda: stack.note.token("amina"))
        self.editor = WorkingApi(stack.site_url, lambda: stack.note.token("editor"))
        self.anyone = WorkingApi(stack.site_url)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Page:
        """A page of the site, without following redirects."""
        request = urllib.request.Request(self.stack.site_url + path, headers=dict(headers or {}))
        try:
            with _OPENER.open(request, timeout=SECONDS) as answer:
                return Page(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return Page(answer.code, answer.headers, answer.read())

    def publish(self, title: str, **fields: Any) -> dict[str, Any]:
        """An article on the site: its receipt."""
        receipt = self.editor.send("POST", "/articles", article(title, **fields)).expect(201).json
        self.until(lambda: self.get(receipt["path"]).status == 200, receipt["path"])
        return receipt

    def comment(self, article_id: str, name: str, body: str) -> Reply:
        """A newcomer's comment, as a browser without JavaScript sends it."""
        fields = {"name": name, "email": newcomer(), "body": body}
        return self.anyone.form(f"/articles/{article_id}/comments", fields)

    def pending(self, body: str) -> str:
        """The id of the comment with these words in the moderators' queue."""
        found = self.editor.send("GET", "/moderation/comments?limit=100").expect(200).json
        return next(str(item["id"]) for item in found["items"] if item["body"] == body)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for it. Fails if it does not come true."""
        is_so = wait_until(condition, SECONDS, patiently=True)
        assert is_so, f"not within {SECONDS:.0f} s: {what}"

    def loses(self, path: str) -> None:
        """Delete the page; again, where an earlier change was still on its way to it."""
        page = {"Bucket": self.stack.outputs["SiteBucketName"], "Key": f"{path[1:]}index.html"}

        def is_lost() -> bool:
            self.stack.client("s3").delete_object(**page)
            return self.get(path).status == 404

        self.until(is_lost, f"{path} is gone")

    def pages(self) -> dict[str, bytes]:
        """Every object of the site's bucket but the newsroom's pictures."""
        s3, bucket = self.stack.client("s3"), self.stack.outputs["SiteBucketName"]
        keys = [
            entry["Key"]
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
            for entry in page.get("Contents", [])
            if not entry["Key"].startswith(MEDIA)
        ]
        return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def newcomer() -> str:
    """An address whose comments are held: nobody approved one, in whatever order tests run."""
    return f"{uuid4().hex}@example.org"


def article(title: str, **fields: Any) -> dict[str, Any]:
    """A submission that is published at once, with what a test does not care about filled in."""
    given = {
        "title": title,
        "standfirst": "What is known so far.",
        "body": "One.\n\nTwo.\n\nThree.\n\nFour.",
        "section": "News",
        "byline": [{"name": "Amina Yusuf", "role": "Reporter", "bio": "Writes about the city."}],
        "status": "published",
    }
    return given | fields
