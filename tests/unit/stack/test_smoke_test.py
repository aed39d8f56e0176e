"""The smoke test where nothing runs: who it publishes as, what it fails of, what it leaves."""

from collections.abc import Mapping
from email.message import Message
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from client.api import Api, Reply
from client.errors import CommandError
from operate.smoke_test import WORDS, NobodyError, Site, smoke_test, token_for
from operate.stack import Stack

PAGE = f'<html><meta name="robots" content="noindex"><p>{WORDS}</p></html>'.encode()
GOOD = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "public, max-age=0, s-maxage=30",
}


class Newsroom(Api):
    """A site with one story; `pages` are what its readers are answered elsewhere."""

    def __init__(self, headers: Mapping[str, str], pages: Mapping[str, bytes]) -> None:
        super().__init__("https://news.example")
        self.status, self.headers, self.pages = "draft", headers, pages
        self.forgets = False
        """Whether pages stay when their story goes."""

    def send(
        self, method: str, path: str, value: object = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        action = path.rpartition("/")[2]
        states = {"publish": "published", "unpublish": "unpublished"}
        self.status = states.get(action, self.status)
        if method == "DELETE":
            self.status = "deleted"
            return reply(204)
        if path == "/articles":
            return reply(201, {"id": "a"})
        if method == "GET" and self.status == "deleted":
            return reply(404)
        return reply(200, {"id": "a", "path": "/2026/11/x/", "status": self.status, "version": 3})

    def form(self, path: str, fields: Mapping[str, str]) -> Reply:
        assert fields["preview"] == "yes", "a comment would be kept"
        return reply(200, body=b"<em>test</em>")

    def get(self, url: str) -> Reply:
        path = url.removeprefix("https://news.example")
        if path == "/2026/11/x/":
            shown = self.status == "published" or self.forgets
            return reply(200, body=PAGE, headers=self.headers) if shown else reply(404)
        if path.startswith("/2026"):
            return reply(404, body=b"<html>not here</html>")
        return reply(200, body=self.pages.get(path, b""))


def reply(
    status: int, value: object = None, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Reply:
    message = Message()
    for name, text in (headers or {}).items():
        message[name] = text
    return Reply(status, message, msgspec.json.encode(value) if value else body)


def tried(
    headers: Mapping[str, str] = GOOD, pages: Mapping[str, bytes] | None = None, **more: bool
) -> Newsroom:
    newsroom = Newsroom(headers, pages or {})
    vars(newsroom).update(more)
    site = Site("https://news.example", newsroom, newsroom.get, every=0, patience=0)
    try:
        smoke_test(site, lambda _: None)
    finally:
        assert newsroom.status == "deleted", "the story stays"
    return newsroom


def test_a_site_that_is_as_it_should_be_passes() -> None:
    tried()


@pytest.mark.parametrize("name", GOOD)
def test_a_page_without_one_of_its_headers_fails(name: str) -> None:
    with pytest.raises(CommandError, match=f"{name.lower()} is None"):
        tried({other: text for other, text in GOOD.items() if other != name})


@pytest.mark.parametrize("page", ["/", "/feed.xml", "/latest.json", "/news-sitemap.xml"])
def test_a_list_that_names_the_story_fails(page: str) -> None:
    with pytest.raises(CommandError, match=f"{page} names the story"):
        tried(pages={page: b"<a href='/2026/11/x/'>"})


def test_a_story_that_does_not_go_fails() -> None:
    with pytest.raises(CommandError, match="answers 200, not 404"):
        tried(forgets=True)


def stack_with(client: dict[str, Any]) -> Stack:
    cognito = SimpleNamespace(describe_user_pool_client=lambda **_: {"UserPoolClient": client})
    return Stack("paper", lambda _service: cognito)


def test_a_token_that_was_given_goes_first() -> None:
    assert token_for(stack_with({}), {}, {"BROADSHEET_TOKEN": "given"}) == "given"


def test_without_a_token_the_machine_client_publishes(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = {"MachineClientId": "m", "UserPoolId": "p", "TokenUrl": "https://token.example"}
    asked: list[Any] = []

    def token(*given: str) -> str:
        asked.append(given)
        return "machine's"

    monkeypatch.setattr("operate.smoke_test.machine_token", token)
    client = {"ClientId": "m", "ClientSecret": "s"}
    assert token_for(stack_with(client), outputs, {}) == "machine's"
    scopes = "broadsheet/articles:write broadsheet/articles:publish"
    assert asked == [("https://token.example", "m", "s", scopes)]


def test_where_nobody_can_publish_that_is_said_with_what_to_do() -> None:
    with pytest.raises(NobodyError, match="MachineScopes=articles:write,articles:publish"):
        token_for(stack_with({}), {}, {})
