"""Comments are brought onto their page once, whatever was asked for how often and when."""

import itertools
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import (
    REPLIES,
    Comment,
    CommentCount,
    CommentState,
    Number,
    Placement,
    ReplyCount,
    Thread,
    comment_count_key,
    comment_key,
    placement_key,
    placement_of,
    thread_key,
    thread_of,
)
from broadsheet.usecases.comments import place_comments as placing
from broadsheet.usecases.comments.place_comments import BATCH, place_comments
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, Remove, Write
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_comment, make_id
from tests.fakes.table import MemoryTable
from tests.faults.editions import EDITOR, make_newsroom

REQUEST = Request(id="r", who=EDITOR)
ARTICLE = make_id(1)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def write(table: MemoryTable, *comments: Comment) -> list[str]:
    """As whoever changes comments leaves them: each with its placement."""
    for comment in comments:
        writes: list[Write] = [Put(comment), Put(placement_of(comment))]
        table.commit(writes, Cause("seed", NOON))
    return [comment.id for comment in comments]


def approved(number: int, **changes: object) -> Comment:
    fields = {"state": CommentState.APPROVED, "version": 1, "article_id": ARTICLE} | changes
    return make_comment(number, **fields)


def count_of(table: MemoryTable) -> CommentCount:
    count = table.get(CommentCount, comment_count_key(ARTICLE))
    assert count is not None
    return count


def of(table: MemoryTable, kind: type[Any]) -> list[Any]:
    return [r for r in table.records.values() if isinstance(r, kind)]


def change(table: MemoryTable, comment_id: str, state: CommentState) -> None:
    """What a moderator writes, without looking whether the page has to follow."""
    before = table.get(Comment, comment_key(comment_id))
    assert before is not None
    write(table, msgspec.structs.replace(before, state=state, version=before.version + 1))


def test_more_than_fit_into_a_transaction_are_numbered_in_the_order_asked_for(
    table: MemoryTable, newsroom: Services
) -> None:
    ids = write(table, *(approved(n) for n in range(1, 2 * BATCH + 5)))
    assert place_comments(newsroom, REQUEST, ARTICLE, ids) == len(ids)
    threads = sorted(of(table, Thread), key=lambda thread: thread.number)
    assert [thread.comment_id for thread in threads] == ids
    assert [thread.number.thread for thread in threads] == list(range(1, len(ids) + 1))
    assert (count_of(table).threads, count_of(table).visible) == (len(ids), len(ids))
    assert count_of(table).version == 3
    assert of(table, Placement) == []


def test_what_is_asked_for_again_is_left_alone(table: MemoryTable, newsroom: Services) -> None:
    ids = write(table, *(approved(n) for n in range(1, 4)))
    place_comments(newsroom, REQUEST, ARTICLE, [*ids, *ids])
    before, changes = dict(table.records), len(table.stream)
    assert place_comments(newsroom, REQUEST, ARTICLE, ids[::-1]) == 0
    assert (table.records, len(table.stream)) == (before, changes)


