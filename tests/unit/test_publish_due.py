"""The clock."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.domain.due import Due, DueAction
from broadsheet.domain.listing import NewsEntry
from broadsheet.domain.principal import Principal
from broadsheet.domain.record import Key
from broadsheet.usecases.newsroom import Newsroom, Request
from broadsheet.usecases.ports import Cause, Put, Write
from broadsheet.usecases.publish_due import publish_due
from tests.builders import make_card, make_id
from tests.fakes.table import MemoryTable, StoppedClock, no_pause
from tests.properties.newsroom_machine import World

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCK = Request(id="tick", who=Principal("clock", frozenset()))


class Poisoned(MemoryTable):
    """A table in which one due item cannot be done."""

    def get(self, kind: type, key: Key):  # type: ignore[no-untyped-def]
        if key.pk == f"ARTICLE#{make_id(1)}":
            raise RuntimeError("poisoned")
        return super().get(kind, key)


def newsroom(table: MemoryTable) -> Newsroom:
    world = World()
    clock = StoppedClock(NOON)
    return Newsroom(
        table=table, markup=world.newsroom.markup, clock=clock, ids=lambda: "", pause=no_pause
    )


def test_an_item_that_cannot_be_done_does_not_hold_up_the_others() -> None:
    table = Poisoned()
    poison = Due(at=NOON, article_id=make_id(1), action=DueAction.LAPSE_BREAKING)
    card = make_card(2, published_at=NOON - timedelta(days=2))
    forget = Due(at=NOON, article_id=card.id, action=DueAction.FORGET_NEWS)
    writes: list[Write] = [Put(poison), Put(forget), Put(NewsEntry(card=card))]
    table.commit(writes, Cause("seed", NOON))
    with pytest.raises(RuntimeError, match="poisoned"):
        publish_due(newsroom(table), CLOCK)
    assert set(table.records) == {poison.key}
