"""Tokens hidden under a value that only a browser has: AES-GCM, its key derived with HKDF.

RFC 5869 and NIST SP 800-38D. The value has 256 bits of chance, so nothing slow is needed; each
sealing has a nonce of its own, and keys differ with the value and with the purpose.
"""

import base64
import secrets

from broadsheet.domain.shared.errors import Unauthenticated
from broadsheet.domain.shared.sentence import sentence

_NONCE = 12


class AesSeal:
    """Implements `Seal`."""

    def shut(self, secret: str, purpose: str, text: str) -> str:
        """See `Seal`."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = _cipher(secret, purpose).encrypt(nonce, text.encode(), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, secret: str, purpose: str, sealed: str) -> str:
        """See `Seal`."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as below

        try:
            raw = base64.urlsafe_b64decode(sealed)
            cipher = _cipher(secret, purpose)
            opened: bytes = cipher.decrypt(raw[:_NONCE], raw[_NONCE:], None)
        except (InvalidTag, ValueError) as error:
            raise Unauthenticated(sentence("Please sign in again."), "seal") from error
        return opened.decode()


def _cipher(secret: str, purpose: str):  # type: ignore[no-untyped-def]
    # Most pages renew nothing: they do not pay for importing it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    key = HKDF(SHA256(), 32, salt=None, info=f"broadsheet desk {purpose}".encode())
    return AESGCM(key.derive(secret.encode()))
