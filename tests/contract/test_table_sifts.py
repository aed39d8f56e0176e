"""What is looked for is found on the way through a partition, on every engine."""

from typing import Any, Protocol

import msgspec
import pytest

from broadsheet.domain.desk.story_entry import Queue, StoryEntry, queue_pk
from broadsheet.usecases.shared.ports import Having, Put, Sifts, Span, Table
from tests.contract.records import CAUSE, NOON, full


class SiftingTable(Sifts, Table, Protocol):
    """What is written is sifted."""


SPAN = Span(queue_pk(Queue.DRAFT))


def entry(number: int, **fields: Any) -> StoryEntry:
    """The number is its place."""
    given = {"queue": Queue.DRAFT, "of": "", "changed_at": NOON, "words": " tram ", "marks": ()}
    return msgspec.structs.replace(full(StoryEntry), **given | {"id": f"{number:04}"} | fields)


def given(table: Table, *records: StoryEntry) -> None:
    for start in range(0, len(records), 50):
        table.commit([Put(record) for record in records[start : start + 50]], CAUSE)


def ids(found: list[StoryEntry]) -> list[int]:
    return [int(one.id) for one in found]


def test_records_that_have_all_of_it_come_newest_first(table: SiftingTable) -> None:
    given(
        table,
        entry(1, words=" ferry kos ", marks=("section:news", "tag:a")),
        entry(2, words=" ferry kos ", marks=("section:news paper",)),
        entry(3, words=" ferryman kos ", marks=("section:news",)),
        entry(4, words=" tram ", marks=("section:news",)),
    )
    begins, news = Having("words", " ferry"), Having("marks", "section:news")
    for having, found in (
        ([], [4, 3, 2, 1]),
        ([begins], [3, 2, 1]),
        ([Having("words", " ferry ")], [2, 1]),
        ([news], [4, 3, 1]),
        ([begins, news], [3, 1]),
        ([begins, Having("words", " kos"), Having("marks", "tag:a")], [1]),
        ([Having("words", " bread")], []),
    ):
        sifted = table.sift(StoryEntry, SPAN, having, limit=9, look=100)
        assert (ids(sifted.found), sifted.reached) == (found, None), having


@pytest.mark.parametrize("look", [1, 4, 6, 29, 30, 31])
def test_it_ends_where_so_much_was_looked_at_and_says_where(table: SiftingTable, look: int) -> None:
    places = {entry(n).key.sk: n for n in range(30)}
    given(table, *(entry(n, words=" ferry " if n % 10 == 0 else " tram ") for n in range(30)))
    found: list[int] = []
    next_one = 30
    while next_one:
        span = SPAN._replace(last=entry(next_one - 1).key.sk)
        sifted = table.sift(StoryEntry, span, [Having("words", " ferry")], limit=5, look=look)
        found += ids(sifted.found)
        # What was not looked at comes next; nothing is left out, and nothing looked at twice.
        reached = places[sifted.reached] if sifted.reached else 0
        assert reached == max(0, next_one - look)
        next_one = reached
    assert found == [20, 10, 0]


def test_no_more_is_read_than_it_takes(table: SiftingTable) -> None:
    given(table, *(entry(n) for n in range(100)))
    sifted = table.sift(StoryEntry, SPAN, [Having("words", " tram")], limit=3, look=100)
    assert sifted.found[0].id == "0099"
    assert 3 <= len(sifted.found) <= 12
    assert sifted.reached == sifted.found[-1].key.sk


def test_a_stretch_that_ends_before_it_begins_has_nothing(table: SiftingTable) -> None:
    given(table, entry(1))
    sifted = table.sift(StoryEntry, Span(SPAN.pk, "b", "a"), [], limit=3, look=3)
    assert sifted == ([], None)
