"""Tokens as the user pool signs them, and the keys that it publishes."""

from functools import cache
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.support.api import GROUPS, SUBJECTS
from tests.support.lambdas import AUDIENCE, ISSUER

SIGNED_IN = 1_795_369_140
"""When whoever has a token signed in, by the clock of the recorded events."""
NEVER = 4_102_444_800
"""When tokens end: at the end of 2099, whatever the clock of this machine shows. It is the
library's to look at, which takes no other clock."""


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(user: str, *, signed_by: str = "pool", algorithm: str = "RS256", **claims: Any) -> str:
    """An access token of the user; `claims` replace its own, and None removes one."""
    whole = {
        "iss": ISSUER,
        "client_id": AUDIENCE,
        "exp": NEVER,
        "iat": SIGNED_IN,
        "auth_time": SIGNED_IN,
        "sub": SUBJECTS.get(user, user),
        "username": user,
        "cognito:groups": [GROUPS[user].strip("[]")],
        "token_use": "access",
    } | claims
    known = {name: value for name, value in whole.items() if value is not None}
    key: Any = _key(signed_by) if algorithm == "RS256" else "secret" * 10
    return jwt.encode(known, key, algorithm=algorithm, headers={"kid": "pool"})


def publish_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool's public key is found where JWKS_URL says, without a network."""
    public = jwt.algorithms.RSAAlgorithm.to_jwk(_key("pool").public_key(), as_dict=True)
    keys = {"keys": [{**public, "kid": "pool", "use": "sig", "alg": "RS256"}]}
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", lambda _self: keys)
