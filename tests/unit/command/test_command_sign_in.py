"""Signing in to a user pool, and as a machine, without the pool."""

import base64
import io
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime
from email.message import Message
from typing import Any
from urllib.parse import parse_qs

import pytest

from client.cognito import Asks, Pool, machine_token, renewed, revoke, sign_in
from client.errors import CommandError
from client.srp import _N, Proof

GIVEN = {"AuthenticationResult": {"AccessToken": "access", "RefreshToken": "refresh"}}
NEW_ONE = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s"}
TOKEN_URL = "https://news.auth.eu-west-1.amazoncognito.com/oauth2/token"


class Answers:
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


def pool(monkeypatch: pytest.MonkeyPatch, *answers: dict[str, Any] | Exception) -> Answers:
    made = Answers(*answers)
    monkeypatch.setattr(urllib.request, "urlopen", made)
    return made


class Person(Asks):
    """Who sits before the terminal: what they are asked, and what they answer."""

    def __init__(self, **answers: str) -> None:
        self._answers, self.secrets = answers, list[str]()

    def new_password(self) -> str:
        return self._answers["new_password"]

    def code(self, secret: str = "") -> str:
        self.secrets.append(secret)
        return self._answers["code"]


NOBODY = Person()
HERE = Pool("eu-west-1_Example01", "client")
# The challenge of a pool for the user `ann` with the password `secret`.
VERIFIER = {
    "ChallengeName": "PASSWORD_VERIFIER",
    "ChallengeParameters": {
        "USER_ID_FOR_SRP": "ann",
        "SALT": "5e1f",
        "SRP_B": "ab" * 384,
        "SECRET_BLOCK": base64.b64encode(b"block").decode(),
    },
}


def refused(words: bytes) -> urllib.error.HTTPError:
    return urllib.error.HTTPError(TOKEN_URL, 400, "Bad Request", Message(), io.BytesIO(words))


def test_somebody_proves_a_password_and_does_not_send_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, VERIFIER, GIVEN)
    assert sign_in(HERE, "ann", "a secret of hers", NOBODY) == ("access", "refresh")
    assert asked.asked[0].full_url == "https://cognito-idp.eu-west-1.amazonaws.com/"
    assert asked.sent(0)["AuthFlow"] == "USER_SRP_AUTH"
    proved = asked.sent(1)["ChallengeResponses"]
    assert proved["USERNAME"] == "ann"
    assert proved["PASSWORD_CLAIM_SECRET_BLOCK"] == base64.b64encode(b"block").decode()
    assert "a secret of hers" not in str([request.data for request in asked.asked])


@pytest.mark.parametrize("theirs", ["0", f"{_N:x}", f"{2 * _N:x}"])
def test_a_challenge_that_gives_the_password_away_is_not_answered(
    monkeypatch: pytest.MonkeyPatch, theirs: str
) -> None:
    # RFC 5054, 2.5.4: the client stops where B is a multiple of N.
    parameters = {**VERIFIER["ChallengeParameters"], "SRP_B": theirs}  # type: ignore[dict-item]
    asked = pool(monkeypatch, {**VERIFIER, "ChallengeParameters": parameters})
    with pytest.raises(CommandError, match="can be trusted"):
        sign_in(HERE, "ann", "secret", NOBODY)
    assert len(asked.asked) == 1


def test_the_moment_of_a_proof_is_told_as_cognito_reads_it() -> None:
    proof = Proof(HERE.id, "secret")
    parameters: Any = VERIFIER["ChallengeParameters"]
    at = datetime(2026, 11, 7, 9, 5, tzinfo=UTC)
    assert proof.answers(parameters, at)["TIMESTAMP"] == "Sat Nov 7 09:05:00 UTC 2026"


def test_a_temporary_password_is_replaced_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, VERIFIER, NEW_ONE, GIVEN)
    person = Person(new_password="chosen")
    assert sign_in(HERE, "ann", "once", person).access == "access"
    assert asked.sent(2)["Session"] == "s"
    assert asked.sent(2)["ChallengeResponses"] == {"USERNAME": "ann", "NEW_PASSWORD": "chosen"}


def test_an_authenticator_is_asked_for_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = {"USER_ID_FOR_SRP": "ann"}
    totp = {"ChallengeName": "SOFTWARE_TOKEN_MFA", "ChallengeParameters": parameters}
    asked = pool(monkeypatch, VERIFIER, {**totp, "Session": "s"}, GIVEN)
    person = Person(code="123456")
    assert sign_in(HERE, "Ann", "secret", person).access == "access"
    said = {"USERNAME": "ann", "SOFTWARE_TOKEN_MFA_CODE": "123456"}
    assert (asked.sent(2)["ChallengeResponses"], asked.sent(2)["Session"]) == (said, "s")
    assert person.secrets == [""]


def test_who_has_no_authenticator_yet_sets_one_up_on_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = {"SecretCode": "GEZDGNBV", "Session": "two"}
    setup = {"ChallengeName": "MFA_SETUP", "Session": "one"}
    verified = {"Status": "SUCCESS", "Session": "three"}
    asked = pool(monkeypatch, VERIFIER, NEW_ONE, setup, begun, verified, GIVEN)
    person = Person(new_password="chosen", code="123456")
    assert sign_in(HERE, "ann", "once", person).access == "access"
    assert person.secrets == ["GEZDGNBV"]
    assert asked.sent(3) == {"Session": "one"}
    assert asked.sent(4) == {"Session": "two", "UserCode": "123456"}
    assert (asked.sent(5)["ChallengeName"], asked.sent(5)["Session"]) == ("MFA_SETUP", "three")


def test_another_challenge_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, {"ChallengeName": "SMS_MFA"})
    with pytest.raises(CommandError, match="SMS_MFA"):
        sign_in(HERE, "ann", "secret", NOBODY)


def test_a_pool_that_asks_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, *[VERIFIER] * 10)
    with pytest.raises(CommandError, match="gave no token"):
        sign_in(HERE, "ann", "secret", NOBODY)


def test_a_refresh_token_gives_another_access_token_and_the_next_refresh_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = pool(monkeypatch, GIVEN)
    assert renewed(HERE, "shown") == ("access", "refresh")
    assert asked.sent(0) == {"ClientId": "client", "RefreshToken": "shown"}
    target = asked.asked[0].get_header("X-amz-target")
    assert target == "AWSCognitoIdentityProviderService.GetTokensFromRefreshToken"


def test_a_pool_that_does_not_rotate_leaves_the_old_one_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool(monkeypatch, {"AuthenticationResult": {"AccessToken": "access"}})
    assert renewed(HERE, "shown") == ("access", "shown")


def test_a_refresh_token_is_revoked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pool(monkeypatch, {})
    revoke(HERE, "shown")
    assert asked.sent(0) == {"ClientId": "client", "Token": "shown"}


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
        sign_in(HERE, "ann", "wrong", NOBODY)
    pool(monkeypatch, refused(b"<html>"))
    with pytest.raises(CommandError, match="Bad Request"):
        machine_token(TOKEN_URL, "client", "wrong", "")


def test_no_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pool(monkeypatch, OSError("no route"))
    with pytest.raises(CommandError, match="no answer from"):
        renewed(HERE, "refresh")
