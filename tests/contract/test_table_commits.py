"""What writers of the table may rely on, on every engine."""

import msgspec
import pytest

from broadsheet.adapters.aws.dynamodb.codec import ITEM_BYTES, size_of, to_item
from broadsheet.domain.articles.article import Article, ArticleLink
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Listing, ListingKind, ListingName, listing_key
from broadsheet.domain.shared.errors import TooLarge
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.replay import Replay
from broadsheet.usecases.shared.ports import (
    Absent,
    AbsentOrExpired,
    ConditionFailed,
    Equals,
    Exists,
    Expect,
    Put,
    Remove,
    Span,
    Table,
    Write,
)
from tests.contract.records import CAUSE, article, longer, numbered, replay

NOW = 1_000_000
TAG = ListingName(ListingKind.TAG, "türkiye")
CASES: list[tuple[Expect | None, Record | None, bool]] = [
    (None, None, True),
    (None, article(), True),
    (Absent(), None, True),
    (Absent(), article(), False),
    (Exists(), None, False),
    (Exists(), article(), True),
    (Equals("version", 3), None, False),
    (Equals("version", 3), article(version=3), True),
    (Equals("version", 3), article(version=4), False),
    (Equals("version", 3), article(version=33), False),
    (Equals("created_by", "ada"), article(), True),
    (Equals("created_by", "eve"), article(), False),
    (Equals("status", Status.DRAFT), article(), True),
    (Equals("status", Status.PUBLISHED), article(), False),
    (AbsentOrExpired(NOW), None, True),
    (AbsentOrExpired(NOW), replay("k", "old", NOW - 1), True),
    (AbsentOrExpired(NOW), replay("k", "old", NOW), True),
    (AbsentOrExpired(NOW), replay("k", "old", NOW + 1), False),
]


def successor(record: Record | None) -> Record:
    if isinstance(record, Replay):
        return replay("k", "new")
    return article(version=9)


def keys(table: Table, pk: str = "LINK#t") -> list[str]:
    return [link.source_id for link in table.query(ArticleLink, Span(pk), limit=1000)]


@pytest.mark.parametrize(("expect", "there", "fine"), CASES)
@pytest.mark.parametrize("removing", [False, True])
def test_a_commit_is_made_whole_or_not_at_all_as_each_expectation_is_met(
    table: Table, expect: Expect | None, there: Record | None, fine: bool, removing: bool
) -> None:
    if there:
        table.commit([Put(there)], CAUSE)
    table.commit([Put(numbered(1))], CAUSE)
    new = successor(there)
    guarded: Write = Remove(new.key, expect) if removing else Put(new, expect)
    writes = [Put(numbered(2), Absent()), guarded, Remove(numbered(1).key)]
    if fine:
        table.commit(writes, CAUSE)
        assert table.get(type(new), new.key) == (None if removing else new)
        assert keys(table) == ["000002"]
    else:
        with pytest.raises(ConditionFailed) as caught:
            table.commit(writes, CAUSE)
        assert caught.value.failed == {1}
        assert table.get(type(new), new.key) == there
        assert keys(table) == ["000001"]


def test_every_write_whose_condition_failed_is_named(table: Table) -> None:
    table.commit([Put(numbered(n)) for n in (0, 2)], CAUSE)
    writes: list[Write] = [
        Put(numbered(0), Absent()),
        Put(numbered(1), Absent()),
        Remove(numbered(2).key, Exists()),
        Remove(numbered(3).key, Exists()),
    ]
    with pytest.raises(ConditionFailed) as caught:
        table.commit(writes, CAUSE)
    assert caught.value.failed == {0, 3}
    assert keys(table) == ["000000", "000002"]


def test_a_hundred_writes_are_one_commit(table: Table) -> None:
    table.commit([Put(numbered(n), Absent()) for n in range(100)], CAUSE)
    assert len(keys(table)) == 100
    with pytest.raises(ConditionFailed) as caught:
        table.commit([Remove(numbered(n).key, Exists()) for n in range(1, 101)], CAUSE)
    assert caught.value.failed == {99}
    assert len(keys(table)) == 100


