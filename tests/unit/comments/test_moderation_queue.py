"""The moderators' queues: filtered, in slices, with a bounded look at each."""

from typing import Any

import pytest

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.moderation import ModerationEntry
from broadsheet.domain.comments.signals.signal import Signal, SignalName
from broadsheet.domain.search.asked import LONGEST_QUERY, MOST_TERMS
from broadsheet.domain.shared.errors import BroadsheetError, Malformed
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


def story(article_id: str, title: str) -> Discussion:
    """A published story, as moderators see it."""
    path = f"/2026/11/story-{article_id[-3:]}/"
    return Discussion(
        article_id=article_id, title=title, path=path, language="en", article_version=1
    )


def sought(table: MemoryTable, limit: int = 100, **asked: Any) -> list[str]:
    """Every id that is found, the newest first."""
    return walked(table, ModerationFilter(**{"state": "pending"} | asked), limit)[0]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_comments_are_looked_for_by_their_words_their_sender_and_their_story(
    table: Counting, limit: int
) -> None:
    table.commit([Put(story(ARTICLE, "Ferries are late")), Put(story(OTHER, "Ballots"))], CAUSE)
    ids = seed(
        table,
        comment(1, body="The FERRÝ was late.", name="Rea Reader"),
        comment(2, body="Ferries!", name="Ben", article_id=OTHER),
        comment(3, body="Nothing of it.", name="Réa", original="The ferry again."),
        comment(4, body="A ferry", name="Ben", state=CommentState.SPAM),
        comment(5, body="Late, was it?", name="Ben", signals=LINKS),
    )
    assert sought(table, limit, said="ferr") == [ids[2], ids[1], ids[0]]
    assert sought(table, limit, said="late FERRY") == [ids[0]]
    assert sought(table, limit, sender="rea") == [ids[2], ids[0]]
    assert sought(table, limit, headline="ferries late") == [ids[4], ids[2], ids[0]]
    assert sought(table, limit, headline="ferries", said="late", sender="ben") == [ids[4]]
    assert sought(table, limit, said="late", signal="links") == [ids[4]]
    assert sought(table, limit, state="spam", said="ferry") == [ids[3]]
    assert sought(table, limit, said="ferr", article_id=OTHER) == [ids[1]]
    address = f"https://news.example.org{story(OTHER, 'x').path}"
    for where in (address, story(OTHER, "x").path, address.rstrip("/")):
        assert sought(table, limit, headline=where) == [ids[1]]


@pytest.mark.parametrize("by", ["said", "sender", "headline"])
@pytest.mark.parametrize(
    "words", ["", "!?", "w " * LONGEST_QUERY, " ".join(f"w{n}" for n in range(MOST_TERMS + 1))]
)
def test_what_is_nothing_to_look_for_is_refused_by_its_name(
    table: Counting, by: str, words: str
) -> None:
    with pytest.raises(Malformed) as refused:
        walked(table, ModerationFilter(state="pending", **{by: words}), 5)
    assert refused.value.errors[0].pointer == f"?{by}"


def test_a_search_reads_a_bounded_part_of_a_queue_and_goes_on_where_it_ended(
    table: Counting,
) -> None:
    rare = {1, LOOK, LOOK + 7}
    made = [comment(n, body="A needle." if n in rare else "Hay.") for n in range(1, 2 * LOOK + 8)]
    ids = seed(table, *made)
    table.calls.clear()
    asked_for = ModerationFilter(state="pending", said="needle")
    first = list_moderation(table, EDITH, asked_for, 100, None)
    assert [q.comment.id for q in first.items] == []
    assert first.next
    assert table.calls == {"query": 1, "get_many": LOOK / 100}
    assert walked(table, asked_for, 100) == ([ids[n - 1] for n in sorted(rare, reverse=True)], 3)
