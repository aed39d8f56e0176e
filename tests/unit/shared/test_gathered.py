"""Reads of many, made together, tell each what it would have been told alone."""

import threading
from collections.abc import Mapping
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.threads import THREADS, KeptThreads
from broadsheet.domain.articles.article import ArticleLink
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.gathered import answers, asked, read_ahead
from broadsheet.usecases.shared.ports import MOST_KEYS, Put, R, Reads, Remove, Span
from broadsheet.usecases.shared.read_together import ReadTogether
from broadsheet.usecases.shared.stretches import Query
from tests.contract.records import CAUSE, numbered
from tests.fakes.table import MemoryTable


class Counting(MemoryTable):
    """Keeps what is called; what is at a `bad` key cannot be read."""

    def __init__(self, *numbers: int) -> None:
        super().__init__()
        self.calls: list[str] = []
        self.bad: set[Key] = set()
        self.refuses = False
        for number in numbers:
            self.commit([Put(numbered(number))], CAUSE)

    def get(self, kind: type[R], key: Key) -> R | None:
        if key in self.bad:
            raise msgspec.ValidationError(key.sk)
        return super().get(kind, key)

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        self.calls.append(f"{len(wanted)} keys")
        if self.refuses:
            raise TimeoutError
        if bad := self.bad & wanted.keys():
            raise msgspec.ValidationError(str(bad))
        return super().get_all(wanted)

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        self.calls.append(f"query of {limit}")
        if any(key.pk == span.pk for key in self.bad):
            raise ValueError(span.pk)
        return super().query(kind, span, limit=limit, newest_first=newest_first)


def link(number: int) -> Any:
    return lambda reads: reads.get(ArticleLink, numbered(number).key)


def newest(limit: int, last: str = "~") -> Any:
    return lambda reads: reads.query(
        ArticleLink, Span("LINK#t", last=last), limit=limit, newest_first=True
    )


def test_keys_of_all_are_read_in_one_call_each_once_whether_there_is_anything() -> None:
    table = Counting(1, 2)
    found = answers(table, {"a": link(1), "b": link(2), "c": link(3), "d": link(1)})
    assert found == {"a": numbered(1), "b": numbered(2), "c": None, "d": numbered(1)}
    assert table.calls == ["3 keys"]


def test_the_same_questions_once_more_are_answered_with_one_call_and_by_what_is_there_now() -> None:
    def chain(reads: Reads) -> tuple[Any, Any]:
        first = link(1)(reads)
        return first, link(2)(reads) if first else None

    table = Counting(1, 2)
    asked_for: dict[str, dict[Key, type[Record]]] = {}
    assert answers(table, {"a": chain, "b": link(3)}, asked_for)["a"] == (numbered(1), numbered(2))
    assert table.calls == ["2 keys"], "and one by itself"
    table.calls.clear()
    table.commit([Remove(numbered(1).key), Put(numbered(3))], CAUSE)
    again = answers(table, {"a": chain, "b": link(3)}, asked_for)
    assert again == {"a": (None, None), "b": numbered(3)}
    assert table.calls == ["3 keys"]
    assert asked_for["a"].keys() == {numbered(1).key}, "what is not asked for any more is not read"


def test_what_is_known_beforehand_to_be_asked_for_is_read_in_one_call() -> None:
    table = Counting(1, 2)
    reads = ReadTogether(table, dict.fromkeys((numbered(1).key, numbered(3).key), ArticleLink))
    assert [link(n)(reads) for n in (1, 2, 3)] == [numbered(1), numbered(2), None]
    assert table.calls == ["2 keys"]
    table.commit([Remove(numbered(1).key), Remove(numbered(2).key)], CAUSE)
    assert [link(n)(reads) for n in (1, 2)] == [numbered(1), None]


def test_several_that_were_read_beforehand_are_not_read_again_and_others_are() -> None:
    table = Counting(1, 2)
    reads = ReadTogether(table, dict.fromkeys((numbered(1).key, numbered(3).key), ArticleLink))
    table.commit([Put(numbered(3))], CAUSE)
    assert reads.get_many(ArticleLink, [numbered(3).key, numbered(1).key]) == {
        numbered(1).key: numbered(1)
    }, "what came since is not seen"
    both = [numbered(1).key, numbered(2).key]
    assert reads.get_many(ArticleLink, both).keys() == set(both)


def test_more_keys_than_one_call_takes_are_read_in_several() -> None:
    table = Counting()
    answers(table, {n: link(n) for n in range(MOST_KEYS + 2)})
    assert table.calls == ["100 keys", "2 keys"]


def test_what_depends_on_what_was_read_is_asked_for_in_the_next_round() -> None:
    def two(reads: Reads) -> tuple[Any, Any]:
        first = reads.get(ArticleLink, numbered(1).key)
        return first, reads.get(ArticleLink, numbered(2).key) if first else None

    table = Counting(1, 2)
    found = answers(table, {"two": two, "three": link(3)})
    assert found["two"] == (numbered(1), numbered(2))
    assert table.calls == ["2 keys"], "and one by itself"


def test_what_is_said_beforehand_is_read_in_one_round() -> None:
    keys = {numbered(n).key: ArticleLink for n in (1, 2, 3)}

    def three(reads: Reads) -> list[Any]:
        read_ahead(reads, keys)
        return [reads.get(ArticleLink, key) for key in keys]

    table = Counting(1, 3)
    assert answers(table, {"": three})[""] == [numbered(1), None, numbered(3)]
    assert table.calls == ["3 keys"]
    assert three(table) == [numbered(1), None, numbered(3)], "others read as they always did"


