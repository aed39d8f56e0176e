"""Comments of another system in the order in which they are numbered here."""

import heapq
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut

_TO_BE_SEEN = frozenset({CommentState.APPROVED, CommentState.PENDING})


class Threaded(NamedTuple):
    """A comment, the id of what it answers, and whether it needs a number for those who answer."""

    comment: ImportedComment
    parent: str | None
    is_answered: bool


def threaded(
    comments: Iterable[ImportedComment], kept: Container[str]
) -> tuple[list[Threaded], list[LeftOut]]:
    """Those that are kept, by date, and none before what it answers; and what had to be changed.

    Who answers something that is left out answers what that answered. Who answers something that
    is not in the file, or itself in a circle, opens a thread.
    """
    every: dict[str, ImportedComment] = {}
    for comment in comments:
        every.setdefault(comment.id, comment)
    notes: list[LeftOut] = []
    parents = _parents(every, kept, notes)
    order = _ordered(every, parents)
    answered = _answered(order, every, parents)
    return [Threaded(every[i], parents[i], i in answered) for i in order], notes


def _parents(
    every: Mapping[str, ImportedComment], kept: Container[str], notes: list[LeftOut]
) -> dict[str, str | None]:
    """The parent of each that is kept; no circles."""
    nearest: dict[str | None, str | None] = {None: None}
    for start in every:
        trail: list[str] = []
        seen: set[str] = set()
        at: str | None = start
        while at is not None and at not in nearest:
            if at in seen:
                notes.append(LeftOut(id=at, reason="circle", detail="answers itself in the end"))
                at = None
                break
            trail.append(at)
            seen.add(at)
            at = _parent_in_file(every[at], every, notes)
        # What `at` stands for: itself where it is kept, else what it answers.
        for one in reversed(trail):
            nearest[one] = at if at is None or at in kept else nearest[at]
            at = one
    return {i: nearest[i] for i in every if i in kept}


def _parent_in_file(
    comment: ImportedComment, every: Mapping[str, ImportedComment], notes: list[LeftOut]
) -> str | None:
    if comment.parent is None or comment.parent in every:
        return comment.parent
    detail = f"what it answers is not there: {comment.parent}"
    notes.append(LeftOut(id=comment.id, reason="parent_missing", detail=detail))
    return None


def _ordered(
    every: Mapping[str, ImportedComment], parents: Mapping[str, str | None]
) -> Sequence[str]:
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for comment_id, parent in parents.items():
        children[parent].append(comment_id)
    order: list[str] = []
    ready = [_by_date(every[i]) for i in children[None]]
    heapq.heapify(ready)
    while ready:
        comment_id = heapq.heappop(ready)[-1]
        order.append(comment_id)
        for child in children[comment_id]:
            heapq.heappush(ready, _by_date(every[child]))
    return order


def _by_date(comment: ImportedComment) -> tuple[float, int, str]:
    # Ids are numbers wherever we take comments from: 9 was before 10.
    return comment.submitted_at.timestamp(), len(comment.id), comment.id


def _answered(
    order: Sequence[str],
    every: Mapping[str, ImportedComment],
    parents: Mapping[str, str | None],
) -> set[str]:
    """Those that need a number because one that is seen, or may be, answers them."""
    answered: set[str] = set()
    for comment_id in reversed(order):
        parent = parents[comment_id]
        if parent and (comment_id in answered or every[comment_id].state in _TO_BE_SEEN):
            answered.add(parent)
    return answered