def test_the_same_commit_can_be_made_again_where_it_expects_nothing(table: Table) -> None:
    for _ in range(2):
        table.commit([Put(numbered(1)), Remove(Key("LINK#t", "not there"))], CAUSE)
    assert keys(table) == ["000001"]


def test_a_record_too_large_is_refused_before_anything_is_written(table: Table) -> None:
    large = longer(article(), ITEM_BYTES)
    with pytest.raises(TooLarge):
        table.commit([Put(numbered(1)), Put(large)], CAUSE)
    assert keys(table) == []
    assert table.get(Article, large.key) is None


@pytest.mark.parametrize("text", ["x", "é", "新", "🗞"])
def test_the_largest_record_that_is_let_through_is_taken(exact_table: Table, text: str) -> None:
    spare = ITEM_BYTES - size_of(to_item(article(body=""), CAUSE))
    body = text * (spare // len(text.encode()))
    largest = article(body=body)
    exact_table.commit([Put(largest)], CAUSE)
    assert exact_table.get(Article, largest.key) == largest
    with pytest.raises(TooLarge):
        exact_table.commit([Put(longer(largest, spare % len(text.encode()) + 1))], CAUSE)


def test_the_size_of_nested_values_is_never_underestimated(exact_table: Table) -> None:
    # As many small elements as the estimate allows: lists and maps are where sizes hide.
    def with_slots(number: int) -> Article:
        return msgspec.structs.replace(article(), slots={f"{n:05}": "" for n in range(number)})

    none, one = (size_of(to_item(with_slots(number), CAUSE)) for number in (0, 1))
    most = with_slots((ITEM_BYTES - none) // (one - none))
    exact_table.commit([Put(most)], CAUSE)
    assert exact_table.get(Article, most.key) == most


def test_slots_are_counted_for_each_month_and_each_listing_from_1(table: Table) -> None:
    for listing in (TAG, SITE):
        table.open_listing(listing, "Türkiye", CAUSE)
    taken = [
        table.next_slot(listing, "Türkiye", month, CAUSE)
        for listing in (TAG, SITE)
        for month in ("2026-11", "2026-12", "2026-11", "2026-11")
    ]
    assert taken == [1, 1, 2, 3] * 2


def test_a_listing_that_leads_on_has_no_slots_and_keeps_those_that_it_gave(table: Table) -> None:
    table.open_listing(TAG, "Harbour", CAUSE)
    assert table.next_slot(TAG, "Harbour", "2026-11", CAUSE) == 1
    table.name_listing(TAG, "Harbour", "port", CAUSE)
    assert table.next_slot(TAG, "Harbour", "2026-11", CAUSE) is None
    assert table.get(Listing, listing_key(TAG)) == Listing(
        listing=TAG, title="Harbour", months={"2026-11": 1}, moved_to="port"
    )
    table.name_listing(TAG, "Quay", "", CAUSE)
    assert table.next_slot(TAG, "Harbour", "2026-11", CAUSE) is None
    assert table.next_slot(TAG, "Quay", "2026-11", CAUSE) == 2


def test_a_listing_keeps_the_title_that_it_was_opened_with_and_has_slots_for_no_other(
    table: Table,
) -> None:
    assert table.next_slot(TAG, "Türkiye", "2026-11", CAUSE) is None
    table.open_listing(TAG, "Türkiye", CAUSE)
    table.open_listing(TAG, "Turkiye", CAUSE)
    slots = [
        table.next_slot(TAG, title, month, CAUSE)
        for title, month in (
            *(("Türkiye", "2026-11"), ("TÜRKİYE", "2026-12"), ("Turkiye", "2026-11")),
            ("Türkiye", "2026-12"),
        )
    ]
    assert slots == [1, None, None, 1]
    assert table.get(Listing, listing_key(TAG)) == Listing(
        listing=TAG, title="Türkiye", months={"2026-11": 1, "2026-12": 1}
    )


def test_what_is_tried_again_counts_once_and_another_counts_anew(table: Table) -> None:
    """An answer may be lost after the counter was raised: botocore, or a reader, tries again."""
    counted = [table.count_up("sender#s#1", NOW, by) for by in ("a", "a", "b", "b", "a")]
    assert counted == [1, 1, 2, 2, 3]
    assert table.count_up("sender#t#1", NOW, "a") == 1
