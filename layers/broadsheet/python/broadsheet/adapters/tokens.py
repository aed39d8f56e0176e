"""Bearer tokens on public routes, where API Gateway does not look at them."""

import functools

from broadsheet.adapters.http.request import HttpRequest, principal_of
from broadsheet.domain.shared.errors import Unauthenticated
from broadsheet.domain.shared.principal import Principal
from broadsheet.settings import ReadSettings


def reader_of(request: HttpRequest, settings: ReadSettings) -> Principal:
    """The owner of the request's token, or nobody in particular where there is none.

    Raises Unauthenticated for a token that is not valid.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not scheme:
        return request.principal()
    if scheme.lower() != "bearer":
        raise Unauthenticated("Use a bearer token.")
    return _verified(token.strip(), settings)


def _verified(token: str, settings: ReadSettings) -> Principal:
    # Most reads are anonymous: they do not pay for importing the cryptography.
    import jwt  # noqa: PLC0415

    try:
        key = _keys(settings.jwks_url).get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            issuer=settings.token_issuer,
            options={"require": ["exp", "iss"], "verify_aud": False},
        )
    except jwt.PyJWKClientConnectionError:
        # That the keys cannot be had is our trouble, not the token's: 500, and a line in the log.
        raise
    except (jwt.InvalidTokenError, jwt.PyJWKClientError, UnicodeError) as error:
        raise Unauthenticated("The token is not valid.") from error
    # Cognito names the app client in `aud` of an ID token and in `client_id` of an access token.
    known = settings.token_audience.split(",")
    if claims.get("aud") not in known and claims.get("client_id") not in known:
        raise Unauthenticated("The token is meant for another application.")
    return principal_of(claims)


@functools.cache
def _keys(jwks_url: str):  # type: ignore[no-untyped-def]
    import jwt  # noqa: PLC0415

    return jwt.PyJWKClient(jwks_url, cache_keys=True, lifespan=3600, timeout=3)
