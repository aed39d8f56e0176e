"""What somebody at a terminal reads of the API: all of a list, and what the edge says for it."""

import json
from collections.abc import Mapping
from email.message import Message
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from client.api import Api, Reply
from client.errors import CommandError
from command.which import stories


@pytest.mark.parametrize("body", [b"<!doctype html><html>", b'{"message": "Service Unavailable"}'])
def test_the_page_for_readers_is_not_printed(body: bytes) -> None:
    with pytest.raises(CommandError, match="503: nobody answered; send it again"):
        Reply(503, Message(), body).expect(201)


def test_the_apis_own_words_are() -> None:
    body = b'{"title": "Service Unavailable", "detail": "Not kept yet."}'
    with pytest.raises(CommandError, match="Not kept yet"):
        Reply(503, Message(), body).expect(201)


class Sliced(Api):
    """Lists two at a time, as the API does a hundred: where the next are is an address."""

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        asked = dict(parse_qsl(urlsplit(path).query))
        begins = int(asked.pop("cursor", 0))
        following = f"/api/v1{urlsplit(path).path}?{urlencode({**asked, 'cursor': begins + 2})}"
        items = [{"id": str(n), "title": f"{asked['q']} {n}"} for n in range(begins, begins + 2)]
        answer = {"items": items, "next": following if begins < 4 else None}
        return Reply(200, Message(), json.dumps(answer).encode())


def test_a_list_is_read_to_its_end_or_as_far_as_is_asked() -> None:
    api = Sliced("https://news.example.org")
    titles = [one["title"] for one in api.items("/articles?q=Caf%C3%A9+%26")]
    assert titles == [f"Café & {n}" for n in range(6)]
    assert [one["id"] for one in stories(api, {"q": "x"}, 3)] == ["0", "1", "2"]
