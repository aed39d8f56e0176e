"""Signing in with the user pool of the staff, from our side of the desk.

The app client takes passwords from whoever has the function's role, and from nobody else
(`ADMIN_USER_PASSWORD_AUTH`); its tokens are for no other audience than the desk.
https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from unicodedata import decimal

from broadsheet.adapters.aws.cognito_errors import (
    NOT_MAILED,
    OLD_CODE,
    WEAK,
    WRONG_CODE,
    Made,
    told,
    unauthenticated,
    wrong,
)
from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.people.staff import is_user
from broadsheet.domain.shared.errors import Unauthenticated
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.desk.ports import Asked, Authenticator, Tokens

_REFUSED = unauthenticated(
    for_programs(
        "The user name or the password is not right. After several failures please wait: for a"
        " second at first, for a quarter of an hour at last."
    ),
    "password",
)
_OVER = unauthenticated(for_programs("That took too long. Please sign in again."), "step")
_ENDED = unauthenticated(for_programs("This session has ended. Please sign in again."), "refresh")
_RESET = unauthenticated(
    for_programs("Your password was reset. Choose another with 'Forgotten password'."), "reset"
)
_WRONG_OLD = wrong("old", "wrong_password", for_programs("is not your password"))
Whose = Callable[[dict[str, Any]], Principal]
_STEPS = {
    "NEW_PASSWORD_REQUIRED": Step.PASSWORD,
    "SOFTWARE_TOKEN_MFA": Step.CODE,
    "MFA_SETUP": Step.AUTHENTICATOR,
}
_NAMES = {step: name for name, step in _STEPS.items()}
_ANSWERING = {
    "NotAuthorizedException": _OVER,
    "UserNotFoundException": _OVER,
    "CodeMismatchException": WRONG_CODE,
    "ExpiredCodeException": WRONG_CODE,
    "EnableSoftwareTokenMFAException": WRONG_CODE,
}
_CHOOSING = {
    "InvalidPasswordException": WEAK,
    "PasswordHistoryPolicyViolationException": WEAK,
    "InvalidParameterException": WEAK,
}
_CODE = re.compile(r"[0-9]{6}")
_LONGEST_PASSWORD = 256
_NOBODY_IS_TOLD = frozenset(
    ("UserNotFoundException", "NotAuthorizedException", "InvalidParameterException")
)
"""No such user, one who is disabled or has a temporary password, one without an address."""


class CognitoSignIn:
    """Implements `SignIn`. `whose` tells the owner of a token by its claims."""

    def __init__(self, client: Any, pool_id: str, client_id: str, whose: Whose) -> None:
        self._client, self._pool_id, self._client_id = client, pool_id, client_id
        self._whose = whose

    def with_password(self, user: str, password: str) -> Tokens | Asked:
        """See `SignIn`."""
        if not is_user(user) or not 0 < len(password) <= _LONGEST_PASSWORD:
            raise _REFUSED()
        meant = {
            "NotAuthorizedException": _REFUSED,
            "UserNotFoundException": _REFUSED,
            "UserNotConfirmedException": _REFUSED,
            "PasswordResetRequiredException": _RESET,
        }
        with told(meant):
            answer = self._client.admin_initiate_auth(
                UserPoolId=self._pool_id,
                ClientId=self._client_id,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": user, "PASSWORD": password},
            )
        return self._given(answer, user)

    def with_new_password(self, asked: Asked, password: str) -> Tokens | Asked:
        """See `SignIn`."""
        return self._answered(asked, _ANSWERING | _CHOOSING, NEW_PASSWORD=password)

    def with_code(self, asked: Asked, code: str) -> Tokens | Asked:
        """See `SignIn`."""
        return self._answered(asked, _ANSWERING, SOFTWARE_TOKEN_MFA_CODE=_figures(code))

    def begin_authenticator(self, asked: Asked) -> Authenticator:
        """See `SignIn`."""
        with told(_ANSWERING):
            answer = self._client.associate_software_token(Session=asked.state)
        return Authenticator(answer["SecretCode"], answer.get("Session", asked.state))

    def with_authenticator(self, asked: Asked, code: str) -> Tokens | Asked:
        """See `SignIn`."""
        with told(_ANSWERING):
            answer = self._client.verify_software_token(
                Session=asked.state, UserCode=_figures(code)
            )
        state = answer.get("Session", asked.state)
        return self._answered(Asked(Step.AUTHENTICATOR, asked.user, state), _ANSWERING)

    def renew(self, refresh: str) -> Tokens:
        """See `SignIn`."""
        meant = dict.fromkeys(
            ("NotAuthorizedException", "UserNotFoundException", "RefreshTokenReuseException"),
            _ENDED,
        )
        with told(meant):
            answer = self._client.get_tokens_from_refresh_token(
                RefreshToken=refresh, ClientId=self._client_id
            )
        # A pool that does not rotate them gives none, and the old one stays good.
        return self._tokens({"RefreshToken": refresh} | answer["AuthenticationResult"])

    def revoke(self, refresh: str) -> None:
        """See `SignIn`."""
        with told({}):
            self._client.revoke_token(Token=refresh, ClientId=self._client_id)

    def forgotten(self, user: str) -> None:
        """See `SignIn`."""
        if not is_user(user):
            return
        try:
            with told(dict.fromkeys(_NOBODY_IS_TOLD, _REFUSED)):
                self._client.forgot_password(ClientId=self._client_id, Username=user)
        except Unauthenticated:
            return

    def reset(self, user: str, code: str, password: str) -> None:
        """See `SignIn`."""
        if not is_user(user) or not code:
            raise NOT_MAILED()
        meant = dict.fromkeys(_NOBODY_IS_TOLD, NOT_MAILED) | {
            "CodeMismatchException": NOT_MAILED,
            "ExpiredCodeException": OLD_CODE,
        }
        # Of what is wrong with a parameter nobody is told here.
        meant = _CHOOSING | meant
        with told(meant):
            self._client.confirm_forgot_password(
                ClientId=self._client_id, Username=user, ConfirmationCode=code, Password=password
            )

    def change_password(self, access: str, old: str, new: str) -> None:
        """See `SignIn`."""
        # Nobody has one that the pool does not take: it would name neither of the two.
        if not 0 < len(old) <= _LONGEST_PASSWORD or old != old.strip():
            raise _WRONG_OLD()
        meant = {"NotAuthorizedException": _WRONG_OLD, **_CHOOSING}
        with told(meant):
            self._client.change_password(
                AccessToken=access, PreviousPassword=old, ProposedPassword=new
            )

    def another_authenticator(self, access: str) -> Authenticator:
        """See `SignIn`."""
        with told({"NotAuthorizedException": _ENDED}):
            answer = self._client.associate_software_token(AccessToken=access)
        return Authenticator(answer["SecretCode"])

    def confirm_authenticator(self, access: str, code: str) -> None:
        """See `SignIn`."""
        with told(_ANSWERING | {"NotAuthorizedException": _ENDED}):
            self._client.verify_software_token(AccessToken=access, UserCode=_figures(code))
            wanted = {"Enabled": True, "PreferredMfa": True}
            self._client.set_user_mfa_preference(
                AccessToken=access, SoftwareTokenMfaSettings=wanted
            )

    def _answered(self, asked: Asked, meant: Mapping[str, Made], **said: str) -> Tokens | Asked:
        more = {"Session": asked.state} if asked.state else {}
        with told(meant):
            answer = self._client.admin_respond_to_auth_challenge(
                UserPoolId=self._pool_id,
                ClientId=self._client_id,
                ChallengeName=_NAMES[asked.step],
                ChallengeResponses={"USERNAME": asked.user, **said},
                **more,
            )
        return self._given(answer, asked.user)

    def _given(self, answer: dict[str, Any], user: str) -> Tokens | Asked:
        if "AuthenticationResult" in answer:
            return self._tokens(answer["AuthenticationResult"])
        told_more: dict[str, str] = answer.get("ChallengeParameters") or {}
        # The pool's own name for them: it may not be the one that they typed.
        known_by = told_more.get("USER_ID_FOR_SRP") or user
        # The pool asks for nothing else: the template says what it has.
        return Asked(_STEPS[answer["ChallengeName"]], known_by, answer.get("Session", ""))

    def _tokens(self, result: dict[str, Any]) -> Tokens:
        """What the pool itself has just answered over TLS needs no look at its signature (OpenID
        Connect Core 1.0, 3.1.3.7)."""
        access, claims = result["AccessToken"], _claims(result["AccessToken"])
        until = datetime.fromtimestamp(claims["exp"], UTC)
        return Tokens(access, result["RefreshToken"], self._whose(claims), until)


def _figures(code: str) -> str:
    """Six of them, as authenticators show them: with a space between, too, and in the figures of
    any script, as keyboards type them. Raises Invalid."""
    figures = "".join(str(decimal(char, char)) for char in "".join(code.split()))
    if not _CODE.fullmatch(figures):
        raise WRONG_CODE()
    return figures


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims
