"""The clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, Hour
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import NewsEntry
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.articles.publish_due import BATCH, publish_due
from broadsheet.usecases.articles.schedule_article import schedule_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put, R, Span
from broadsheet.usecases.shared.services import Services
from tests.builders import make_article, make_card, make_id
from tests.fakes.table import MemoryTable, StoppedClock, no_pause
from tests.properties.newsroom_machine import World

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCK = Request(id="tick", who=Principal("clock", frozenset()))


class Poisoned(MemoryTable):
    """A table in which nothing can be done of what is due with articles."""

    def get(self, kind: type, key: Key):  # type: ignore[no-untyped-def]
        if key.pk.startswith("ARTICLE#"):
            raise RuntimeError("poisoned")
        return super().get(kind, key)


def newsroom(table: MemoryTable) -> Services:
    world = World()
    clock = StoppedClock(NOON)
    return Services(
        table=table, markup=world.newsroom.markup, clock=clock, ids=lambda: "", pause=no_pause
    )


@pytest.mark.parametrize("many", [1, 2 * BATCH + 1])
def test_items_that_cannot_be_done_hold_up_none_of_the_others(many: int) -> None:
    table = Poisoned()
    stuck = [
        Due(at=NOON, article_id=make_id(n), action=DueAction.LAPSE_BREAKING)
        for n in range(1, many + 1)
    ]
    card = make_card(many + 1, published_at=NOON - timedelta(days=2))
    forget = Due(at=NOON, article_id=card.id, action=DueAction.FORGET_NEWS)
    for record in (*stuck, forget, NewsEntry(card=card)):
        table.commit([Put(record)], Cause("seed", NOON))
    with pytest.raises(RuntimeError, match="poisoned"):
        publish_due(newsroom(table), CLOCK)
    assert set(table.records) == {one.key for one in stuck}


def test_what_is_left_when_the_time_is_over_is_done_with_the_next_look() -> None:
    table = MemoryTable()
    for n in range(1, BATCH + 3):
        due = Due(at=NOON, article_id=make_id(n), action=DueAction.FORGET_NEWS)
        table.commit([Put(due)], Cause("seed", NOON))
    desk = newsroom(table)
    assert publish_due(desk, CLOCK, has_time=lambda: False) == BATCH
    assert publish_due(desk, CLOCK) == 2


class Meddled(MemoryTable):
    """A table in which something happens between the look at what is due and the look at it."""

    meddle: Callable[[], object] | None = None

    def query(self, kind: type[R], span: Span, **options: Any) -> list[R]:
        found = super().query(kind, span, **options)
        meddle, self.meddle = self.meddle, None
        if meddle:
            meddle()
        return found


def test_an_appointment_that_was_moved_after_the_clock_read_it_is_kept() -> None:
    table = Meddled()
    desk = newsroom(table)
    article = make_article(status=Status.DRAFT, published_at=None, slots={})
    table.commit([Put(article)], Cause("seed", NOON))
    asked = Request(id="r", who=Principal("edith", frozenset({Role.EDITOR})))

    def appoint(minutes: int) -> None:
        at = desk.clock() + timedelta(minutes=minutes)
        schedule_article(desk, asked, article.id, Hour(at, "", "UTC"), None)

    appoint(1)
    desk.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
    table.meddle = lambda: appoint(10)
    publish_due(desk, CLOCK)
    kept = table.get(Article, article.key)
    assert kept
    assert kept.status is Status.SCHEDULED
    assert [k.pk for k in table.records].count("DUE") == 1
    desk.clock.now += timedelta(minutes=10)  # type: ignore[attr-defined]
    assert publish_due(desk, CLOCK) == 1
    published = table.get(Article, article.key)
    assert published
    assert published.is_public
    assert (published.modified_by, published.publish_at) == ("clock", None)
