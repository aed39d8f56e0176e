"""Comments that come from elsewhere are written as they stand in the end: numbered, and shown.

This is done under the lock of the article's `CommentCount`, as `place_comments` does it, and each
comment with all that belongs to it in one transaction. So a process that dies leaves whole comments
behind and no others, and can be started again: what is there already is left alone. Nobody is
mailed about replies that are years old.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import Comment, Number, comment_key, thread_of
from broadsheet.domain.comments.moderation import TrailEntry, moderation_entries_of
from broadsheet.domain.comments.numbering import NumbersGiven
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.comments.sender import SaidBy
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.comments.locked_counts import LockedCounts
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import Absent, Put, Table, Write
from broadsheet.usecases.shared.services import Services

MOST_WRITES = 100
"""Of a transaction (TransactWriteItems)."""
_OWN_WRITES = 6
"""Of a comment: itself, two queues, what its sender said, its face, its thread's count. Its trail
and its reports come on top."""
_ROOM = MOST_WRITES - 1
"""Of a transaction, beside the article's count."""
_IN_FLIGHT = for_programs("Others are changing the same discussion. Please start again.")


class PreparedComment(NamedTuple):
    """A comment as it is to stand here, and what it brings along.

    `parent` is the id of the comment that it answers, which comes before it; without one,
    `comment.answers` holds. A comment that has a number keeps it; one that has none gets the next
    if it is to be seen, or if somebody answers it.
    """

    comment: Comment
    parent: str | None = None
    is_answered: bool = False
    trail: tuple[TrailEntry, ...] = ()
    reports: Reports | None = None

    @property
    def writes(self) -> int:
        """The most that it takes of a transaction."""
        return _OWN_WRITES + len(self.trail) + bool(self.reports)


def batches_of(comments: Sequence[PreparedComment]) -> Iterator[list[PreparedComment]]:
    """The comments in their order, as many together as a transaction takes."""
    batch: list[PreparedComment] = []
    room = _ROOM
    for prepared in comments:
        if batch and prepared.writes > room:
            yield batch
            batch, room = [], _ROOM
        batch.append(prepared)
        room -= prepared.writes
    if batch:
        yield batch


class CommentWriter:
    """Writes comments of one article, a batch after the other: parents before their answers."""

    def __init__(self, services: Services, request: Request, article_id: str) -> None:
        self._services, self._request = services, request
        self._article_id = article_id
        self._numbers: dict[str, Number | None] = {}

    def write(self, batch: Sequence[PreparedComment], *, is_dry_run: bool = False) -> set[str]:
        """Write those of a batch that are not there yet; the ids of these.

        Raises InFlight if others keep changing the same discussion.
        """

        def plan() -> tuple[list[Write], _BatchPlan]:
            planned = _BatchPlan(self._services.table, self._article_id, self._numbers)
            planned.add_all(batch)
            return planned.writes, planned

        if is_dry_run:
            _, planned = plan()
        else:
            planned = commit_plan(self._services, self._request, plan, _IN_FLIGHT)
        self._numbers |= planned.numbers
        return planned.new

    def reserve(self, given: NumbersGiven) -> None:
        """Give none of these numbers to what is written from now on. Raises InFlight."""

        def plan(part: NumbersGiven) -> tuple[list[Write], None]:
            counts = LockedCounts(self._services.table, self._article_id)
            counts.read_replies(part.replies)
            counts.given = counts.given.at_least(part)
            return counts.writes() if counts.has_changed() else [], None

        replies = sorted(given.replies.items())
        for start in range(0, max(len(replies), 1), _ROOM):
            part = NumbersGiven(given.threads, dict(replies[start : start + _ROOM]))
            commit_plan(self._services, self._request, partial(plan, part), _IN_FLIGHT)


class _BatchPlan:
    """One look at the table, and the transaction that follows from it.

    `known` are the numbers of comments that were written before, by their ids; `numbers` those of
    this batch.
    """

    def __init__(self, table: Table, article_id: str, known: Mapping[str, Number | None]) -> None:
        self._table, self._known = table, known
        self._counts = LockedCounts(table, article_id)
        self.numbers: dict[str, Number | None] = {}
        self.writes: list[Write] = []
        self.new: set[str] = set()

    def add_all(self, batch: Sequence[PreparedComment]) -> None:
        """The writes for those that are not there yet."""
        there = self._table.get_many(Comment, [comment_key(one.comment.id) for one in batch])
        self.numbers = {c.id: c.number for c in there.values()}
        new = [one for one in batch if one.comment.key not in there]
        self.new = {one.comment.id for one in new}
        numbers = [one.comment.number or self._answers(one) for one in new]
        self._counts.read_replies(number.thread for number in numbers if number)
        for one in new:
            self._add(one)
        if self._counts.has_changed():
            self.writes += self._counts.writes()

    def _answers(self, prepared: PreparedComment) -> Number | None:
        if prepared.parent is None:
            return prepared.comment.answers
        if prepared.parent in self.numbers:
            return self.numbers[prepared.parent]
        return self._known.get(prepared.parent)

    def _add(self, prepared: PreparedComment) -> None:
        comment, answers = prepared.comment, self._answers(prepared)
        number = comment.number
        if number is not None:
            self._counts.given = self._counts.given.with_given(number)
        elif comment.is_public or prepared.is_answered:
            number = self._counts.next_number(answers)
        after = msgspec.structs.replace(
            comment,
            number=number,
            answers=answers,
            shown=comment.is_public,
            placed=comment.version,
        )
        self.numbers[after.id] = number
        self._counts.visible += after.shown
        self.writes += [Put(after, Absent()), *map(Put, _belonging(after, prepared))]


def _belonging(comment: Comment, prepared: PreparedComment) -> Iterator[Record]:
    yield from moderation_entries_of(comment)
    if comment.sender:
        yield SaidBy(sender=comment.sender, comment_id=comment.id, expires_at=comment.expires_at)
    if comment.shown:
        yield thread_of(comment)
    yield from prepared.trail
    if prepared.reports:
        yield prepared.reports
