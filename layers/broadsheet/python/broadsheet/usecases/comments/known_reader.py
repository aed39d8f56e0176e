"""A reader who was here before, known by a cookie: an address alone is what anybody may type.

Each browser that sends a comment is given a code that nobody can guess. What editors decide is
kept under the address *and* the code: so who types somebody's address is a stranger, hears what
every stranger hears, and does that somebody no harm. The code is signed with the key of the month,
which is forgotten some months later; each comment signs it anew.
"""

import hmac
import re
from datetime import date, datetime
from typing import Final, NamedTuple

from broadsheet.domain.comments.sender import Sender, sender_key
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.ports import Keys

MONTHS: Final = 14
"""How many months a signature holds: longer than browsers keep a cookie."""
_HASH = r"([A-Za-z0-9_-]{16,64})"
_SIGNED = re.compile(rf"(20[0-9]{{2}})-(0[1-9]|1[0-2])\.{_HASH}\.{_HASH}\.{_HASH}")


class Token(NamedTuple):
    """What a browser was given: its code, and the hash of the address that it last wrote under."""

    code: str
    sender: str


def token_in(keys: Keys, cookie: str, now: datetime) -> Token | None:
    """What is in a cookie of ours; None for what we did not sign, or long ago."""
    found = _SIGNED.fullmatch(cookie)
    if not found:
        return None
    year, month, code, sender, signature = found.groups()
    signed = date(int(year), int(month), 1)
    # Before the key is asked for: it would be made for any month.
    if not 0 <= _months_between(signed, now.date()) <= MONTHS:
        return None
    genuine = keys.monthly_signature(f"{code}.{sender}", signed)
    is_genuine = hmac.compare_digest(genuine.encode(), signature.encode())
    return Token(code, sender) if is_genuine else None


def token_for(keys: Keys, cookie: str, email: str, comment_id: str, now: datetime) -> str:
    """The cookie that whoever sent a comment is given, or given anew, signed today.

    A browser that had none gets a code by its comment: the same, if it is sent twice.
    """
    known = token_in(keys, cookie, now)
    token = Token(known.code if known else new_code(keys, comment_id), keys.sender(email))
    month, text = now.date().replace(day=1), ".".join(token)
    return f"{month:%Y-%m}.{text}.{keys.monthly_signature(text, month)}"


def new_code(keys: Keys, comment_id: str) -> str:
    """The code of a browser that sends its first comment."""
    return keys.signature("reader's code", comment_id)


def kept_as(keys: Keys, code: str) -> str:
    """What is kept of a code: who has the table can make no cookie of it."""
    return keys.signature("reader", code)


def standing_of(services: CommentServices, token: Token | None, sender: str) -> Sender | None:
    """How editors judged what this browser sent under an address; None for a stranger."""
    if token is None:
        return None
    key = sender_key(sender, kept_as(services.keys, token.code))
    found = services.table.get(Sender, key)
    return found if found and found.is_known(services.clock()) else None


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
