"""The command's client with the functions in place of the network."""

from collections.abc import Mapping
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from client.api import Api as Client
from client.api import Reply
from tests.support.api import Api
from tests.support.staff_tokens import token


class Direct(Client):
    """The API as one of the staff calls it."""

    def __init__(self, api: Api, user: str) -> None:
        super().__init__("https://news.example.org")
        self._api, self._user = api, user

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(path)
        answer = self._api(
            method,
            f"/api/v1{parts.path}",
            by=self._user,
            raw=body,
            query=dict(parse_qsl(parts.query)),
            authorization=f"Bearer {token(self._user)}",
            **_named(headers),
        )
        told = Message()
        for name, value in answer.headers.items():
            told[name] = value
        return Reply(answer.status, told, answer.body.encode())


def _named(headers: Mapping[str, str]) -> dict[str, Any]:
    return {name.lower().replace("-", "_"): value for name, value in headers.items()}
