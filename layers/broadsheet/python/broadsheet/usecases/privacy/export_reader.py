"""Everything that is held of one sender, for the sender."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from broadsheet.domain.comments.bans import BannedHash, Origin, banned_key, origin_key
from broadsheet.domain.comments.comment import Comment, comment_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.comments.sender import SAID, STANDINGS, SaidBy, Sender, sender_pk
from broadsheet.domain.mail.subscription import Subscription, subscription_key
from broadsheet.domain.privacy.erasure import Erasure, erasure_key
from broadsheet.usecases.comments.comment_changes import trail_span
from broadsheet.usecases.shared.ports import Reads, Span

MOST = 50
"""Comments of one answer, at most."""
MOST_BYTES = 2_000_000
"""Bytes of text after which the rest is left to the next answer: Lambda's has at most 6 MB (AWS
Lambda, quotas), and a single comment that was edited as often as can be takes 1.3 MB."""
_ALL = 10_000


class Held(NamedTuple):
    """A comment, the article's path if that can be read, its trail, its subscription, and from
    which network it came, as long as that is kept.
    """

    comment: Comment
    path: str | None
    trail: tuple[TrailEntry, ...]
    subscription: Subscription | None
    origin: Origin | None = None


class Export(NamedTuple):
    """What is held: `after` is where to go on, None at the end.

    `standings` are of each browser that something was judged of, `banned_until` is the end of the
    last ban of the address.
    """

    standings: tuple[Sender, ...]
    erasure: Erasure | None
    comments: tuple[Held, ...]
    after: str | None
    banned_until: datetime | None = None


def export_reader(reads: Reads, senders: Sequence[str], after: str | None = None) -> Export:
    """What is held of a sender, oldest comment first, from the one that follows `after` on.

    `senders` are all hashes that the sender is or was known by.
    """
    ids = _said(reads, senders, after)
    comments, through = _held(reads, ids[:MOST])
    standings = (
        reads.query(Sender, Span(sender_pk(sender), *STANDINGS), limit=_ALL) for sender in senders
    )
    bans = reads.get_many(BannedHash, [banned_key(sender) for sender in senders])
    erasures = (reads.get(Erasure, erasure_key(sender)) for sender in senders)
    return Export(
        standings=tuple(chain.from_iterable(standings)),
        erasure=max(filter(None, erasures), key=lambda erasure: erasure.at, default=None),
        comments=comments,
        after=ids[through - 1] if through < len(ids) else None,
        banned_until=max((one.until for one in bans.values()), default=None),
    )


def _said(reads: Reads, senders: Sequence[str], after: str | None) -> list[str]:
    """The next comments under all of the hashes: one more than an answer has, if there are."""
    first = f"{SAID}{after} " if after else SAID
    spans = (Span(sender_pk(sender), first, f"{SAID}~") for sender in senders)
    said = (reads.query(SaidBy, span, limit=MOST + 1) for span in spans)
    return sorted(entry.comment_id for entry in chain.from_iterable(said))[: MOST + 1]


def _held(reads: Reads, ids: list[str]) -> tuple[tuple[Held, ...], int]:
    """What is held of the first of them, as many as fit into an answer; and how many those are."""
    if not ids:
        return (), 0
    comments = reads.get_many(Comment, [comment_key(i) for i in ids])
    articles = {discussion_key(c.article_id) for c in comments.values()}
    discussions = reads.get_many(Discussion, list(articles)) if articles else {}
    subscriptions = reads.get_many(Subscription, [subscription_key(i) for i in ids])
    origins = reads.get_many(Origin, [origin_key(i) for i in ids])
    held: list[Held] = []
    size = 0
    for through, comment_id in enumerate(ids, 1):
        comment = comments.get(comment_key(comment_id))
        if comment is None:
            continue
        article = discussions.get(discussion_key(comment.article_id))
        trail = reads.query(TrailEntry, trail_span(comment_id), limit=_ALL)
        asked = subscriptions.get(subscription_key(comment_id))
        path, origin = article.path if article else None, origins.get(origin_key(comment_id))
        held.append(Held(comment, path, tuple(trail), asked, origin))
        size += _size(held[-1])
        if size > MOST_BYTES:
            return tuple(held), through
    return tuple(held), len(ids)


def _size(held: Held) -> int:
    words = [held.comment.body, held.comment.original or "", held.comment.reason]
    words += [text for entry in held.trail for text in (entry.body or "", entry.reason)]
    return sum(len(text.encode()) for text in words)
