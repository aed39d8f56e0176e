"""Tokens from a Cognito user pool, for people and for machines.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
"""

import base64
import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from client.addresses import must_be_safe
from client.errors import CommandError, NoAnswer, NotSignedIn, words_of_loss
from client.srp import Proof

_ENDPOINT = "https://cognito-idp.{region}.amazonaws.com/"
_SECONDS = 30.0
_BROKEN = 500
_POOL = re.compile(r"[\w-]+_[0-9a-zA-Z]+", re.ASCII)
"""Of `UserPoolId` (Cognito, API reference)."""
_AGAIN = ("TooManyRequestsException", "LimitExceededException", "InternalErrorException")
_MOST_CHALLENGES = 4
"""A password, another in place of a temporary one, an authenticator to be set up, its code."""


class Tokens(NamedTuple):
    """What a sign-in gives."""

    access: str
    refresh: str


class Pool(NamedTuple):
    """A user pool by its id, and the app client that people sign in with."""

    id: str
    client: str
    endpoint: str = ""
    """Where it answers, if not on AWS."""

    @property
    def url(self) -> str:
        """Of its region, which its id begins with. Raises CommandError for what is no id."""
        if self.endpoint:
            return self.endpoint
        if not _POOL.fullmatch(self.id):
            raise CommandError(f"{self.id!r} is no user pool such as eu-west-1_Example01")
        return _ENDPOINT.format(region=self.id.partition("_")[0])


class Asks(Protocol):
    """What a person is asked for on the way in."""

    def new_password(self) -> str:
        """Another password in place of a temporary one."""

    def code(self, secret: str = "") -> str:
        """Six figures of the authenticator; with `secret` of one that is set up by it now."""


def sign_in(pool: Pool, user: str, password: str, asks: Asks) -> Tokens:
    """Somebody's tokens. The password is proved (SRP), and never sent but where it is chosen.

    Raises CommandError with Cognito's words.
    """
    proof = Proof(pool.id, password)
    asked = {"USERNAME": user, "SRP_A": proof.public}
    flow = {"AuthFlow": "USER_SRP_AUTH", "ClientId": pool.client, "AuthParameters": asked}
    answer = _cognito(pool.url, "InitiateAuth", flow)
    for _ in range(_MOST_CHALLENGES):
        if "AuthenticationResult" in answer:
            break
        answer = _answered(pool, user, proof, asks, answer)
    return _tokens(answer)


def renewed(pool: Pool, refresh: str) -> Tokens:
    """Another access token, and the next refresh token: the one that was shown ends with it.

    A pool that does not rotate them gives none, and the old one stays good. Raises CommandError
    once it has ended.
    """
    asked = {"ClientId": pool.client, "RefreshToken": refresh}
    tokens = _tokens(_cognito(pool.url, "GetTokensFromRefreshToken", asked))
    return Tokens(tokens.access, tokens.refresh or refresh)


def revoke(pool: Pool, refresh: str) -> None:
    """No further token is given for this one. Raises CommandError where it could not be said."""
    _cognito(pool.url, "RevokeToken", {"ClientId": pool.client, "Token": refresh})


def machine_token(token_url: str, client: str, secret: str, scopes: str) -> str:
    """A machine's access token (RFC 6749, 4.4). Raises CommandError where it gets none."""
    form = {"grant_type": "client_credentials"} | ({"scope": scopes} if scopes else {})
    basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": f"Basic {basic}",
    }
    url = must_be_safe(token_url, "what gives tokens out")
    answer = _ask(url, urllib.parse.urlencode(form).encode(), headers)
    if not answer.get("access_token"):
        raise CommandError(f"{token_url} gave no token")
    return str(answer["access_token"])


def _answered(
    pool: Pool, user: str, proof: Proof, asks: Asks, answer: dict[str, Any]
) -> dict[str, Any]:
    """What comes after a challenge."""
    name, session = answer.get("ChallengeName"), str(answer.get("Session", ""))
    asked: dict[str, str] = answer.get("ChallengeParameters") or {}
    # The pool's own name for them: it may not be the one that they typed.
    who = {"USERNAME": asked.get("USER_ID_FOR_SRP") or user}
    match name:
        case "PASSWORD_VERIFIER":
            said = proof.answers(asked, datetime.now(UTC))
        case "NEW_PASSWORD_REQUIRED":
            said = who | {"NEW_PASSWORD": asks.new_password()}
        case "SOFTWARE_TOKEN_MFA":
            said = who | {"SOFTWARE_TOKEN_MFA_CODE": asks.code()}
        case "MFA_SETUP":
            said, session = who, _set_up(pool, session, asks)
        case _:
            raise CommandError(f"the user pool asks for {name}, which is not supported here")
    challenge = {"ChallengeName": name, "ClientId": pool.client, "ChallengeResponses": said}
    return _cognito(
        pool.url, "RespondToAuthChallenge", challenge | ({"Session": session} if session else {})
    )


def _set_up(pool: Pool, session: str, asks: Asks) -> str:
    """Let an authenticator be set up (RFC 6238); the session that goes on from there."""
    begun = _cognito(pool.url, "AssociateSoftwareToken", {"Session": session})
    code = asks.code(str(begun["SecretCode"]))
    shown = {"Session": begun.get("Session", session), "UserCode": code}
    return str(_cognito(pool.url, "VerifySoftwareToken", shown).get("Session", ""))


def _tokens(answer: dict[str, Any]) -> Tokens:
    try:
        given = answer["AuthenticationResult"]
        return Tokens(str(given["AccessToken"]), str(given.get("RefreshToken") or ""))
    except (KeyError, TypeError):
        raise CommandError("the user pool gave no token") from None


def _cognito(endpoint: str, action: str, value: dict[str, Any]) -> dict[str, Any]:
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}",
    }
    return _ask(endpoint, json.dumps(value).encode(), headers)


def _ask(url: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return _object(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            said = _object(error.read())
        words = said.get("message") or said.get("error") or error.reason
        is_later = error.code >= _BROKEN or said.get("__type") in _AGAIN
        raise (NoAnswer if is_later else NotSignedIn)(f"no token: {words}") from None
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"no answer from {url}: {words_of_loss(error)}") from None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
