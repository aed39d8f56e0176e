"""Readers report comments: each counts once, nobody's name is kept, and enough of them hold it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.comments.reader_fields import LONGEST_NOTE, report_from_fields
from broadsheet.domain.comments.comment import Comment, CommentState, Thread, comment_key
from broadsheet.domain.comments.moderation import Decision, ModerationEntry, TrailEntry
from broadsheet.domain.comments.reports import (
    COUNTED,
    NEWEST,
    Reports,
    reader_of,
    reports_key,
)
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.shared.counter import Counter
from broadsheet.domain.shared.errors import Invalid, NotAllowedInState, NotFound, TooManyRequests
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.comments.moderate_comment import moderate_comment, undo_decision
from broadsheet.usecases.comments.report_comment import PER_MINUTE, ReportReceipt
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.ports import Cause, Put
from tests.builders import NOON, make_id
from tests.fakes.moderation import ARTICLE, of, stored
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.reported import (
    EDITOR,
    PATH,
    desk_on,
    known,
    place,
    report,
    reported,
    seen_by_no_editor,
)


@pytest.fixture
def table() -> MemoryTable:
    return seen_by_no_editor()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOON)


@pytest.fixture
def desk(table: MemoryTable, clock: StoppedClock) -> CommentServices:
    return desk_on(table, clock)


def test_editors_read_what_readers_say_and_never_who_says_it(
    desk: CommentServices, table: MemoryTable
) -> None:
    told = report(desk, 1, "private", "My address!\nPlease remove it.")
    assert told == ReportReceipt(make_id(1), PATH)
    (queued,) = reported(desk, "approved")
    assert queued.discussion is not None
    assert queued.reports is not None
    (said,) = queued.reports.newest
    assert (said.reason.value, said.note) == ("private", "My address!\nPlease remove it.")
    assert [(s.name, s.note) for s in queued.comment.signals] == [
        ("reported", "Reported by 1 reader.")
    ]
    reader = desk.keys.address("8.8.0.1", NOON.date())
    kept: list[Record] = [r for r in table.records.values() if not isinstance(r, Counter)]
    assert "8.8.0.1" not in repr(list(table.records.values()))
    assert reader not in repr(kept)
    assert all(r.expires_at < (NOON + timedelta(days=2)).timestamp() for r in of(table, Counter))
    month = (NOON + desk.rules.keep).timestamp()
    assert [r.expires_at for r in of(table, Reports)] == [month]


def test_a_report_that_changes_nothing_on_the_page_does_not_touch_it(
    desk: CommentServices, table: MemoryTable
) -> None:
    seen = len(table.stream)
    report(desk, 1)
    assert stored(table, make_id(1)).is_settled
    changed = {type(s.change.new or s.change.old).__name__ for s in table.stream[seen:]}
    assert changed == {"Comment", "ModerationEntry", "Reports", "Counter"}


def test_a_reader_counts_once_a_day_however_often_they_report(
    desk: CommentServices, table: MemoryTable, clock: StoppedClock
) -> None:
    receipts = [report(desk, 1, note=f"again {n}") for n in range(3)]
    assert receipts[0] == receipts[2]
    assert stored(table, make_id(1)).reports == 1
    clock.now += timedelta(days=1)
    report(desk, 1)
    assert stored(table, make_id(1)).reports == 2


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        (("8.8.4.4", "A"), ("8.8.4.4", "B"), True),
        (("8.8.4.4", "A"), ("8.8.4.5", "A"), False),
        (("2a00:1450:4001::1", "A"), ("2a00:1450:4001::ffff:1:2", "B"), True),
        (("2a00:1450:4001::1", "A"), ("2a00:1450:4001:1::1", "A"), False),
        (("::ffff:8.8.4.4", "A"), ("8.8.4.4", "B"), True),
        (("127.0.0.1", "A"), ("127.0.0.1", "A"), True),
        (("127.0.0.1", "A"), ("127.0.0.1", "B"), False),
        (("", "A"), ("", "B"), False),
        (("no address", "A"), ("no address", "A"), True),
    ],
)
def test_a_public_address_is_one_reader_and_on_one_machine_a_browser_is(
    one: tuple[str, str], other: tuple[str, str], are_one: bool
) -> None:
    assert (reader_of(*one) == reader_of(*other)) is are_one


def test_enough_readers_hold_a_comment_that_no_editor_knows_and_the_page_follows(
    desk: CommentServices, table: MemoryTable
) -> None:
    for reader in (1, 2):
        report(desk, reader, visit=known(desk, reader))
        assert stored(table, make_id(1)).is_public
    report(desk, 3, visit=known(desk, 3))
    held = stored(table, make_id(1))
    assert (held.state, held.is_settled) == ("pending", False)
    place(desk)
    assert of(table, Thread) == []
    assert [q.comment.id for q in reported(desk, "pending")] == [make_id(1)]
    assert {e.queue for e in of(table, ModerationEntry)} == {"pending", f"pending#{ARTICLE}"}
    (entry,) = of(table, TrailEntry)
    assert (entry.action, entry.reason) == ("reported", "Reported by 3 readers.")
    with pytest.raises(NotFound):
        report(desk, 4)


def test_what_an_editor_approved_stays_and_its_new_reports_wait_in_a_queue_until_answered(
    desk: CommentServices, table: MemoryTable
) -> None:
    for reader in range(3):
        report(desk, reader)
    moderate_comment(desk, EDITOR, make_id(1), Decision.APPROVE, "Harsh, not wrong")
    assert reported(desk, "approved") == []
    for reader in range(10, 15):
        report(desk, reader)
    (queued,) = reported(desk, "approved")
    assert (queued.comment.reports, queued.comment.is_public) == (8, True)
    moderate_comment(desk, EDITOR, make_id(1), Decision.APPROVE, "Still not wrong")
    assert reported(desk, "approved") == []
    with pytest.raises(NotAllowedInState, match="approved already"):
        moderate_comment(desk, EDITOR, make_id(1), Decision.APPROVE)
    undo_decision(desk, EDITOR, make_id(1))
    assert len(reported(desk, "approved")) == 1
    assert len(of(table, Thread)) == 1


def test_a_newsroom_may_decide_that_reports_never_hold(desk: CommentServices) -> None:
    rules = CommentRules(reports=0)
    ruled = replace(desk, rules=rules)
    for reader in range(9):
        report(ruled, reader)
    assert stored(ruled.table, make_id(1)).is_public  # type: ignore[arg-type]


def test_many_readers_at_once_are_all_counted(desk: CommentServices, table: MemoryTable) -> None:
    moderate_comment(desk, EDITOR, make_id(1), Decision.HOLD)
    moderate_comment(desk, EDITOR, make_id(1), Decision.APPROVE)
    pausing = replace(desk, pause=jitter())
    with ThreadPoolExecutor(16) as readers:
        told = list(readers.map(lambda n: report(pausing, n), range(64)))
    assert len(told) == 64
    now = stored(table, make_id(1))
    assert (now.reports, now.is_settled) == (64, True)
    reports = table.get(Reports, reports_key(make_id(1)))
    assert reports is not None
    assert len(reports.newest) == NEWEST


def jitter() -> Callable[[float], None]:
    """As short as it can be, and still lets the others go first."""
    return lambda _seconds: time.sleep(0)


def test_more_reports_than_tell_anything_new_are_taken_and_not_counted(
    desk: CommentServices, table: MemoryTable
) -> None:
    moderate_comment(desk, EDITOR, make_id(1), Decision.HOLD)
    moderate_comment(desk, EDITOR, make_id(1), Decision.APPROVE)
    for reader in range(COUNTED + 3):
        assert report(desk, reader).id == make_id(1)
    assert stored(table, make_id(1)).reports == COUNTED


def test_one_reader_cannot_report_everything(desk: CommentServices, clock: StoppedClock) -> None:
    clock.now = NOON + timedelta(seconds=20)
    for _ in range(PER_MINUTE):
        report(desk, 1)
    with pytest.raises(TooManyRequests) as refused:
        report(desk, 1)
    assert refused.value.retry_after == 40
    report(desk, 2)


@pytest.mark.parametrize("number", ["2", "1-1", "0", "x", "", "1" * 40])
def test_only_what_readers_see_is_reported(desk: CommentServices, number: str) -> None:
    with pytest.raises(NotFound):
        report(desk, 1, number=number)
    with pytest.raises(NotFound):
        report(desk, 1, article=make_id(404))


def test_a_comment_that_was_hidden_while_its_page_is_behind_is_not_reported(
    desk: CommentServices, table: MemoryTable
) -> None:
    before = table.get(Comment, comment_key(make_id(1)))
    assert before is not None
    hidden = msgspec.structs.replace(before, state=CommentState.REJECTED, version=9)
    table.commit([Put(hidden)], Cause("r", NOON))
    with pytest.raises(NotFound):
        report(desk, 1)


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({}, ["/reason"]),
        ({"reason": "dislike"}, ["/reason"]),
        ({"reason": "spam", "note": "x" * (LONGEST_NOTE + 1)}, ["/note"]),
        ({"reason": "spam", "note": "a\x00b"}, ["/note"]),
        ({"reason": "spam", "note": 5, "who": "me"}, ["/note", "/who"]),
    ],
)
def test_what_is_wrong_with_a_report_is_named(fields: dict[str, Any], pointers: list[str]) -> None:
    with pytest.raises(Invalid) as wrong:
        report_from_fields(fields)
    assert [e.pointer for e in wrong.value.errors] == pointers
    assert report_from_fields({"reason": "spam", "note": " Two\nlines "}).note == "Two\nlines"
