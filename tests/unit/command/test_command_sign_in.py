"""Signing in to a user pool, and as a machine, without the pool."""

import base64
import io
import json
import urllib.error
import urllib.request
from email.message import Message
from typing import Any
from urllib.parse import parse_qs

import pytest

from client.cognito import machine_token, renewed, sign_in
from client.errors import CommandError

GIVEN = {"AuthenticationResult": {"AccessToken": "access", "RefreshToken": "refresh"}}
NEW_ONE = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s"}
TOKEN_URL = "https://news.auth.eu-west-1.amazoncognito.com/oauth2/token"


class Pool:
    """Answers in the place of Cognito, in the order given."""

    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[urllib.request.Request] = []

    def __call__(self, request: urllib.request.Request, timeout: float) -> io.BytesIO:
        self.asked.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return io.BytesIO(json.dumps(answer).encode())

    def sent(self, number: int) -> Any:
        """What was asked."""
        body = self.asked[number].data
        assert isinstance(body, bytes)
        return json.loads(body)


def pool(monkeypatch: pytest.MonkeyPatch, *answers: dict[str, Any] | Exception) -> Pool:
    made = Pool(*answers)
    monkeypatch.setattr(urllib.request, "urlopen", made)
    return made


def never() -> str:
    raise AssertionError


def refused(words: bytes) -> urllib.error.HTTPError:
    return urllib.error.HTTPError(TOKEN_URL, 400, "Bad Request", Message(), io.BytesIO(words))


def test_somebody_signs_in_with_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, GIVEN)
    assert sign_in("eu-west-1", "client", "ann", "secret", never) == ("access", "refresh")
    assert asked.asked[0].full_url == "https://cognito-idp.eu-west-1.amazonaws.com/"
    assert asked.sent(0)["AuthParameters"] == {"USERNAME": "ann", "PASSWORD": "secret"}


def test_a_temporary_password_is_replaced_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, NEW_ONE, GIVEN)
    assert sign_in("eu-west-1", "client", "ann", "once", lambda: "chosen").access == "access"
    assert asked.sent(1)["Session"] == "s"
    assert asked.sent(1)["ChallengeResponses"] == {"USERNAME": "ann", "NEW_PASSWORD": "chosen"}


def test_another_challenge_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, {"ChallengeName": "SOFTWARE_TOKEN_MFA"})
    with pytest.raises(CommandError, match="SOFTWARE_TOKEN_MFA"):
        sign_in("eu-west-1", "client", "ann", "secret", never)


def test_a_refresh_token_gives_another_access_token(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, GIVEN)
    assert renewed("eu-west-1", "client", "refresh") == "access"
    assert asked.sent(0)["AuthFlow"] == "REFRESH_TOKEN_AUTH"


def test_a_machine_shows_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, {"access_token": "machine"})
    assert machine_token(TOKEN_URL, "client", "secret", "articles:write") == "machine"
    (request,) = asked.asked
    basic = base64.b64encode(b"client:secret").decode()
    assert request.get_header("Authorization") == f"Basic {basic}"
    assert isinstance(request.data, bytes)
    assert parse_qs(request.data.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["articles:write"],
    }


def test_what_the_pool_refuses_is_said_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, refused(b'{"message": "Incorrect username or password."}'))
    with pytest.raises(CommandError, match="Incorrect username or password"):
        sign_in("eu-west-1", "client", "ann", "wrong", never)
    pool(monkeypatch, refused(b"<html>"))
    with pytest.raises(CommandError, match="Bad Request"):
        machine_token(TOKEN_URL, "client", "wrong", "")


def test_no_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, OSError("no route"))
    with pytest.raises(CommandError, match="no answer from"):
        renewed("eu-west-1", "client", "refresh")
