"""What an app on a telephone shows (RFC 6238), which knows its key and the time."""

import base64
import hmac
from datetime import datetime


def totp(key: str, moment: datetime) -> str:
    """Six figures of this half minute (RFC 4226, 5.3)."""
    step = int(moment.timestamp()) // 30
    digest = hmac.digest(base64.b32decode(key), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
