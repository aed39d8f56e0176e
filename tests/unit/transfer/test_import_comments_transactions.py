"""An import that dies, is disturbed or is very large has no comment twice and loses none."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import CommentCount, CommentState, ReplyCount, Thread
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.transfer.comment_lines import ImportedComment
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Put, Write
from tests.fakes.table import MemoryTable
from tests.fakes.transfer import make_imported
from tests.faults.audit import of
from tests.support.imported_comments import (
    bring,
    comments_must_be_whole,
    everything,
    numbers,
    with_article,
)


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


class Dying(MemoryTable):
    """Dies before or after one of its commits, once."""

    def __init__(self, at: int, *, is_written: bool) -> None:
        super().__init__()
        self.left, self._is_written = at, is_written

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        self.left -= 1
        if self.left == 0 and not self._is_written:
            raise KeyboardInterrupt
        super().commit(writes, cause)
        if self.left == 0:
            raise KeyboardInterrupt


def family() -> list[ImportedComment]:
    """Sixty comments: every fifth of them opens a thread, and some are not to be seen."""
    states = [*CommentState, CommentState.APPROVED, CommentState.APPROVED]
    return [
        make_imported(
            n,
            parent=str(n - 1 - n % 3) if n % 5 else None,
            state=states[n % len(states)],
            email=f"reader{n % 7}@example.com",
        )
        for n in range(1, 61)
    ]


def test_a_crash_at_any_commit_makes_no_doubles() -> None:
    whole = with_article(MemoryTable())
    bring(whole, family())
    comments_must_be_whole(whole)
    commits = len(list(deaths()))
    for at, is_written in deaths():
        table = Dying(-1, is_written=is_written)
        with_article(table)
        table.left = at
        with pytest.raises(KeyboardInterrupt):
            bring(table, family())
        bring(table, family())
        assert without_versions(table) == without_versions(whole)
    assert commits >= 8


def deaths() -> Iterator[tuple[int, bool]]:
    counting = Dying(-1, is_written=True)
    with_article(counting)
    counting.left = 0
    bring(counting, family())
    for at in range(1, -counting.left + 1):
        yield from ((at, True), (at, False))


def without_versions(table: MemoryTable) -> dict[Any, Any]:
    return {
        key: msgspec.structs.replace(record, version=0)
        if isinstance(record, CommentCount | Sender)
        else record
        for key, record in table.records.items()
    }


def test_others_who_write_at_the_same_time_take_no_numbers_away() -> None:
    class Busy(MemoryTable):
        busy = True

        def commit(self, writes: Sequence[Write], cause: Cause) -> None:
            if self.busy and any(
                isinstance(w, Put) and isinstance(w.record, Thread) for w in writes
            ):
                self.busy = False
                other = make_imported(900)
                bring(self, [other])
            super().commit(writes, cause)

    table = Busy()
    with_article(table)
    bring(table, family())
    comments_must_be_whole(table)
    assert numbers(table)["Reader 900"] == "1"


def test_no_transaction_is_larger_than_it_may_be(table: MemoryTable) -> None:
    """Each answers another thread, and each is somebody else's: MemoryTable counts the writes."""
    originals = [make_imported(n) for n in range(1, 101)]
    answers = [make_imported(n + 1000, parent=str(n)) for n in range(1, 101)]
    assert bring(table, [*originals, *answers]).taken["approved"] == 200
    assert [count.replies for count in of(everything(table), ReplyCount)] == [1] * 100


def test_ten_thousand_comments_are_brought_in(table: MemoryTable) -> None:
    comments = [
        make_imported(n, parent=str(n - n % 4) if n % 4 else None) for n in range(4, 10_004)
    ]
    assert bring(table, comments).taken["approved"] == 10_000


def test_conditions_that_never_hold_are_told() -> None:
    class Refusing(MemoryTable):
        def commit(self, writes: Sequence[Write], cause: Cause) -> None:
            if any(isinstance(w, Put) and isinstance(w.expect, Absent) for w in writes):
                raise ConditionFailed([0])
            super().commit(writes, cause)

    table = Refusing()
    with_article(table)
    with pytest.raises(InFlight):
        bring(table, [make_imported(1)])
