"""Comments that come from elsewhere are written as they stand in the end: numbered, and shown.

This is done under the lock of the article's `CommentCount`, as `place_comments` does it, and each
comment with all that belongs to it in one transaction. So a process that dies leaves whole comments
behind and no others, and can be started again: what is there already is left alone. Nobody is
mailed about replies that are years old.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.comments.comment import (
    REPLIES,
    Comment,
    CommentCount,
    Number,
    ReplyCount,
    comment_count_key,
    comment_key,
    reply_count_key,
    thread_of,
)
from broadsheet.domain.comments.moderation import TrailEntry, moderation_entries_of
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.comments.sender import SaidBy, Sender, sender_key
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.shared.committing import ATTEMPTS, PAUSE, Request
from broadsheet.usecases.shared.ports import (
    Absent,
    Cause,
    ConditionFailed,
    Contended,
    Equals,
    Put,
    Write,
)
from broadsheet.usecases.shared.services import Services

MOST_WRITES = 100
"""Of a transaction (TransactWriteItems)."""
_OWN_WRITES = 7
"""Of a comment: itself, two queues, what its sender said, its face, its thread's count, its
sender. Its trail and its reports come on top."""


class Arrival(NamedTuple):
    """A comment as it is to stand here, and what it brings along.

    `parent` is the id of the comment that it answers, which comes before it; without one,
    `comment.answers` holds. A comment that has a number keeps it; one that has none gets the next
    if it is to be seen, or if somebody answers it. `vouched` is until when its sender is known.
    """

    comment: Comment
    parent: str | None = None
    is_answered: bool = False
    vouched: datetime | None = None
    trail: tuple[TrailEntry, ...] = ()
    reports: Reports | None = None

    @property
    def writes(self) -> int:
        """The most that it takes of a transaction."""
        return _OWN_WRITES + len(self.trail) + bool(self.reports)


class Floor(NamedTuple):
    """Numbers that were given out, also to what is gone: none of them is given again."""

    threads: int = 0
    replies: Mapping[int, int] = {}


NOTHING = Floor()


class Writing:
    """An article's comments on their way into the table."""

    def __init__(self, services: Services, request: Request, article_id: str) -> None:
        self._services, self._request = services, request
        self._article_id = article_id
        self._numbers: dict[str, Number | None] = {}

    def write(self, arrivals: Sequence[Arrival], *, is_rehearsal: bool = False) -> set[str]:
        """Write those of a batch that are not there yet; the ids of these.

        Raises InFlight if others keep changing the same discussion.
        """

        def plan() -> _Batch:
            batch = self._batch()
            batch.plan(arrivals)
            return batch

        batch = plan() if is_rehearsal else self._committed(plan)
        self._numbers |= batch.numbers
        return batch.new

    def raise_to(self, floor: Floor) -> None:
        """Give out no number that was given out before. Raises InFlight."""
        counts = sorted(floor.replies.items())
        room = MOST_WRITES - 1
        for start in range(0, max(len(counts), 1), room):
            part = Floor(floor.threads, dict(counts[start : start + room]))

            def plan(part: Floor = part) -> _Batch:
                batch = self._batch()
                batch.raise_to(part)
                return batch

            self._committed(plan)

    def _batch(self) -> "_Batch":
        return _Batch(self._services, self._article_id, self._numbers)

    def _committed(self, plan: Callable[[], "_Batch"]) -> "_Batch":
        for attempt in range(ATTEMPTS):
            batch = plan()
            if not batch.writes:
                return batch
            try:
                cause = Cause(self._request.id, self._services.clock())
                self._services.table.commit(batch.writes, cause)
            except (ConditionFailed, Contended):
                pause = random.uniform(0, PAUSE * 2**attempt)  # noqa: S311 - jitter, no secret
                self._services.pause(pause)
            else:
                return batch
        raise InFlight("Others are changing the same discussion. Please start again.")


