"""What a report weighs against a comment that no editor has seen."""

import pytest

from broadsheet.usecases.comments.known_reader import token_for
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.services import CommentServices
from tests.builders import NOON, make_id
from tests.fakes.moderation import stored
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.reported import desk_on, known, proved, report, reported, seen_by_no_editor


@pytest.fixture
def table() -> MemoryTable:
    return seen_by_no_editor()


@pytest.fixture
def desk(table: MemoryTable) -> CommentServices:
    return desk_on(table, StoppedClock(NOON))


def test_three_readers_who_bring_nothing_hide_nothing_however_they_are_called(
    desk: CommentServices, table: MemoryTable
) -> None:
    for reader in range(1, 60):
        report(desk, reader)
    comment = stored(table, make_id(1))
    assert (comment.is_public, comment.reports) == (True, 59)
    assert len(reported(desk, "approved")) == 1, "the editors are told"


def test_strangers_who_have_worked_count_for_a_third_of_a_known_reader(
    desk: CommentServices, table: MemoryTable
) -> None:
    report(desk, 1, visit=known(desk, 1))
    for reader in range(5):
        report(desk, reader, visit=proved(desk, reader))
        assert stored(table, make_id(1)).is_public
    report(desk, 9, visit=proved(desk, 9))
    assert not stored(table, make_id(1)).is_public


def test_a_cookie_that_we_did_not_sign_and_one_without_a_standing_make_nobody_known(
    desk: CommentServices, table: MemoryTable
) -> None:
    first = known(desk, 1).cookie
    forged = [first[:-1] + "_", first.replace("2026-11", "2026-10"), first.replace(".", "..")]
    nobody = token_for(desk, "", "new@example.org", "another")
    for number, cookie in enumerate([*forged, nobody]):
        report(desk, number, visit=Visit(ip=f"8.8.5.{number}", cookie=cookie))
    assert stored(table, make_id(1)).against == 0
