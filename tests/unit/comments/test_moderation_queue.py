"""The moderators' queues: filtered, in slices, with a bounded look at each."""

import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.moderation import ModerationEntry
from broadsheet.domain.comments.signals.signal import Signal, SignalName
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.usecases.comments.list_moderation import (
    LOOK,
    ModerationFilter,
    Queued,
    list_moderation,
)
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.ports import Put
from broadsheet.usecases.shared.services import Services
from tests.fakes.moderation import (
    ARTICLE,
    CAUSE,
    EDITH,
    OTHER,
    Counting,
    comment,
    make_newsroom,
    of,
    seed,
)
from tests.fakes.table import MemoryTable


@pytest.fixture
def table() -> Counting:
    """Nothing in it, and nothing asked of it."""
    return Counting()


@pytest.fixture
def newsroom(table: Counting) -> Services:
    """The editors'."""
    return make_newsroom(table)


def walked(table: MemoryTable, asked_for: ModerationFilter, limit: int) -> tuple[list[str], int]:
    """Every id of a queue, and how many requests it took."""
    ids: list[str] = []
    cursor: Cursor | None = None
    requests = 0
    while True:
        found = list_moderation(table, EDITH, asked_for, limit, cursor)
        assert len(found.items) <= limit
        ids += [queued.comment.id for queued in found.items]
        requests, cursor = requests + 1, found.next
        if cursor is None:
            return ids, requests


LINKS = (Signal(SignalName.LINKS, 1, "5 links"),)


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_queue_is_filtered_by_article_and_signal_and_walked_whole(
    table: Counting, limit: int
) -> None:
    made = [
        comment(
            n,
            article_id=ARTICLE if n % 2 else OTHER,
            signals=LINKS if n % 3 == 0 else (),
        )
        for n in range(1, 25)
    ]
    ids = seed(table, *reversed(made))[::-1]
    assert walked(table, ModerationFilter(state="pending"), len(ids)) == (ids, 1)
    cases = {
        (None, None): ids,
        (ARTICLE, None): ids[0::2],
        (None, "links"): ids[2::3],
        (ARTICLE, "links"): ids[2::6],
        (None, "honeypot"): [],
    }
    for (article_id, signal), expected in cases.items():
        asked_for = ModerationFilter(state="pending", article_id=article_id, signal=signal)
        assert walked(table, asked_for, limit)[0] == expected


def test_one_request_looks_at_a_bounded_part_of_a_queue_and_says_where_to_go_on(
    table: Counting,
) -> None:
    rare = {1, LOOK + 1, 2 * LOOK + 7}
    made = [comment(n, signals=LINKS if n in rare else ()) for n in range(1, 2 * LOOK + 8)]
    ids = seed(table, *made)
    asked_for = ModerationFilter(state="pending", signal="links")
    table.calls.clear()
    first = list_moderation(table, EDITH, asked_for, 100, None)
    assert [q.comment.id for q in first.items] == [ids[0]]
    assert table.calls == {"query": 1, "get_many": 2}
    assert walked(table, asked_for, 100) == ([ids[n - 1] for n in sorted(rare)], 3)


@pytest.mark.parametrize(("state", "signal"), [("open", None), ("pending", "colour")])
def test_a_filter_that_is_none_is_refused(table: Counting, state: str, signal: str | None) -> None:
    with pytest.raises(BroadsheetError, match="not valid"):
        list_moderation(table, EDITH, ModerationFilter(state=state, signal=signal), 5, None)


def test_whoever_was_decided_on_since_its_entry_was_read_is_not_shown_in_the_wrong_queue(
    table: Counting,
) -> None:
    seed(table, comment())
    entry = of(table, ModerationEntry)[0]
    table.commit([Put(comment(state=CommentState.SPAM, version=2)), Put(entry)], CAUSE)
    asked_for = ModerationFilter(state="pending")
    items: list[Queued] = list_moderation(table, EDITH, asked_for, 5, None).items
    assert items == []