def batches_of(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """The arrivals in their order, as many together as a transaction takes."""
    batch: list[Arrival] = []
    room = MOST_WRITES - 1
    for arrival in arrivals:
        if batch and arrival.writes > room:
            yield batch
            batch, room = [], MOST_WRITES - 1
        batch.append(arrival)
        room -= arrival.writes
    if batch:
        yield batch


class _Batch:
    """One look at the table, and the transaction that follows from it."""

    def __init__(
        self, services: Services, article_id: str, known: Mapping[str, Number | None]
    ) -> None:
        self._services, self._table = services, services.table
        self._article_id = article_id
        self._known = known
        before = self._table.get(CommentCount, comment_count_key(article_id))
        self._before = before or CommentCount(article_id=article_id)
        self._threads, self._visible = self._before.threads, self._before.visible
        self._replies: dict[int, int] = {}
        self._standing: dict[str, Sender] = {}
        self.numbers: dict[str, Number | None] = {}
        self.writes: list[Write] = []
        self.new: set[str] = set()

    def plan(self, arrivals: Sequence[Arrival]) -> None:
        """The writes for those that are not there yet."""
        there = self._table.get_many(Comment, [comment_key(a.comment.id) for a in arrivals])
        self.numbers = {c.id: c.number for c in there.values()}
        new = [a for a in arrivals if a.comment.key not in there]
        self.new = {a.comment.id for a in new}
        counted = self._reply_counts(self._threads_of(new))
        for arrival in new:
            self._take(arrival)
        self._write_counts(counted)
        self._write_senders(new)

    def raise_to(self, floor: Floor) -> None:
        """The writes that make the counts at least this high."""
        counted = self._reply_counts(set(floor.replies))
        self._threads = max(self._threads, floor.threads)
        for thread, replies in floor.replies.items():
            self._replies[thread] = max(self._replies.get(thread, 0), replies)
        self._write_counts(counted)

    def _threads_of(self, arrivals: Sequence[Arrival]) -> set[int]:
        numbers = [a.comment.number or self._answers(a) for a in arrivals]
        return {number.thread for number in numbers if number}

    def _reply_counts(self, threads: set[int]) -> dict[int, int]:
        keys = [reply_count_key(self._article_id, thread) for thread in sorted(threads)]
        counts = self._table.get_many(ReplyCount, keys) if keys else {}
        self._replies = {count.thread: count.replies for count in counts.values()}
        return dict(self._replies)

    def _answers(self, arrival: Arrival) -> Number | None:
        if arrival.parent is None:
            return arrival.comment.answers
        if arrival.parent in self.numbers:
            return self.numbers[arrival.parent]
        return self._known.get(arrival.parent)

    def _take(self, arrival: Arrival) -> None:
        comment, answers = arrival.comment, self._answers(arrival)
        number = comment.number
        if number is None and (comment.is_public or arrival.is_answered):
            number = self._next(answers)
        elif number is not None:
            self._give(number)
        after = msgspec.structs.replace(
            comment,
            number=number,
            answers=answers,
            shown=comment.is_public,
            placed=comment.version,
        )
        self.numbers[after.id] = number
        self._visible += after.shown
        self.writes += [Put(after, Absent()), *map(Put, _belonging(after, arrival))]

    def _next(self, answers: Number | None) -> Number:
        if answers is not None:
            replies = self._replies.get(answers.thread, 0) + 1
            if replies <= REPLIES:
                self._replies[answers.thread] = replies
                return Number(answers.thread, replies)
        self._threads += 1
        return Number(self._threads)

    def _give(self, number: Number) -> None:
        self._threads = max(self._threads, number.thread)
        if number.reply:
            replies = self._replies.get(number.thread, 0)
            self._replies[number.thread] = max(replies, number.reply)

    def _write_counts(self, counted: Mapping[int, int]) -> None:
        before = self._before
        raised = [
            ReplyCount(article_id=self._article_id, thread=thread, replies=replies)
            for thread, replies in self._replies.items()
            if counted.get(thread, 0) != replies
        ]
        is_same = (before.threads, before.visible) == (self._threads, self._visible)
        if is_same and not raised:
            return
        after = msgspec.structs.replace(
            before, threads=self._threads, visible=self._visible, version=before.version + 1
        )
        lock = Equals("version", before.version) if before.version else Absent()
        self.writes += [*map(Put, raised), Put(after, lock)]

    def _write_senders(self, new: Sequence[Arrival]) -> None:
        vouched = [(a.comment.sender, a.vouched) for a in new if a.comment.sender and a.vouched]
        senders = dict.fromkeys(sender for sender, _ in vouched)
        keys = [sender_key(sender) for sender in senders]
        found = self._table.get_many(Sender, keys) if keys else {}
        for sender in senders:
            before = found.get(sender_key(sender)) or Sender(sender=sender)
            untils = [_seconds(until) for of, until in vouched if of == sender]
            after = msgspec.structs.replace(
                before,
                approved=before.approved + len(untils),
                version=before.version + 1,
                expires_at=max([before.expires_at or 0, *untils]),
            )
            is_new = sender_key(sender) not in found
            self.writes.append(
                Put(after, Absent() if is_new else Equals("version", before.version))
            )


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


def _belonging(comment: Comment, arrival: Arrival) -> Iterator[Record]:
    yield from moderation_entries_of(comment)
    if comment.sender:
        yield SaidBy(sender=comment.sender, comment_id=comment.id, expires_at=comment.expires_at)
    if comment.shown:
        yield thread_of(comment)
    yield from arrival.trail
    if arrival.reports:
        yield arrival.reports
