"""Reports: readers say that a comment should not stand. Who said it is kept nowhere."""

from datetime import datetime, timedelta
from enum import Enum, StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import msgspec

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.signals.noticed import REPORTED
from broadsheet.domain.comments.signals.signal import HOLD, Signal, SignalName
from broadsheet.domain.shared.record import Key, Record

NEWEST = 10
"""Reports of one comment whose words are kept; the comment counts all."""
COUNTED = 100
"""Unanswered reports after which one more tells the editors nothing new, and is not counted."""


class ReportedBy(Enum):
    """Whose report it is, by what it weighs against a comment that no editor has seen.

    All reach the editors. What costs nothing hides nothing: networks can be made up by whoever
    knows how to, proofs of work are cheap for a machine, and a known reader is one of whom an
    editor has read and approved something.
    """

    ANYBODY = 0
    PROVED = 1
    KNOWN = 3


_NETWORK = 64
"""Bits of an IPv6 address that a reader is given (RFC 6177, BCP 157): the rest is theirs to
change at will."""


class ReportReason(StrEnum):
    """What a reader finds wrong with a comment."""

    SPAM = "spam"
    ABUSE = "abuse"
    PRIVATE = "private"
    UNLAWFUL = "unlawful"
    OTHER = "other"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader said, and when."""

    reason: ReportReason
    note: str
    at: datetime


class Reports(Record, frozen=True, kw_only=True):
    """The newest reports of a comment, newest first. `expires_at` is in epoch seconds."""

    comment_id: str
    newest: tuple[Report, ...]
    expires_at: int

    @property
    def key(self) -> Key:
        return reports_key(self.comment_id)


def reports_key(comment_id: str) -> Key:
    """Where a comment's reports are kept."""
    return Key(f"COMMENT#{comment_id}", "REPORTS")


def with_report(
    earlier: Reports | None, comment_id: str, report: Report, keep: timedelta
) -> Reports:
    """The reports with a new one; those that were kept for long enough are gone."""
    recent = [old for old in earlier.newest if old.at > report.at - keep] if earlier else []
    return Reports(
        comment_id=comment_id,
        newest=(report, *recent)[:NEWEST],
        expires_at=int((report.at + keep).timestamp()),
    )


def with_signal(comment: Comment) -> Comment:
    """The comment with the signal `reported` as long as no editor decided knowing its reports."""
    others = tuple(s for s in comment.signals if s.name is not SignalName.REPORTED)
    if comment.reports <= comment.answered:
        return msgspec.structs.replace(comment, signals=others)
    signal = Signal(SignalName.REPORTED, HOLD, str(REPORTED.of(count=comment.reports)))
    return msgspec.structs.replace(comment, signals=(*others, signal))


def reader_of(ip: str, user_agent: str) -> str:
    """What counts as one reader: a public address, or the network that an IPv6 address is of.

    Behind any other address, such as that of this machine, a browser's name tells them apart.
    """
    try:
        address = _unmapped(ip_address(ip))
    except ValueError:
        return f"{ip} {user_agent}"
    if not address.is_global:
        return f"{ip} {user_agent}"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _NETWORK), strict=False))
    return str(address)


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
