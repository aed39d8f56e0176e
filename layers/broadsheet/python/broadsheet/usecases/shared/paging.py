"""Lists in slices: where one ends, an opaque cursor says where the next begins."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Generic, NewType, TypeVar

from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.ports import Reads, Span

Cursor = NewType("Cursor", str)
_LONGEST_KEY = 255
T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Slice(Generic[T]):
    """Some items, and the cursor of the next ones if there are any."""

    items: list[T]
    next: Cursor | None


def slice_of(
    reads: Reads,
    kind: type[R],
    span: Span,
    limit: int,
    cursor: Cursor | None,
    *,
    newest_first: bool = False,
) -> Slice[R]:
    """The next `limit` records of the span after the cursor. Raises Malformed for a bad one."""
    span = older(span, cursor) if newest_first else rest(span, cursor)
    found = reads.query(kind, span, limit=limit + 1, newest_first=newest_first)
    more = len(found) > limit
    return Slice(found[:limit], cursor_of(span, found[limit - 1].key.sk) if more else None)


def rest(span: Span, cursor: Cursor | None) -> Span:
    """What of the span comes after the cursor, in the order of sort keys. Raises Malformed."""
    # One character more: the span excludes what the cursor points at.
    return span if cursor is None else span._replace(first=opened(cursor, span) + "!")


def older(span: Span, cursor: Cursor | None) -> Span:
    """What of the span comes after the cursor, from its end. Raises Malformed."""
    # One character less: the span excludes what the cursor points at.
    return span if cursor is None else span._replace(last=_before(opened(cursor, span)))


def _before(sk: str) -> str:
    return f"{sk[:-1]}{chr(ord(sk[-1]) - 1)}~"


def cursor_of(span: Span, sk: str) -> Cursor:
    """The cursor that says: after `sk`."""
    raw = json.dumps([span.pk, sk], separators=(",", ":")).encode()
    return Cursor(base64.urlsafe_b64encode(raw).decode().rstrip("="))


def opened(cursor: Cursor, span: Span) -> str:
    """The sort key that a cursor of this span was made of. Raises Malformed for any other."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        pk, sk = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        valid = pk == span.pk and isinstance(sk, str) and span.first <= sk <= span.last
    except (ValueError, TypeError, RecursionError, binascii.Error):
        valid, sk = False, ""
    # DynamoDB refuses longer sort keys than 1,024 bytes; none of ours comes near it.
    if not valid or len(sk) > _LONGEST_KEY or not sk.isascii() or not sk.isprintable():
        raise Malformed(
            [FieldError("?cursor", "bad_cursor", sentence("is not a cursor of this list"))]
        )
    return str(sk)
