"""Tokens from a Cognito user pool, for people and for machines.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
"""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple

from client.errors import CommandError

_ENDPOINT = "https://cognito-idp.{region}.amazonaws.com/"
_SECONDS = 30.0


class Tokens(NamedTuple):
    """What a sign-in gives."""

    access: str
    refresh: str


def sign_in(
    region: str, client: str, user: str, password: str, another: Callable[[], str]
) -> Tokens:
    """Somebody's tokens; `another` asks for a password in place of a temporary one.

    Raises CommandError with Cognito's words.
    """
    endpoint = _ENDPOINT.format(region=region)
    answer = _by_password(endpoint, client, user, password)
    if answer.get("ChallengeName") == "NEW_PASSWORD_REQUIRED":
        challenge = {
            "ChallengeName": "NEW_PASSWORD_REQUIRED",
            "ClientId": client,
            "Session": answer.get("Session", ""),
            "ChallengeResponses": {"USERNAME": user, "NEW_PASSWORD": another()},
        }
        answer = _cognito(endpoint, "RespondToAuthChallenge", challenge)
    return Tokens(_access(answer), str(answer["AuthenticationResult"].get("RefreshToken", "")))


def password_token(endpoint: str, client: str, user: str, password: str) -> str:
    """An access token for a password that is no temporary one; `endpoint` is the user pool's.

    Raises CommandError with Cognito's words.
    """
    return _access(_by_password(endpoint, client, user, password))


def renewed(region: str, client: str, refresh: str) -> str:
    """Another access token. Raises CommandError once the refresh token has ended."""
    asked = {"REFRESH_TOKEN": refresh}
    flow = {"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": client, "AuthParameters": asked}
    return _access(_cognito(_ENDPOINT.format(region=region), "InitiateAuth", flow))


def machine_token(token_url: str, client: str, secret: str, scopes: str) -> str:
    """A machine's access token (RFC 6749, 4.4). Raises CommandError where it gets none."""
    form = {"grant_type": "client_credentials"} | ({"scope": scopes} if scopes else {})
    basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": f"Basic {basic}",
    }
    answer = _ask(token_url, urllib.parse.urlencode(form).encode(), headers)
    if not answer.get("access_token"):
        raise CommandError(f"{token_url} gave no token")
    return str(answer["access_token"])


def _by_password(endpoint: str, client: str, user: str, password: str) -> dict[str, Any]:
    asked = {"USERNAME": user, "PASSWORD": password}
    flow = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": asked}
    return _cognito(endpoint, "InitiateAuth", flow)


def _access(answer: dict[str, Any]) -> str:
    try:
        return str(answer["AuthenticationResult"]["AccessToken"])
    except (KeyError, TypeError):
        asked = answer.get("ChallengeName", "something unknown")
        raise CommandError(f"the user pool asks for {asked}, which is not supported here") from None


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
        raise CommandError(f"no token: {words}") from None
    except OSError as error:
        raise CommandError(f"no answer from {url}: {error}") from None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
