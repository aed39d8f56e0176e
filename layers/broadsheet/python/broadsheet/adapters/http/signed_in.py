"""Whose token it is, and whether it still counts: asked here, for every request of the staff."""

from typing import Any

from broadsheet.domain.shared.errors import Unauthenticated
from broadsheet.domain.shared.principal import Principal, identity
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.domain.shared.sessions import EndedSessions, sessions_key
from broadsheet.usecases.shared.ports import Reads

_RESOURCES = "broadsheet/"
"""What Cognito puts before the scopes of ours: the name of the resource server."""


def signed_in(claims: dict[str, Any], reads: Reads) -> Principal:
    """The owner of a token whose signature, issuer, client and expiry were verified.

    Raises Unauthenticated for a token that is no access token (OWASP ASVS 5.0, 9.2.2), and for one
    of a session that was ended (7.4.1): one read, of what is there now.
    """
    who = principal_of(claims)
    if claims.get("token_use") != "access":
        raise Unauthenticated(
            for_programs("Use an access token: no other is for this."), "token_use", who.id
        )
    ended = reads.get(EndedSessions, sessions_key(who.id))
    if ended is not None and ended.includes(_began(claims, who)):
        raise Unauthenticated(
            for_programs("This session was ended: sign in again."), "session_ended", who.id
        )
    return who


def principal_of(claims: dict[str, Any]) -> Principal:
    """The owner of a Cognito token, by its claims.

    The authoriser passes a list as text: `[authors editors]`. A machine client's token, got with
    client credentials, names no user: its `sub` is the client's id, and `scope` what it may do.
    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
    """
    groups = claims.get("cognito:groups") or []
    if isinstance(groups, str):
        groups = groups.strip("[]").replace(",", " ").split()
    subject = claims["sub"]
    known_by = identity(claims["iss"], subject)
    name = claims.get("username")
    if name is None and claims.get("client_id") == subject:
        return Principal(known_by, frozenset(), _scopes_of(claims), f"client {subject}")
    return Principal(known_by, frozenset(groups), called=name or subject)


def _began(claims: dict[str, Any], who: Principal) -> int:
    """When its owner signed in, in epoch seconds. Raises Unauthenticated where it does not say.

    A token that was got with a refresh token has the time of the sign-in, too (OpenID Connect
    Core 1.0, 12.2): so the session ends, and not only those of its tokens that are there already.
    """
    try:
        return int(claims.get("auth_time") or claims["iat"])
    except (KeyError, ValueError):
        raise Unauthenticated(
            for_programs("The token does not say since when."), "auth_time", who.id
        ) from None


def _scopes_of(claims: dict[str, Any]) -> frozenset[str]:
    given = claims.get("scope", "").split()
    ours = (scope.removeprefix(_RESOURCES) for scope in given if scope.startswith(_RESOURCES))
    return frozenset(ours)
