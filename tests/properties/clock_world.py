"""A newsroom around an hour at which clocks change, and what its clock function must have done."""

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, Hour, Revision
from broadsheet.domain.articles.due import BREAKING_LASTS, DUE_PK, NEWS_LASTS, Due
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import BreakingEntry, NewsEntry
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import ANY_VERSION, Request
from broadsheet.usecases.shared.ports import Cause, Write
from broadsheet.usecases.shared.services import Services
from tests.builders import own_sections
from tests.fakes.table import MemoryTable, StoppedClock, no_pause

EDITOR = Principal("edith", frozenset({Role.EDITOR}))
CLOCK = Principal("clock", frozenset())
TALLY = {"schedules": 0, "refused hours": 0, "done": 0, "disturbances": 0}
CHANGES = (
    ("Europe/Berlin", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, 0, tzinfo=UTC)),
    # Half an hour forward, and a day that never was (tz database, `australasia`).
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, 0, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 11, 24, 6, 0, tzinfo=UTC)),
)
"""Zones, and a moment at which their clocks change; the last one's never do."""


class Died(Exception):
    """The function was killed."""


class DisturbedTable(MemoryTable):
    """A table to which something happens before the next write, and perhaps something after."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[Callable[[], object]] = []
        self.dies_after = False

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        if self.before:
            self.before.pop()()
        dies, self.dies_after = self.dies_after, False
        super().commit(writes, cause)
        if dies:
            raise Died


class Appointed(NamedTuple):
    """What the clock has to do with an article, as the test keeps book of it."""

    begin: Hour | None = None
    end: Hour | None = None


@functools.cache
def shown(zone: str, around: datetime) -> dict[str, list[datetime]]:
    """What the clocks of the zone show, minute by minute, and when: by looking at them."""
    found: dict[str, list[datetime]] = {}
    for minute in range(-72 * 60, 72 * 60):
        moment = around + timedelta(minutes=minute)
        local = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
        found.setdefault(local, []).append(moment)
    return found


class ClockWorld:
    """The newsroom; `appointed` is what is still to be done, `expected` what was, in its order."""

    def __init__(self, change: tuple[str, datetime], hours_before: int) -> None:
        self.zone, self.changes_at = change
        self.table = DisturbedTable()
        self.clock = StoppedClock(self.changes_at - timedelta(hours=hours_before))
        numbers = count(1)
        self.newsroom = Services(
            table=self.table,
            markup=CommonMark(),
            clock=self.clock,
            ids=lambda: f"00000000-0000-7000-8000-{next(numbers):012}",
            time_zone=self.zone,
            pause=no_pause,
            own_sections=own_sections,
        )
        self.appointed: dict[str, Appointed] = {}
        self.expected: list[tuple[str, str]] = []

    def request(self, who: Principal = EDITOR) -> Request:
        """Somebody's request, meant for whatever version is the newest."""
        return Request(id="r", who=who, if_match=ANY_VERSION)

    def articles(self) -> list[Article]:
        """All of them, in any state."""
        records = self.table.records.values()
        return sorted((r for r in records if isinstance(r, Article)), key=lambda a: a.id)

    def article(self, article_id: str) -> Article:
        """The one with this id."""
        return next(a for a in self.articles() if a.id == article_id)

    def minutes(self) -> int:
        """How long ago clocks changed; negative if they have yet to."""
        return (self.clock.now - self.changes_at) // timedelta(minutes=1)

    def hour(self, minutes: int, which: int) -> Hour | None:
        """So long after the change on an unchanged clock, asked for as people do.

        None where the hour does not exist; the first or the second one where it exists twice.
        """
        before = (self.changes_at - timedelta(minutes=1)).astimezone(ZoneInfo(self.zone))
        wall = before.replace(tzinfo=None) + timedelta(minutes=1 + minutes)
        local = wall.strftime("%Y-%m-%dT%H:%M")
        moments = shown(self.zone, self.changes_at).get(local, [])
        if len(moments) == 1:
            assert hour_at(local, self.zone, "") == Hour(moments[0], local, self.zone)
            return Hour(moments[0], local, self.zone)
        TALLY["refused hours"] += 1
        with pytest.raises(Invalid) as refused:
            hour_at(local, self.zone, "")
        (error,) = refused.value.errors
        if not moments:
            assert error.code == "nonexistent_time"
            return None
        assert error.code == "ambiguous_time"
        zone = ZoneInfo(self.zone)
        both = [m.astimezone(zone).isoformat(timespec="minutes") for m in moments]
        assert all(answer in error.detail for answer in both)
        found = hour_at(both[which], self.zone, "")
        assert found == Hour(moments[which], local, self.zone)
        return found

    def submit(self, *, breaking: bool, embargo: Hour | None = None) -> str:
        """A draft. Raises Invalid for an embargo until an hour that is twice."""
        until = {"local": embargo.local, "zone": embargo.zone} if embargo else None
        sent = _submission(breaking=breaking, embargo=until)
        made = submit_article(self.newsroom, self.request(), sent)
        self.appointed[made.id] = Appointed()
        return made.id

    def edit(self, article_id: str, *, breaking: bool) -> None:
        """Other words, at another address."""
        sent = _submission(breaking=breaking, slug=f"slug-{len(self.table.stream)}")
        replace_article(self.newsroom, self.request(), article_id, sent)

    def schedule(self, article_id: str, hours: Appointed) -> None:
        """Appoint the clock. Raises Invalid."""
        schedule_article(self.newsroom, self.request(), article_id, *hours)
        self.appointed[article_id] = hours
        TALLY["schedules"] += 1

    def call_off(self, article_id: str) -> None:
        """Leave it to people again."""
        unschedule_article(self.newsroom, self.request(), article_id)
        self.appointed[article_id] = Appointed()

    def tick(self) -> None:
        """The clock's minute, undisturbed."""
        while publish_due(self.newsroom, self.request(CLOCK)):
            pass

    def dues(self) -> list[Due]:
        """What is written down for the clock."""
        return [r for k, r in self.table.records.items() if k.pk == DUE_PK and isinstance(r, Due)]

    def is_due(self) -> bool:
        """Whether the clock has something to do now."""
        return any(due.at <= self.clock.now for due in self.dues())

    def done_by_the_clock(self) -> list[Revision]:
        """What it published and unpublished, each article's in order."""
        records = self.table.records.values()
        found = [r for r in records if isinstance(r, Revision) and r.by == CLOCK.name]
        found = [r for r in found if r.action in ("publish", "unpublish")]
        return sorted(found, key=lambda r: (r.article_id, r.version))

    def nothing_was_done_early_or_again(self) -> None:
        """What the clock did since the last look was appointed, and is crossed off."""
        seen = Counter(self.expected)
        for done in self.done_by_the_clock():
            case = (done.article_id, str(done.action))
            if seen[case]:
                seen[case] -= 1
                continue
            hours, publishes = self.appointed[done.article_id], done.action == "publish"
            hour = hours.begin if publishes else hours.end
            assert hour, f"{done.action} was not appointed, or was done already"
            assert hour.at <= done.at <= self.clock.now, "too early"
            assert publishes or not hours.begin, "the end came before the beginning"
            crossed = hours._replace(begin=None) if publishes else hours._replace(end=None)
            self.appointed[done.article_id] = crossed
            self.expected.append(case)
        assert not +seen, "what was done is not in the trail any more"

    def everything_due_was_done_once(self) -> None:
        """After a tick: what was appointed by now, and nothing else."""
        self.nothing_was_done_early_or_again()
        now = self.clock.now
        left = [hour.at for hours in self.appointed.values() for hour in hours if hour]
        assert all(at > now for at in left), "what was appointed was not done"
        assert not self.is_due(), "something is due and was not done"
        self._articles_are_as_appointed()
        self._labels_lapse(now)

    def _articles_are_as_appointed(self) -> None:
        for article in self.articles():
            hours = self.appointed[article.id]
            assert (article.publish_at, article.unpublish_at) == hours
            assert (article.status is Status.SCHEDULED) == (hours.begin is not None)

    def _labels_lapse(self, now: datetime) -> None:
        records = self.table.records.values()
        public = {a.id: a for a in self.articles() if a.is_public}
        news = {r.card.id for r in records if isinstance(r, NewsEntry)}
        assert news == {i for i, a in public.items() if _age(a, now) < NEWS_LASTS}
        breaking = {r.card.id for r in records if isinstance(r, BreakingEntry)}
        assert breaking == {i for i, a in public.items() if a.content.breaking}
        for article_id in breaking:
            until = public[article_id].breaking_until
            assert until
            assert now < until <= now + BREAKING_LASTS


def _submission(**fields: object) -> SubmittedArticle:
    base = {"title": "T", "body": "B", "section": "News", "byline": [{"name": "Ada"}]}
    return article_from_fields({**base, **fields})


def _age(article: Article, now: datetime) -> timedelta:
    assert article.published_at
    return now - article.published_at
