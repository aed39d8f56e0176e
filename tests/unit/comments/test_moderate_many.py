"""Editors decide on many comments at once: each on its own, in few calls."""

from collections.abc import Sequence

import pytest

from broadsheet.domain.comments.comment import CommentState, Thread
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.usecases.comments.moderate_comment import edit_comment
from broadsheet.usecases.comments.moderate_many import BulkOutcome, moderate_many
from broadsheet.usecases.shared.ports import Cause, Write
from broadsheet.usecases.shared.services import Services
from tests.fakes.moderation import (
    ARTICLE,
    EDDA,
    OTHER,
    Counting,
    asked,
    comment,
    make_newsroom,
    of,
    seed,
    standing,
    stored,
)


@pytest.fixture
def table() -> Counting:
    """Nothing in it, and nothing asked of it."""
    return Counting()


@pytest.fixture
def newsroom(table: Counting) -> Services:
    """The editors'."""
    return make_newsroom(table)


def told(outcomes: list[BulkOutcome]) -> list[str]:
    became = [outcome.became for outcome in outcomes]
    return [b.code if isinstance(b, BroadsheetError) else str(b.state) for b in became]


def test_each_of_many_is_decided_on_its_own_and_a_bad_one_holds_up_no_other(
    newsroom: Services, table: Counting
) -> None:
    ids = seed(
        table,
        comment(1),
        comment(2, state=CommentState.APPROVED),
        comment(3, erased=True),
        comment(4, article_id=OTHER, sender="other"),
        comment(5),
    )
    outcomes = moderate_many(newsroom, asked(), [ids[0], "nobody", *ids[1:]], "approve", "Fine")
    assert told(outcomes) == [
        "approved",
        "not_found",
        "not_allowed_in_state",
        "not_allowed_in_state",
        "approved",
        "approved",
    ]
    assert [(t.article_id, t.comment_id) for t in of(table, Thread)] == [
        (ARTICLE, ids[0]),
        (ARTICLE, ids[4]),
        (OTHER, ids[3]),
    ]
    assert standing(table) == (2, 0, 0)
    assert {e.reason for e in of(table, TrailEntry)} == {"Fine"}


def test_many_are_decided_once_under_one_key_even_if_the_first_time_broke_off(
    newsroom: Services, table: Counting
) -> None:
    ids = seed(table, *(comment(n) for n in range(1, 5)))
    request = asked(key="k")
    moderate_many(newsroom, request, ids[:2], "approve")
    again = [moderate_many(newsroom, request, ids, "approve") for _ in "12"]
    assert told(again[0]) == told(again[1]) == ["approved"] * 4
    assert (len(of(table, TrailEntry)), standing(table)) == (4, (4, 0, 0))
    assert told(moderate_many(newsroom, asked(), ids, "undo")) == ["pending"] * 4
    assert standing(table) == (0, 0, 0)


def test_twenty_five_take_few_calls_and_one_placing(newsroom: Services, table: Counting) -> None:
    ids = seed(table, *(comment(n, sender=f"s{n}") for n in range(1, 26)))
    table.calls.clear()
    assert told(moderate_many(newsroom, asked(key="k"), ids, "approve")) == ["approved"] * 25
    print(f"25 approved: {sum(table.calls.values())} calls of the table, {dict(table.calls)}")
    assert table.calls["get"] <= 2, "records are read one by one"
    assert table.calls["commit"] == 25 + 2, "a transaction for each, and two for the page"
    assert sum(table.calls.values()) <= 25 + 13


def test_a_comment_that_changes_between_reading_ahead_and_writing_is_read_again(
    newsroom: Services, table: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = seed(table, *(comment(n) for n in range(1, 4)))
    commit = table.commit
    interfered: list[int] = []

    def interfere(writes: Sequence[Write], cause: Cause) -> None:
        if not interfered:
            interfered.append(1)
            edit_comment(newsroom, asked(EDDA), ids[2], "Meanwhile.", "Typo")
        commit(writes, cause)

    monkeypatch.setattr(table, "commit", interfere)
    assert told(moderate_many(newsroom, asked(), ids, "approve")) == ["approved"] * 3
    assert stored(table, ids[2]).body == "Meanwhile."
    assert standing(table) == (3, 0, 0)
