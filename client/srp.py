"""A password is proved without being sent: Cognito's Secure Remote Password (RFC 5054, RFC 2945).

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from client.errors import CommandError

_N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
"""The prime of 3,072 bits (RFC 5054, appendix A)."""
_G = 2
_SECRET_BYTES = 128
_INFO = b"Caldera Derived Key\x01"
"""What the key is derived for (RFC 5869, 2.3), in Cognito's word."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Proof:
    """One sign-in. `public` is sent first; `answers` what Cognito then asks for."""

    def __init__(self, pool: str, password: str) -> None:
        self._pool, self._password = pool.rpartition("_")[2], password
        self._secret = secrets.randbelow(1 << 8 * _SECRET_BYTES)
        self._public = pow(_G, self._secret, _N)

    @property
    def public(self) -> str:
        """`SRP_A`."""
        return f"{self._public:x}"

    def answers(self, asked: Mapping[str, str], now: datetime) -> dict[str, str]:
        """The responses to `PASSWORD_VERIFIER`. Raises CommandError for an unsafe challenge."""
        user, block = asked["USER_ID_FOR_SRP"], asked["SECRET_BLOCK"]
        at = _stamp(now)
        told = f"{self._pool}{user}".encode() + base64.b64decode(block) + at.encode()
        signature = hmac.digest(self._key(user, asked), told, "sha256")
        return {
            "USERNAME": user,
            "PASSWORD_CLAIM_SECRET_BLOCK": block,
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
            "TIMESTAMP": at,
        }

    def _key(self, user: str, asked: Mapping[str, str]) -> bytes:
        theirs = int(asked["SRP_B"], 16)
        scramble = _hash(_bytes(self._public), _bytes(theirs))
        if theirs % _N == 0 or scramble == 0:
            raise CommandError("the user pool's answer is not one that can be trusted")
        inner = hashlib.sha256(f"{self._pool}{user}:{self._password}".encode()).digest()
        x = _hash(_bytes(int(asked["SALT"], 16)), inner)
        multiplier = _hash(_bytes(_N), _bytes(_G))
        shared = pow(theirs - multiplier * pow(_G, x, _N), self._secret + scramble * x, _N)
        extracted = hmac.digest(_bytes(scramble), _bytes(shared), "sha256")
        return hmac.digest(extracted, _INFO, "sha256")[:16]


def _bytes(number: int) -> bytes:
    """Big-endian, with a byte of zeros where the first bit would be a sign."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


def _stamp(now: datetime) -> str:
    """`Sat Nov 7 09:05:00 UTC 2026`, in English whatever the machine's language."""
    at = now.astimezone(UTC)
    day, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    return f"{day} {month} {at.day} {at:%H:%M:%S} UTC {at.year}"
