"""Lines of comments that somebody changed, took out or broke are left out, named or made good."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import CommentState, Thread
from broadsheet.domain.transfer.comment_lines import ArticleLine, CommentLine
from tests.properties.newsroom_machine import small_runs
from tests.support.moving_comments import Moving, lines_of, nine_comments


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    with small_runs():
        yield


@pytest.fixture
def moving() -> Moving:
    return nine_comments()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "a#b"}, "incomplete"),
        ({"id": ""}, "incomplete"),
        ({"version": 0}, "incomplete"),
        ({"body": "x" * 5001}, "body_string_too_long"),
        ({"body": "\x00"}, "body_unprintable"),
        ({"expires_at": 1}, "expired"),
        ({"submitted_at": datetime(2026, 1, 1)}, "incomplete"),
        ({"decided_at": datetime(3000, 1, 1, tzinfo=UTC)}, "incomplete"),
        ({"number": "2000000"}, "incomplete"),
        ({"reason": "x" * 500_000}, "too_large"),
        ({"article_id": "nowhere", "path": ""}, "no_such_article"),
    ],
)
def test_what_cannot_be_a_comment_is_left_out(
    moving: Moving, change: dict[str, Any], reason: str
) -> None:
    lines = lines_of(moving.exported())
    at = next(n for n, line in enumerate(lines) if isinstance(line, CommentLine))
    lines[at] = msgspec.structs.replace(lines[at], **change)
    moving.empty()
    report = moving.restore(iter(lines))
    assert [one.reason for one in report.left_out] == [reason]
    assert report.taken.total() == 8


def test_the_same_number_twice_is_given_once(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    report = moving.restore(
        msgspec.structs.replace(line, number="1") if isinstance(line, CommentLine) else line
        for line in lines
    )
    assert report.taken.total() == 9
    threads = [r for r in moving.world.table.records.values() if isinstance(r, Thread)]
    shown = [c for c in moving.world.comments() if c.state is CommentState.APPROVED]
    assert sorted(t.comment_id for t in threads) == sorted(c.id for c in shown)


def test_names_and_words_go_through_the_same_doors(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    moving.restore(
        msgspec.structs.replace(line, name="\u202egnp", body="<script>x</script>")
        if isinstance(line, CommentLine)
        else line
        for line in lines
    )
    assert {c.name for c in moving.world.comments()} == {"Anonymous"}
    assert not any("<script" in c.html for c in moving.world.comments())


def test_without_the_lines_of_articles_no_number_is_given_twice(moving: Moving) -> None:
    file, whole = moving.exported(), moving.records()
    moving.empty()
    moving.restore(line for line in lines_of(file) if not isinstance(line, ArticleLine))
    assert moving.records() == whole


def test_lines_that_are_none_are_named(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    report = moving.bring_in(file + b'{"type": "comment"}\nnonsense\n\n')
    assert [one.reason for one in report.left_out] == ["not_understood"] * 2
    assert report.taken.total() == 9
