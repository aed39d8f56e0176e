"""Many at once: never on moto, whose transactions are not isolated between threads."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.listing import SITE, Listing, listing_key
from broadsheet.domain.shared.replay import Replay
from broadsheet.usecases.shared.ports import (
    Absent,
    AbsentOrExpired,
    ConditionFailed,
    Contended,
    Equals,
    Put,
    Table,
)
from tests.contract.records import CAUSE, article, numbered, replay

THREADS = 40
NOW = 1_000_000
T = TypeVar("T")


def all_at_once(act: Callable[[int], T]) -> list[T]:
    """Run `act` in all threads, none of which begins before the last is ready."""
    ready = threading.Barrier(THREADS)

    def run(number: int) -> T:
        ready.wait()
        return act(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS)))


def winners(act: Callable[[int], None]) -> list[int]:
    """Those whose commit was made."""

    def attempt(number: int) -> bool:
        try:
            act(number)
        except (ConditionFailed, Contended):
            return False
        return True

    return [number for number, won in enumerate(all_at_once(attempt)) if won]


def test_no_two_get_the_same_slot_of_a_listing_that_none_has_used_before(
    exact_table: Table,
) -> None:
    def take(_number: int) -> int | None:
        exact_table.open_listing(SITE, "", CAUSE)
        return exact_table.next_slot(SITE, "", "2026-11", CAUSE)

    assert set(all_at_once(take)) == set(range(1, THREADS + 1))
    listing = exact_table.get(Listing, listing_key(SITE))
    assert listing is not None
    assert listing.months == {"2026-11": THREADS}


def test_of_many_edits_of_one_version_exactly_one_is_made(exact_table: Table) -> None:
    exact_table.commit([Put(article(version=1))], CAUSE)

    def edit(number: int) -> None:
        edited = article(version=2, body=f"by {number}")
        exact_table.commit([Put(edited, Equals("version", 1)), Put(numbered(number))], CAUSE)

    (winner,) = winners(edit)
    stored = exact_table.get(Article, article().key)
    assert stored is not None
    assert stored.content.body == f"by {winner}"
    keys = [numbered(number).key for number in range(THREADS)]
    assert list(exact_table.get_many(type(numbered(0)), keys)) == [keys[winner]]


def test_of_many_that_claim_one_address_exactly_one_has_it(exact_table: Table) -> None:
    def claim(number: int) -> None:
        exact_table.commit([Put(article(body=f"{number}"), Absent())], CAUSE)

    (winner,) = winners(claim)
    stored = exact_table.get(Article, article().key)
    assert stored is not None
    assert stored.content.body == f"{winner}"


def test_of_many_answers_under_one_expired_key_exactly_one_is_kept(exact_table: Table) -> None:
    exact_table.commit([Put(replay("k", "forgotten", expires_at=NOW))], CAUSE)

    def answer(number: int) -> None:
        exact_table.commit([Put(replay("k", f"{number}"), AbsentOrExpired(NOW))], CAUSE)

    (winner,) = winners(answer)
    stored = exact_table.get(Replay, replay("k", "").key)
    assert stored is not None
    assert stored.receipt == {"answer": f"{winner}"}


def test_records_that_are_always_written_together_never_disagree(exact_table: Table) -> None:
    def write_both(number: int) -> None:
        body = f"{number}"
        writes = [Put(article(body=body, article_id=i)) for i in ("first", "second")]
        # Half of them the other way round: that is where deadlocks and lost halves would be.
        exact_table.commit(writes[:: 1 if number % 2 else -1], CAUSE)

    made = winners(write_both)
    assert made
    keys = [article(article_id=i).key for i in ("first", "second")]
    first, second = exact_table.get_many(Article, keys).values()
    assert first.content.body == second.content.body
    assert int(first.content.body) in made