def test_a_stretch_that_was_read_answers_who_asks_for_less_of_it() -> None:
    table = Counting(*range(9))

    def less(reads: Reads) -> Any:
        return [newest(5)(reads), newest(3)(reads), newest(2, last="000007")(reads)]

    assert [len(found) for found in answers(table, {"": less})[""]] == [5, 3, 2]  # type: ignore[union-attr]
    assert table.calls == ["query of 5"]


def test_those_who_look_back_from_places_near_each_other_share_a_query() -> None:
    table = Counting()
    table.commit([Put(ArticleLink(target_id="t", source_id=f"may#{n}")) for n in range(9)], CAUSE)
    asked = {str(n): newest(2, last=f"may#{n}") for n in (3, 4, 6)}
    found: Any = answers(table, asked | {"june": newest(1, last="june#1")})
    assert {name: [int(one.source_id[-1]) for one in ones] for name, ones in found.items()} == {
        "3": [3, 2],
        "4": [4, 3],
        "6": [6, 5],
        "june": [],
    }
    assert table.calls == ["query of 6", "query of 1"]


def test_what_cannot_be_read_costs_who_asked_for_it_and_no_other() -> None:
    table = Counting(1, 2)
    table.bad = {numbered(2).key._replace(pk="LINK#bad"), numbered(2).key}

    def of_bad(reads: Reads) -> Any:
        return reads.query(ArticleLink, Span("LINK#bad"), limit=1)

    found = answers(table, {"good": link(1), "bad": link(2), "query": of_bad})
    assert found["good"] == numbered(1)
    assert isinstance(found["bad"], msgspec.ValidationError)
    assert isinstance(found["query"], ValueError)


def test_a_call_that_is_refused_is_not_made_again_for_each_of_its_keys() -> None:
    table = Counting(1, 2)
    table.refuses = True
    found = answers(table, {"a": link(1), "b": link(2)})
    assert all(isinstance(error, TimeoutError) for error in found.values())
    assert table.calls == ["2 keys"]


NUMBERS = st.integers(0, 12)
QUERIES = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 6), st.booleans()), max_size=12)


@given(st.sets(NUMBERS), QUERIES)
def test_every_query_finds_what_it_would_find_in_the_table(
    there: set[int], queries: list[tuple[int, int, int, bool]]
) -> None:
    table = Counting(*there)

    def ask(query: tuple[int, int, int, bool]) -> Any:
        first, last, limit, newest_first = query
        span = Span("LINK#t", f"{first:06}", f"{last:06}~" if last % 2 else "~")
        return lambda reads: reads.query(ArticleLink, span, limit=limit, newest_first=newest_first)

    questions = dict(enumerate(map(ask, queries)))

    def one_after_the_other(reads: Reads) -> list[Any]:
        return [question(reads) for question in questions.values()]

    expected = {number: question(table) for number, question in questions.items()}
    assert answers(table, questions) == expected
    assert answers(table, {"": one_after_the_other})[""] == list(expected.values())


class Meeting(Counting):
    """Answers a query only while so many others are being asked."""

    def __init__(self, parties: int) -> None:
        super().__init__(1, 2)
        self._all = threading.Barrier(parties, timeout=30)

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        self._all.wait()
        return super().query(kind, span, limit=limit, newest_first=newest_first)


def test_partitions_are_read_at_the_same_time() -> None:
    table = Meeting(THREADS)
    questions = {
        n: (lambda reads, n=n: reads.query(ArticleLink, Span(f"LINK#{n}"), limit=n))
        for n in range(1, THREADS + 1)
    }
    found = answers(table, questions, at_once=KeptThreads())
    assert found == {number: [] for number in questions}


def test_of_one_partition_what_reaches_furthest_still_answers_the_others() -> None:
    table = Counting(1, 2, 3)
    found = answers(table, {"a": newest(2), "b": newest(9)}, at_once=KeptThreads())
    assert [len(records) for records in found.values() if isinstance(records, list)] == [2, 3]
    assert table.calls == ["query of 9"]


def test_queries_that_are_asked_ahead_are_made_with_each_other_and_with_keys() -> None:
    rounds: list[int] = []

    def at_once(work: Any, things: Any) -> Any:
        rounds.append(len(things))
        return map(work, things)

    queries = [Query(ArticleLink, Span(f"LINK#{name}"), 5, newest_first=True) for name in "tuv"]

    def ask(reads: Reads) -> Any:
        read_ahead(reads, {numbered(1).key: ArticleLink}, queries)
        return [*(asked(reads, query) for query in queries), reads.get_many(ArticleLink, [])]

    table = Counting(1)
    assert answers(table, {"a": ask}, at_once=at_once)["a"] == [[numbered(1)], [], [], {}]
    assert [n for n in rounds if n] == [4]


def test_each_answer_is_told_before_those_that_wait_for_more() -> None:
    table, told = Counting(1, 2), list[str]()

    def slow(reads: Reads) -> Any:
        newest(1)(reads)
        return reads.get(ArticleLink, numbered(2).key)

    questions = {"slow": slow, "quick": newest(1)}
    answers(table, questions, told=lambda name, _answer: told.append(name))
    assert told == ["quick", "slow"]
