"""What somebody at a terminal reads where the edge could not reach the API."""

from email.message import Message

import pytest

from client.api import Reply
from client.errors import CommandError


@pytest.mark.parametrize("body", [b"<!doctype html><html>", b'{"message": "Service Unavailable"}'])
def test_the_page_for_readers_is_not_printed(body: bytes) -> None:
    with pytest.raises(CommandError, match="503: nobody answered; send it again"):
        Reply(503, Message(), body).expect(201)


def test_the_apis_own_words_are() -> None:
    body = b'{"title": "Service Unavailable", "detail": "Not kept yet."}'
    with pytest.raises(CommandError, match="Not kept yet"):
        Reply(503, Message(), body).expect(201)
