"""What is held of a reader, and what was erased."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Count, Time, told
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.sender import Sender, together
from broadsheet.domain.comments.signals.signal import Signal
from broadsheet.domain.shared.fields import ArticlePath, Id
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.privacy.erase_reader import Erased
from broadsheet.usecases.privacy.export_reader import Export, Held


class Standing(msgspec.Struct, frozen=True):
    """How editors judged what came from an address."""

    approved: Count
    rejected: Count
    spam: Count
    forgotten_at: Time | None


class Notify(msgspec.Struct, frozen=True):
    """Until when replies are told of by mail."""

    confirmed: bool
    until: Time


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to a comment, without who did it."""

    action: str
    at: Time
    reason: str
    before: CommentState
    after: CommentState
    body: str | None


class HeldComment(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of somebody's comment."""

    id: Id
    article_id: Id
    path: str | None
    number: str | None
    parent: str | None
    state: CommentState
    name: str
    body: str
    original: str | None
    signals: tuple[Signal, ...]
    reports: Count
    submitted_at: Time
    edited_at: Time | None
    decided_at: Time | None
    reason: str
    forgotten_at: Time | None
    notify: Notify | None
    trail: tuple[Done, ...]
    network_until: Annotated[
        Time | None, Meta(description="Until when a hash of its network is kept")
    ]


class PrivacyExport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is held of a sender. Of an address itself only hashes are held, or a seal."""

    standing: Standing | None
    erased_at: Time | None
    banned_until: Time | None
    comments: tuple[HeldComment, ...]
    next: Annotated[str | None, Meta(description="What to send as `after` for the rest")]


class PrivacyErasure(msgspec.Struct, frozen=True, kw_only=True):
    """How much was erased, and whether to ask again for the rest."""

    erased: Count
    complete: Annotated[bool, Meta(description="Where false: ask again, it goes on")]
    paths: Annotated[
        tuple[ArticlePath, ...],
        Meta(description="Every address of the articles that showed it"),
    ]


def exported(export: Export) -> PrivacyExport:
    """Everything that is held of a sender."""
    erasure = export.erasure
    return PrivacyExport(
        standing=_standing(together(export.standings)),
        erased_at=stamp(erasure.at) if erasure else None,
        banned_until=stamp(export.banned_until) if export.banned_until else None,
        comments=tuple(map(_comment, export.comments)),
        next=export.after,
    )


def _standing(sender: Sender | None) -> Standing | None:
    """All together: which browser it was is of no meaning to anybody."""
    if sender is None:
        return None
    return told(Standing, sender, forgotten_at=_moment(sender.expires_at))


def erased(done: Erased) -> PrivacyErasure:
    """How much was erased."""
    return PrivacyErasure(erased=done.comments, complete=done.is_complete, paths=done.paths)


def _comment(held: Held) -> HeldComment:
    comment, asked = held.comment, held.subscription
    return told(
        HeldComment,
        comment,
        path=held.path,
        number=str(comment.number) if comment.number else None,
        parent=str(comment.answers) if comment.answers else None,
        forgotten_at=_moment(comment.expires_at),
        notify=told(Notify, asked, confirmed=asked.is_confirmed, until=_moment(asked.expires_at))
        if asked
        else None,
        trail=tuple(told(Done, entry) for entry in held.trail),
        network_until=_moment(held.origin.expires_at) if held.origin else None,
    )


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
