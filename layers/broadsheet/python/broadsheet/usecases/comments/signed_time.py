"""The time at which a form was given out, signed: who fills it in cannot make it earlier.

Only forms that a function serves have one; the form on an article's page, which is a file, has
none. A form that is shown again, after a preview or with what was wrong, keeps the time of the
first (`carried`), or a reader who only has to press a button again would seem to be a machine.
"""

import re
from datetime import datetime

from broadsheet.usecases.shared.ports import Keys

_PURPOSE = "form"
_LONGEST = 24 * 3600
"""Seconds after which a time says nothing any more."""
_ISSUED = re.compile(r"([0-9]{1,12})\.([A-Za-z0-9_-]{1,64})")


def issued_at(keys: Keys, now: datetime, purpose: str = _PURPOSE) -> str:
    """What a form that is first shown now has in its field `issued`; or in another, for that."""
    seconds = str(int(now.timestamp()))
    return f"{seconds}.{keys.signature(purpose, seconds)}"


def seconds_since(keys: Keys, issued: str, now: datetime, purpose: str = _PURPOSE) -> int | None:
    """How long ago that was; None for what we did not sign, or signed more than a day ago."""
    found = _ISSUED.fullmatch(issued)
    if not found or not keys.is_signed(purpose, found[1], found[2]):
        return None
    seconds = int(now.timestamp()) - int(found[1])
    return seconds if 0 <= seconds <= _LONGEST else None


def carried(keys: Keys, issued: str, seconds: int | None, now: datetime) -> str:
    """`issued` for a form that is shown again: as it came, or by what its script said.

    Empty where nothing is known of the first time.
    """
    if seconds_since(keys, issued, now) is not None:
        return issued
    if seconds is None or seconds > _LONGEST:
        return ""
    started = str(int(now.timestamp()) - seconds)
    return f"{started}.{keys.signature(_PURPOSE, started)}"
