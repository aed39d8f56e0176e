"""What was a draft, public or to come in WordPress is so here, at its hour and in its month."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.life import Status
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.transfer.import_articles import id_of
from operate.import_wordpress import Moved, bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable, StoppedClock
from tests.faults.editions import asked, make_newsroom
from tests.support.wordpress import item, wxr

Bring = Callable[..., Moved]


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def bring(table: MemoryTable, tmp_path: Path) -> Bring:
    def bring(*inside: str, zone: str = "UTC", **wishes: Any) -> Moved:
        path = tmp_path / "wordpress.xml"
        path.write_bytes(wxr(*inside))
        newsroom = replace(make_newsroom(table), time_zone=zone)
        return bring_in_wordpress(make_desk(newsroom), path, **wishes)

    return bring


def got(table: MemoryTable, post_id: int) -> Article:
    article = table.get(Article, article_key(id_of("wordpress old.example", str(post_id))))
    assert article is not None
    return article


def reasons(moved: Moved) -> dict[str, str]:
    told = moved.articles
    return {one.reason: one.detail for one in (*told.left_out, *told.notes)}


def test_a_draft_keeps_the_month_that_it_was_begun_in(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, status="draft"))
    assert got(table, 7).path == "/2024/01/post-7/"
    assert got(table, 7).created_at == datetime(2024, 1, 3, 16, 0, tzinfo=UTC)


def test_an_hour_that_is_to_come_is_told_in_the_newsrooms_zone(
    bring: Bring, table: MemoryTable
) -> None:
    future = item(7, status="future", date_gmt="2031-03-01 08:30:12")
    bring(future, zone="Europe/Berlin")
    hour = got(table, 7).publish_at
    assert hour is not None
    assert (hour.local, hour.zone) == ("2031-03-01T09:30", "Europe/Berlin")
    assert hour.at == datetime(2031, 3, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("status", ["draft", "pending", "private"])
def test_what_was_not_public_is_a_draft(bring: Bring, table: MemoryTable, status: str) -> None:
    moved = bring(item(7, status=status, date_gmt="0000-00-00 00:00:00"))
    assert got(table, 7).status is Status.DRAFT
    assert ("is_draft_now" in reasons(moved)) is (status != "draft")


def test_what_had_a_password_is_a_draft(bring: Bring, table: MemoryTable) -> None:
    assert reasons(bring(item(7, password="secret")))["is_draft_now"] == "password"
    assert got(table, 7).status is Status.DRAFT


def test_what_was_to_come_comes_at_its_hour(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, status="future", date_gmt="2031-03-01 08:30:12"))
    article = got(table, 7)
    hour = article.publish_at
    assert article.status is Status.SCHEDULED
    assert hour is not None
    assert hour.at == datetime(2031, 3, 1, 8, 30, tzinfo=UTC)
    (due,) = (one for one in table.records.values() if isinstance(one, Due))
    assert (due.action, due.at, due.article_id) == (DueAction.PUBLISH, hour.at, article.id)


def test_the_clock_publishes_what_was_to_come(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, status="future", date_gmt="2031-03-01 08:30:12"))
    newsroom = make_newsroom(table)
    assert isinstance(newsroom.clock, StoppedClock)
    newsroom.clock.now = datetime(2031, 3, 1, 8, 30, 40, tzinfo=UTC)
    assert publish_due(newsroom, asked()) == 1
    assert (got(table, 7).status, got(table, 7).path) == (Status.PUBLISHED, "/2031/03/post-7/")


def test_what_missed_its_hour_elsewhere_is_published(bring: Bring, table: MemoryTable) -> None:
    bring(item(7, status="future"))
    assert got(table, 7).status is Status.PUBLISHED


def test_a_date_that_cannot_be_one_publishes_nothing(bring: Bring, table: MemoryTable) -> None:
    moved = bring(item(7, date_gmt="3066-10-14 09:00:00", date="3066-10-14 09:00:00"))
    assert "no_date" in reasons(moved)
    assert got(table, 7).status is Status.DRAFT
