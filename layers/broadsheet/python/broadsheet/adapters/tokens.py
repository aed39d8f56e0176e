"""Bearer tokens on public routes, where API Gateway does not look at them."""

import functools
from typing import Any, NamedTuple

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.signed_in import signed_in
from broadsheet.domain.shared.errors import Unauthenticated
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.shared.ports import Reads


class Issuer(NamedTuple):
    """Whose tokens are taken: its name, the app clients' ids, and where its keys are (JWKS)."""

    name: str
    clients: tuple[str, ...]
    jwks_url: str


def reader_of(request: HttpRequest, issuer: Issuer, reads: Reads) -> Principal:
    """The owner of the request's token, or nobody in particular where there is none.

    Raises Unauthenticated for a token that is not valid, or of a session that was ended.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not scheme:
        return request.principal()
    if scheme.lower() != "bearer":
        raise Unauthenticated(for_programs("Use a bearer token."), "scheme")
    request.admit(signed_in(_verified(token.strip(), issuer), reads))
    return request.principal()


def _verified(token: str, issuer: Issuer) -> dict[str, Any]:
    # Most reads are anonymous: they do not pay for importing the cryptography.
    import jwt  # noqa: PLC0415

    try:
        key = _keys(issuer.jwks_url).get_signing_key_from_jwt(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            issuer=issuer.name,
            options={"require": ["exp", "iss", "sub"], "verify_aud": False},
        )
    except jwt.PyJWKClientConnectionError:
        # That the keys cannot be had is our trouble, not the token's: 500, and a line in the log.
        raise
    except (jwt.InvalidTokenError, jwt.PyJWKClientError, UnicodeError) as error:
        raise Unauthenticated(
            for_programs("The token is not valid."), type(error).__name__
        ) from error
    # Cognito names the app client in `aud` of an ID token and in `client_id` of an access token.
    if not {claims.get("aud"), claims.get("client_id")} & set(issuer.clients):
        raise Unauthenticated(for_programs("The token is meant for another application."), "client")
    return claims


@functools.cache
def _keys(jwks_url: str):  # type: ignore[no-untyped-def]
    import jwt  # noqa: PLC0415

    return jwt.PyJWKClient(jwks_url, cache_keys=True, lifespan=3600, timeout=3)
