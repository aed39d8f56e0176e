"""An editor decides on many comments at once: each on its own, and each page follows once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import Comment, comment_key
from broadsheet.domain.comments.moderation import UNDO, Decision
from broadsheet.domain.comments.sender import Sender, sender_key
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.replay import Replay, replay_key
from broadsheet.usecases.comments.comment_changes import (
    CommentChange,
    ModerationReceipt,
    change_comment,
)
from broadsheet.usecases.comments.moderate_comment import decision_on, place_now, undo_of
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.prefetching_table import PrefetchingTable
from broadsheet.usecases.shared.services import Services


class BulkOutcome(NamedTuple):
    """What became of one of the comments: its receipt, or why nothing did."""

    comment_id: str
    became: ModerationReceipt | BroadsheetError


def moderate_many(
    services: Services, request: Request, ids: Sequence[str], action: str, reason: str = ""
) -> list[BulkOutcome]:
    """Decide on up to 25 comments, or undo that, in this order; one outcome for each.

    `action` is a Decision or `undo`. Under an Idempotency-Key each comment has its own answer,
    so that a request that broke off goes on where it did. Raises Forbidden.
    """
    request.who.must(Scope.COMMENTS_MODERATE)
    ahead = PrefetchingTable(services.table)
    reading = replace(services, table=ahead)
    requests = {comment_id: _for_one(request, comment_id) for comment_id in ids}
    _read_ahead(ahead, requests)
    change = (
        undo_of(reading, reason)
        if action == UNDO
        else decision_on(reading, request, Decision(action), reason)
    )
    outcomes = [_outcome(reading, asked, i, change) for i, asked in requests.items()]
    placed = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome.became, ModerationReceipt):
            placed[outcome.became.article_id].append(outcome.comment_id)
    place_now(services, request, placed)
    return outcomes


def _outcome(
    services: Services, request: Request, comment_id: str, change: CommentChange
) -> BulkOutcome:
    try:
        return BulkOutcome(comment_id, change_comment(services, request, comment_id, change))
    except BroadsheetError as problem:
        return BulkOutcome(comment_id, problem)


def _for_one(request: Request, comment_id: str) -> Request:
    if request.idempotency_key is None:
        return request
    key = f"{request.idempotency_key}#{comment_id}"
    return msgspec.structs.replace(request, idempotency_key=key)


def _read_ahead(ahead: PrefetchingTable, requests: dict[str, Request]) -> None:
    comments = ahead.read_ahead(Comment, [comment_key(i) for i in requests])
    senders = {(one.sender, one.reader) for one in comments.values() if one.reader}
    ahead.read_ahead(Sender, [sender_key(*sender) for sender in sorted(senders)])
    keys = [
        replay_key(request.who.id, request.idempotency_key)
        for request in requests.values()
        if request.idempotency_key is not None
    ]
    ahead.read_ahead(Replay, keys)
