"""The week's cost, and what a very full week does not hide."""

from datetime import UTC, date, datetime, timedelta

import pytest

from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.record import Record
from broadsheet.usecases.desk.calendar import (
    LOOKED_AT,
    SHOWN,
    Week,
    monday_of,
    named,
    planned_week,
)
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.ports import Cause, Put
from tests.builders import make_article
from tests.fakes.table import MemoryTable

EDITH = Principal("edith", frozenset({Role.EDITOR}))
MONDAY = date(2027, 1, 4)
BEGIN = datetime(2027, 1, 4, 6, tzinfo=UTC)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def filled(stories: int, others: int = 0) -> MemoryTable:
    """A week with so many stories that come out, and so much else that is due before."""
    table, records = MemoryTable(), list[Record]()
    for number in range(stories):
        at = BEGIN + timedelta(minutes=10 * number)
        hour = Hour(at=at, local=at.strftime("%Y-%m-%dT%H:%M"), zone="UTC")
        story = make_article(number, status=Status.SCHEDULED, publish_at=hour, published_at=None)
        records += [story, Due(at=at, article_id=story.id, action=DueAction.PUBLISH)]
    for number in range(others):
        at = BEGIN - timedelta(hours=1) + timedelta(seconds=number)
        records.append(Due(at=at, article_id="x", action=DueAction.FORGET_NEWS))
    for n in range(0, len(records), 100):
        table.commit([Put(record) for record in records[n : n + 100]], Cause("test", NOW))
    return table


def pages(table: MemoryTable) -> list[Week]:
    found, cursor = list[Week](), None
    while True:
        week = planned_week(table, EDITH, MONDAY, "UTC", NOW, cursor)
        found.append(week)
        cursor = week.next
        if cursor is None:
            return found


def shown(weeks: list[Week]) -> list[str]:
    return [one.article.id for week in weeks for day in week.days for one in day.planned]


@pytest.mark.parametrize(
    ("stories", "others", "expected"),
    [(0, 0, 1), (3, 0, 1), (SHOWN, 0, 1), (SHOWN + 1, 0, 2), (450, 0, 3), (3, LOOKED_AT, 2)],
)
def test_every_story_of_a_week_is_shown_once_however_many_there_are(
    stories: int, others: int, expected: int
) -> None:
    table = filled(stories, others)
    found = pages(table)
    assert len(found) == expected
    assert shown(found) == [make_article(number).id for number in range(stories)]


def test_a_cursor_of_another_week_is_refused() -> None:
    table = filled(SHOWN + 1)
    cursor = pages(table)[0].next
    assert cursor
    with pytest.raises(Exception, match="not valid"):
        planned_week(table, EDITH, MONDAY + timedelta(days=7), "UTC", NOW, Cursor(cursor))


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 3), date(2020, 12, 28)])
def test_a_week_is_named_as_it_is_asked_for(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    assert monday_of(named(monday), NOW, "UTC") == monday
