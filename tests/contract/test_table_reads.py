"""What readers of the table may rely on, on every engine."""

from typing import cast

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.domain.articles.article import Article, ArticleLink, article_key
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import AllRecords, Put, Remove, Span, Table
from tests.contract.records import CAUSE, article, bare, full, longer, numbered, samples

KB = 1024


def given(table: Table, *records: Record) -> None:
    for start in range(0, len(records), 10):
        table.commit([Put(record) for record in records[start : start + 10]], CAUSE)


def numbers(found: list[ArticleLink]) -> list[int]:
    return [int(link.source_id[:6]) for link in found]


def test_what_is_not_there_is_none(table: Table) -> None:
    assert table.get(Article, article_key("nobody")) is None


@pytest.mark.parametrize("record", samples(), ids=lambda r: type(r).__name__)
def test_every_record_comes_back_as_it_was_written(table: Table, record: Record) -> None:
    given(table, record)
    kind = type(record)
    assert table.get(kind, record.key) == record
    assert table.get_many(kind, [record.key]) == {record.key: record}
    assert table.query(kind, Span(record.key.pk, record.key.sk, record.key.sk), limit=1) == [record]


def test_samples_cover_every_type_of_record() -> None:
    assert {type(record) for record in samples()} == set(RECORDS)
    assert {type(record) for record in samples()} == set(Record.__subclasses__())


def test_a_record_that_was_replaced_has_nothing_left_of_the_one_before(table: Table) -> None:
    before, after = full(Article), bare(Article)
    after = type(after)(**{f: getattr(after, f) for f in after.__struct_fields__} | {"id": "a"})
    before = type(before)(**{f: getattr(before, f) for f in before.__struct_fields__} | {"id": "a"})
    given(table, before)
    given(table, after)
    assert table.get(Article, article_key("a")) == after


def test_a_scan_finds_every_record_once_from_however_many_places_it_reads(table: Table) -> None:
    written = [numbered(n, f"t{n % 40}") for n in range(100)]
    given(table, *written)
    found = [record.key for record in cast("AllRecords", table).scan()]
    assert sorted(found) == sorted(record.key for record in written)


def test_a_removed_record_is_gone_for_every_read(table: Table) -> None:
    link = numbered(1)
    given(table, link)
    table.commit([Remove(link.key)], CAUSE)
    assert table.get(ArticleLink, link.key) is None
    assert table.get_many(ArticleLink, [link.key]) == {}
    assert table.query(ArticleLink, Span("LINK#t"), limit=10) == []


def test_many_are_read_by_key_whichever_of_them_exist(table: Table) -> None:
    given(table, *(numbered(n) for n in range(0, 100, 2)))
    keys = [numbered(n).key for n in range(100)]
    found = table.get_many(ArticleLink, keys)
    assert found == {numbered(n).key: numbered(n) for n in range(0, 100, 2)}


def test_a_key_that_is_asked_for_twice_is_answered_once(table: Table) -> None:
    given(table, numbered(1))
    key = numbered(1).key
    assert table.get_many(ArticleLink, [key, Key("LINK#t", "x"), key]) == {key: numbered(1)}


def test_no_keys_are_no_records(table: Table) -> None:
    assert table.get_many(ArticleLink, []) == {}


def test_records_of_several_kinds_are_read_together(table: Table) -> None:
    one, other = article(article_id="a"), numbered(1)
    given(table, one, other)
    wanted: dict[Key, type[Record]] = {one.key: Article, other.key: ArticleLink}
    wanted[article_key("nobody")] = Article
    assert table.get_all(wanted) == {one.key: one, other.key: other}
    assert table.get_all({}) == {}


def test_no_more_than_a_hundred_are_read_together(table: Table) -> None:
    wanted = {numbered(n).key: ArticleLink for n in range(101)}
    with pytest.raises((ClientError, AssertionError), match="BatchGetItem"):
        table.get_all(wanted)


def test_many_large_records_are_all_read_though_one_answer_cannot_hold_them(table: Table) -> None:
    # BatchGetItem answers with at most 16 MB.
    large = [longer(article(article_id=f"a{n}"), 350 * KB) for n in range(50)]
    given(table, *large)
    found = table.get_many(Article, [a.key for a in large])
    assert found == {a.key: a for a in large}


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_query_reads_on_past_the_megabyte_that_one_answer_holds(
    table: Table, newest_first: bool
) -> None:
    # Keys are at most 1 KB: what makes the partition large are articles under one key each.
    thick = [full_revision(n) for n in range(30)]
    given(table, *thick)
    kind = type(thick[0])
    expected = thick[::-1] if newest_first else thick
    span = Span("ARTICLE#a", "REVISION#", "REVISION#~")
    for limit in (29, 30, 31, 1_000_000):
        found = table.query(kind, span, limit=limit, newest_first=newest_first)
        assert found == expected[:limit]


def full_revision(number: int) -> Record:
    from broadsheet.domain.articles.article import Revision  # noqa: PLC0415 - beside its only use

    large = longer(article(), 100 * KB)
    return Revision(
        article_id="a",
        version=number,
        status=large.status,
        action="submit",
        content=large.content,
        at=large.modified_at,
        by="ada",
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (" ", "~", [1, 2, 3, 4, 5]),
        ("000002", "000004", [2, 3, 4]),
        ("000002", "000002", [2]),
        ("0000025", "000004", [3, 4]),
        ("000002", "000003~", [2, 3]),
        ("000006", "~", []),
        ("000004", "000002", []),
    ],
)
def test_a_span_has_both_its_ends_and_nothing_outside(
    table: Table, first: str, last: str, expected: list[int]
) -> None:
    given(table, *(numbered(n) for n in (3, 1, 5, 2, 4)), numbered(3, pk="another"))
    span = Span("LINK#t", first, last)
    assert numbers(table.query(ArticleLink, span, limit=100)) == expected
    backwards = table.query(ArticleLink, span, limit=100, newest_first=True)
    assert numbers(backwards) == expected[::-1]


@pytest.mark.parametrize(("limit", "expected"), [(0, []), (1, [1]), (3, [1, 2, 3]), (9, [1, 2, 3])])
def test_a_query_has_no_more_than_its_limit(table: Table, limit: int, expected: list[int]) -> None:
    given(table, *(numbered(n) for n in (3, 2, 1)))
    assert numbers(table.query(ArticleLink, Span("LINK#t"), limit=limit)) == expected


def test_a_limit_counts_from_the_end_when_the_newest_come_first(table: Table) -> None:
    given(table, *(numbered(n) for n in range(5)))
    found = table.query(ArticleLink, Span("LINK#t"), limit=2, newest_first=True)
    assert numbers(found) == [4, 3]
