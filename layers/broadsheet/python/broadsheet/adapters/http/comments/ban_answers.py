"""What editors see around a comment, of bans, and of their lists of words."""

from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.comments.moderation_answers import Moderation, moderated
from broadsheet.adapters.http.fields import Count, Time, told
from broadsheet.domain.comments import bans, word_lists
from broadsheet.domain.comments.bans import BanOf
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.shared.fields import Id, Positive
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.comments import read_context


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A comment beside another one."""

    id: Id
    article_id: Id
    state: CommentState
    name: str
    body: str
    number: str | None
    submitted_at: Time


class Judged(msgspec.Struct, frozen=True):
    """How editors judged what came from an address, of the browsers that they have met."""

    approved: Count
    rejected: Count
    spam: Count


class BanState(msgspec.Struct, frozen=True):
    """Who could be kept out because of a comment, and until when they are."""

    of: BanOf
    until: Time | None


class CommentContext(msgspec.Struct, frozen=True, kw_only=True):
    """A comment, and what is around it."""

    comment: Moderation
    parent: Annotated[
        Said | None, Meta(description="What it answers, unless that cannot be seen any more")
    ]
    others: Annotated[
        tuple[Said, ...], Meta(description="The newest that came from the same address")
    ]
    judged: Judged | None
    bans: Annotated[tuple[BanState, ...], Meta(description="Of whom nothing is known is left out")]


class Ban(msgspec.Struct, frozen=True, kw_only=True):
    """Whom editors keep out, because of which comment."""

    id: Id
    of: BanOf
    comment_id: Id
    until: Time
    at: Time
    by: str
    by_id: str
    reason: str


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The editors' own lists of words, beside those of the site's own file."""

    words: tuple[str, ...]
    blocked: tuple[str, ...]
    version: Positive
    modified_at: Time | None
    modified_by: str | None


def comment_context(shown: read_context.CommentContext) -> CommentContext:
    """A comment, and what is around it."""
    return CommentContext(
        comment=moderated(shown.queued),
        parent=_said(shown.parent) if shown.parent else None,
        others=tuple(map(_said, shown.others)),
        judged=told(Judged, shown.standing) if shown.standing else None,
        bans=tuple(
            BanState(of, stamp(until) if until else None) for of, until in shown.bans.until.items()
        ),
    )


def listed_ban(shown: bans.Ban) -> Ban:
    """Whom editors keep out."""
    return told(Ban, shown)


def words(shown: word_lists.WordLists) -> Words:
    """The editors' own lists."""
    return told(Words, shown)


def _said(comment: Comment) -> Said:
    return told(Said, comment, number=str(comment.number) if comment.number else None)