def test_the_largest_transaction_fits(
    table: MemoryTable, newsroom: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each a reply in a thread of its own, to somebody who is to hear of it."""
    monkeypatch.setattr(
        placing, "notices_of", lambda _, new: [Remove(comment_key(f"notice {c.id}")) for c in new]
    )
    parents = write(table, *(approved(n) for n in range(1, BATCH + 1)))
    place_comments(newsroom, REQUEST, ARTICLE, parents)
    replies = [approved(n + 100, answers=Number(n)) for n in range(1, BATCH + 1)]
    # MemoryTable refuses more than the 100 writes that DynamoDB takes.
    assert place_comments(newsroom, REQUEST, ARTICLE, write(table, *replies)) == BATCH
    assert {c.replies for c in of(table, ReplyCount)} == {1}


def test_a_reply_to_a_full_thread_opens_one_of_its_own(
    table: MemoryTable, newsroom: Services
) -> None:
    (parent,) = write(table, approved(1))
    place_comments(newsroom, REQUEST, ARTICLE, [parent])
    replies = [approved(n, answers=Number(1)) for n in range(2, REPLIES + 4)]
    place_comments(newsroom, REQUEST, ARTICLE, write(table, *replies))
    numbers = sorted(thread.number for thread in of(table, Thread))
    assert numbers == [Number(1, n) for n in range(REPLIES + 1)] + [Number(2), Number(3)]


def test_hidden_and_shown_again_it_keeps_its_number(table: MemoryTable, newsroom: Services) -> None:
    ids = write(table, approved(1), approved(2))
    place_comments(newsroom, REQUEST, ARTICLE, ids)
    change(table, ids[0], CommentState.REJECTED)
    place_comments(newsroom, REQUEST, ARTICLE, ids)
    assert [t.number for t in of(table, Thread)] == [Number(2)]
    assert (count_of(table).threads, count_of(table).visible) == (2, 1)
    change(table, ids[0], CommentState.APPROVED)
    place_comments(newsroom, REQUEST, ARTICLE, ids)
    assert sorted(t.number for t in of(table, Thread)) == [Number(1), Number(2)]
    assert (count_of(table).threads, count_of(table).visible) == (2, 2)


def test_one_that_was_hidden_before_it_was_placed_leaves_no_placement(
    table: MemoryTable, newsroom: Services
) -> None:
    (comment,) = write(table, approved(1))
    change(table, comment, CommentState.SPAM)
    place_comments(newsroom, REQUEST, ARTICLE, [comment])
    assert of(table, Placement) == of(table, Thread) == of(table, CommentCount) == []


def test_one_that_is_gone_leaves_no_placement(table: MemoryTable, newsroom: Services) -> None:
    (gone,) = write(table, approved(1))
    del table.records[comment_key(gone)]
    place_comments(newsroom, REQUEST, ARTICLE, [gone])
    assert table.records == {}


def test_one_that_is_gone_leaves_the_page(table: MemoryTable, newsroom: Services) -> None:
    ids = write(table, *(approved(n) for n in (1, 2, 3)))
    place_comments(newsroom, REQUEST, ARTICLE, ids)
    change(table, ids[1], CommentState.DELETED)
    del table.records[comment_key(ids[1])]
    assert place_comments(newsroom, REQUEST, ARTICLE, ids) == 1
    assert sorted(t.number for t in of(table, Thread)) == [Number(1), Number(3)]
    assert (count_of(table).threads, count_of(table).visible) == (3, 2)
    assert of(table, Placement) == []


def test_a_placement_that_is_newer_than_what_was_read_is_left(
    table: MemoryTable, newsroom: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = approved(1, state=CommentState.PENDING)
    (comment,) = write(table, pending)
    get_all = table.get_all

    def get_all_then_approve(wanted: Any) -> Any:
        found = get_all(wanted)
        if Comment in wanted.values():
            change(table, comment, CommentState.APPROVED)
        return found

    monkeypatch.setattr(table, "get_all", get_all_then_approve)
    place_comments(newsroom, REQUEST, ARTICLE, [comment])
    assert placement_key(ARTICLE, comment) in table.records
    monkeypatch.undo()
    assert place_comments(newsroom, REQUEST, ARTICLE, [comment]) == 1
    assert of(table, Placement) == []
    assert thread_key(ARTICLE, Number(1)) in table.records


def test_whatever_waits_is_placed_by_the_sweep_in_any_article(
    table: MemoryTable, newsroom: Services
) -> None:
    others = [approved(n, article_id=make_id(2)) for n in (11, 12)]
    write(table, approved(3), others[1], approved(1), others[0], approved(2))
    assert place_waiting(newsroom, table, REQUEST) == 5
    assert of(table, Placement) == []
    for article in (ARTICLE, make_id(2)):
        mine = sorted(
            (t for t in of(table, Thread) if t.article_id == article), key=lambda t: t.number
        )
        assert [t.comment_id for t in mine] == sorted(t.comment_id for t in mine)
    assert place_waiting(newsroom, table, REQUEST) == 0


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_deliveries_in_any_order_leave_the_same_visible(
    table: MemoryTable, newsroom: Services, order: tuple[int, ...]
) -> None:
    ids = write(table, approved(1), approved(2), approved(3, answers=Number(1)))
    for place in order:
        place_comments(newsroom, REQUEST, ARTICLE, [ids[place]])
        place_comments(newsroom, REQUEST, ARTICLE, [ids[order[0]]])
    for comment in of(table, Comment):
        assert comment.is_settled
        assert table.records[thread_key(ARTICLE, comment.number)] == thread_of(comment)
    assert count_of(table).visible == 3
