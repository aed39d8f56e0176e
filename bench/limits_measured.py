"""What a comment in a storm and a publish take, measured: calls, units by partition, items."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from bench.archive import archive, article_id, newsroom, request, submission
from bench.storm import Phase, send, works_with
from bench.storm_press import ThreadedTable, Works
from broadsheet.adapters.clock import new_id
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.comments.place_comments import BATCH as PLACED

COMMENTS, PUBLISHES = 10 * PLACED, 20


@dataclass(frozen=True)
class Taken:
    """What one takes on average, of each call and of each family of partitions."""

    calls: dict[str, float]
    written: dict[str, float]
    """Write units."""
    read: dict[str, float]
    """Read units."""
    renderings: float
    largest_items: dict[str, int]
    transaction: int
    """Items of the largest transaction."""

    def call(self, *names: str) -> float:
        """How many of these calls."""
        return sum(self.calls.get(name, 0) for name in names)

    @property
    def all_calls(self) -> float:
        """How many calls of AWS in all."""
        return sum(self.calls.values())


class Measured(NamedTuple):
    """A comment on one story in a storm, and a story that is published."""

    comment: Taken
    publish: Taken


def measured() -> Measured:
    """Both, in memory, one thing after the other: the same figures on every machine."""
    return Measured(_comment(), _publish())


def _comment() -> Taken:
    works = works_with(0)
    phase = Phase("storm", COMMENTS, 0)
    works.meter.clear()
    for number in range(COMMENTS):
        send(works, phase, number)
        if number % PLACED == PLACED - 1:
            # The stream's batch folds them: one rendering for all.
            works.settle()
    if len(phase.accepted) != COMMENTS:
        raise RuntimeError(f"refused: {phase.refused}")
    return _taken(works, COMMENTS)


def _publish() -> Taken:
    memory, small = ThreadedTable(), archive(100, 20)
    memory.records, memory._sks = small.records, small._sks
    # In the archive's own month: in a later one each list has another page.
    works = Works(memory, lambda table: newsroom(table, new_id))
    works.settle()
    works.meter.clear()
    works.renderings.clear()
    for number in range(PUBLISHES):
        story = submission(1_000 + number, number, [article_id(50)])
        submit_article(works.newsroom, request(number), story)
        works.settle()
    return _taken(works, PUBLISHES)


def _taken(works: Works, number: int) -> Taken:
    meter = works.meter
    return Taken(
        calls={name: calls / number for name, calls in meter.calls.items()},
        written=_by_family(meter.written["partition"], number),
        read=_by_family(meter.read["partition"], number),
        renderings=sum(works.renderings.values()) / number,
        largest_items=dict(meter.largest),
        transaction=meter.largest_transaction,
    )


def _by_family(units: Counter[tuple[str, int]], number: int) -> dict[str, float]:
    found: Counter[str] = Counter()
    for (pk, _second), taken in units.items():
        found[family(pk)] += taken
    return {name: taken / number for name, taken in found.items()}


_SHARED = ("LISTING", "LISTINGS", "TALLY")
"""Families in which the next word says who shares the partition."""


def family(pk: str) -> str:
    """A partition key without the ids in it; a queue of the whole site apart from a story's."""
    name, *rest = pk.split("#")
    if name == "MODERATION":
        return f"{name} of {'one story' if len(rest) > 1 else 'the site'}"
    return f"{name} {rest[0]}" if name in _SHARED else name
