"""What is exported and brought in again into an empty section makes the same pages, byte for byte.

And the same queues, counts, trails and standings.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.transfer.comment_lines import CommentLine, HeaderLine
from broadsheet.usecases.shared.ports import Cause
from tests.properties.newsroom_machine import small_runs
from tests.support.long import number_of
from tests.support.moving_comments import Moving, lines_of, nine_comments

EXAMPLES = number_of("sequences", 30, 1000)

steps = st.lists(
    st.one_of(
        st.tuples(st.just("comment"), st.integers(0, 9), st.integers(0, 3)),
        st.tuples(st.just("decide"), st.integers(0, 30), st.sampled_from(sorted(Decision))),
        st.tuples(st.just("undo"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("edit"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("report"), st.integers(0, 30), st.integers(0, 5)),
        st.tuples(st.just("forget"), st.integers(0, 30), st.just(0)),
    ),
    min_size=4,
    max_size=30,
)


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    with small_runs():
        yield


@settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_export_and_import_give_the_same_pages(steps: list[tuple[str, int, Any]]) -> None:
    moving = Moving()
    for step in steps:
        moving.step(*step)
    moving.world.drain()
    files, records = dict(moving.world.files.files), moving.records()
    file = moving.exported()
    assert b"@example.com" not in file
    moving.empty()
    assert moving.records() == {}
    report = moving.bring_in(file)
    assert (report.left_out, report.notes) == ([], [])
    assert moving.records() == records
    moving.world.drain()
    assert moving.world.files.files == files == moving.world.rebuilt()
    assert moving.exported() == file
    assert moving.bring_in(file).there == report.taken.total()
    assert moving.records() == records


@pytest.fixture
def moving() -> Moving:
    return nine_comments()


def test_the_file_begins_with_its_version_and_has_one_object_in_each_line(moving: Moving) -> None:
    file = moving.exported()
    first, *rest = file.splitlines()
    assert msgspec.json.decode(first) == {
        "type": "broadsheet comments",
        "version": 1,
        "keys": msgspec.json.decode(first)["keys"],
    }
    assert {msgspec.json.decode(line)["type"] for line in rest} == {"article", "comment", "sender"}


def test_what_was_said_before_an_edit_and_who_decided_come_along(moving: Moving) -> None:
    lines = [line for line in lines_of(moving.exported()) if isinstance(line, CommentLine)]
    edited = [line for line in lines if line.edited_at]
    assert [line.trail[-1].body for line in edited] == [edited[0].original]
    assert {line.decided_by for line in lines} == {None, "editor"}


def test_hashes_of_other_keys_do_not_come_along(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    moving.restore(iter([HeaderLine(keys="of another stack"), *lines[1:]]))
    assert {c.sender for c in moving.world.comments()} == {""}
    assert not [k for k in moving.records() if k.pk.startswith("SENDER#")]


def test_where_others_have_their_numbers_they_come_after_those(moving: Moving) -> None:
    file = moving.exported()
    before = {c.id: c for c in moving.world.comments()}
    moving.empty()
    for n in range(4):
        moving.step("comment", 9, n)
    others = [t.comment_id for t in moving.world.open_threads()]
    moving.bring_in(file)
    after = {c.id: c for c in moving.world.comments()}
    given = [(c.article_id, c.number) for c in after.values() if c.number]
    assert len(set(given)) == len(given)
    assert [after[i].number for i in others] == [
        t.number for t in moving.world.open_threads() if t.comment_id in others
    ]
    for comment in before.values():
        if comment.answers and comment.is_public:
            parent = next(
                c
                for c in before.values()
                if (c.article_id, c.number) == (comment.article_id, comment.answers)
            )
            assert after[comment.id].answers == after[parent.id].number
    count = len(after)
    assert moving.bring_in(file).there == len(before)
    assert len(moving.world.comments()) == count


def test_a_rehearsal_writes_nothing(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    assert moving.bring_in(file, is_dry_run=True).taken.total() == 9
    assert moving.records() == {}


def test_a_crash_at_any_commit_is_made_good(moving: Moving) -> None:
    file, whole = moving.exported(), moving.records()
    table = moving.world.table
    commit = table.commit
    at = 1
    while True:
        moving.empty()
        left = at

        def dying(writes: Any, cause: Cause) -> None:
            nonlocal left
            left -= 1
            commit(writes, cause)
            if left == 0:
                raise KeyboardInterrupt

        table.commit = dying  # type: ignore[method-assign]
        try:
            moving.bring_in(file)
        except KeyboardInterrupt:
            table.commit = commit  # type: ignore[method-assign]
            moving.bring_in(file)
            assert moving.records() == whole
        else:
            table.commit = commit  # type: ignore[method-assign]
            break
        at += 1
    assert at > 4


def test_a_trail_that_is_longer_than_a_transaction_comes_along(moving: Moving) -> None:
    comment = moving.world.comments()[0]
    for n in range(70):
        decision = Decision.REJECT if n % 2 else Decision.APPROVE
        moving.step(
            "decide", sorted(c.id for c in moving.world.comments()).index(comment.id), decision
        )
    moving.world.drain()
    file, whole = moving.exported(), moving.records()
    moving.empty()
    moving.bring_in(file)
    assert moving.records() == whole


def test_nothing_waits_to_be_placed_and_nobody_is_mailed(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    before = len(moving.world.table.stream)
    moving.bring_in(file)
    written = [s.change.new for s in moving.world.table.stream[before:]]
    assert not [record for record in written if isinstance(record, Placement)]
