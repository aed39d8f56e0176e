"""A reader who was here before, known by a cookie: an address alone is what anybody may type.

Each browser that sends a comment is given a code that nobody can guess. What editors decide is
kept under the address *and* the code: so who types somebody's address is a stranger, hears what
every stranger hears, and does that somebody no harm. The code is signed with the key of the month,
which is forgotten some months later; each comment signs it anew.

Where the key of hashes was replaced, a reader has a standing under each key, and the cookie names
the address by its hash under each: who is known is so by all of them together.
"""

import hmac
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from broadsheet.domain.comments.comment import Comment, comment_key
from broadsheet.domain.comments.sender import Sender, sender_key
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.secret_key import MOST_EARLIER
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.ports import Keys, Reads

MONTHS: Final = 14
"""How many months a signature holds: longer than browsers keep a cookie."""
_CODE, _READER = "reader's code", "reader"
_HASH = r"[A-Za-z0-9_-]{16,64}"
_SIGNED = pattern(
    rf"(20[0-9]{{2}})-(0[1-9]|1[0-2])\.({_HASH}(?:\.{_HASH}){{1,{MOST_EARLIER + 1}}})\.({_HASH})"
)


class Token(NamedTuple):
    """What a browser was given: its code, and the hashes of the address that it last wrote under:
    under the key of that day, then under the earlier ones that were kept.
    """

    code: str
    senders: tuple[str, ...]


def token_in(keys: Keys, cookie: str, now: datetime) -> Token | None:
    """What is in a cookie of ours; None for what we did not sign, or long ago."""
    found = _SIGNED.fullmatch(cookie)
    if not found:
        return None
    year, month, text, signature = found.groups()
    signed = date(int(year), int(month), 1)
    # Before the key is asked for: it would be made for any month.
    if not 0 <= _months_between(signed, now.date()) <= MONTHS:
        return None
    genuine = keys.monthly_signature(text, signed)
    if not hmac.compare_digest(genuine.encode(), signature.encode()):
        return None
    code, *senders = text.split(".")
    return Token(code, tuple(senders))


def token_for(services: CommentServices, cookie: str, email: str, comment_id: str) -> str:
    """The cookie that whoever sent a comment is given, or given anew, signed today.

    A browser that had none gets a code by its comment: the same, if it is sent twice.
    """
    keys, now = services.keys, services.clock()
    known = token_in(keys, cookie, now)
    code = known.code if known else _code_of(services, comment_id)
    month, text = now.date().replace(day=1), ".".join((code, *keys.senders(email)))
    return f"{month:%Y-%m}.{text}.{keys.monthly_signature(text, month)}"


def _code_of(services: CommentServices, comment_id: str) -> str:
    """The code that the browser of a comment was given, also before the key was replaced."""
    codes = services.keys.recent_signatures(_CODE, comment_id)
    if len(codes) == 1:
        return codes[0]
    comment = services.table.get(Comment, comment_key(comment_id))
    kept = comment.reader if comment else ""
    own = (code for code in codes if kept in services.keys.signatures(_READER, code))
    return next(own, codes[0])


def new_code(keys: Keys, comment_id: str) -> str:
    """The code of a browser that sends its first comment."""
    return keys.signature(_CODE, comment_id)


def kept_as(keys: Keys, code: str) -> str:
    """What is kept of a code: who has the table can make no cookie of it."""
    return keys.signature(_READER, code)


def browsers_of(keys: Keys, code: str) -> tuple[str, ...]:
    """What is and was kept of a code: under the key of now, then under the earlier ones."""
    return keys.signatures(_READER, code)


def standings_on(
    keys: Keys, token: Token | None, senders: Sequence[str]
) -> dict[Key, type[Sender]]:
    """Where it is written down how editors judged what this browser sent under an address.

    By its hashes, newest first: one under each key that was used meanwhile; none for a stranger.
    """
    if token is None:
        return {}
    readers = keys.signatures(_READER, token.code)
    # What both were hashed with: a cookie may be older than the newest key.
    if len(readers) > len(senders):
        readers = readers[-len(senders) :]
    hashes = zip(senders, readers, strict=False)
    return {sender_key(sender, reader): Sender for sender, reader in hashes}


def standings_of(reads: Reads, written: Iterable[Key], now: datetime) -> list[Sender]:
    """The judgements that hold of those that `standings_on` names (`together` makes one)."""
    found = (reads.get(Sender, key) for key in written)
    return [standing for standing in found if standing and standing.is_known(now)]


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
