"""The week as it is planned: what comes out and what goes, by days of the newsroom's clock."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.due import DUE_PK, Due, DueAction
from broadsheet.domain.articles.rights import may_see
from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.paging import Cursor, cursor_of, rest
from broadsheet.usecases.shared.ports import Reads, Span

LOOKED_AT, SHOWN = 1000, 200
"""Due items of a week that are looked at on one page, and those of stories that are shown."""
_BATCH = 100
_OF_STORIES = (DueAction.PUBLISH, DueAction.UNPUBLISH)
LAST_WEEK = date(2999, 12, 1)


class Planned(msgspec.Struct, frozen=True):
    """At `at` (on the newsroom's clock) the story comes out, or goes; `is_late`: it should have."""

    at: datetime
    action: DueAction
    article: Article
    is_late: bool


class Day(msgspec.Struct, frozen=True):
    """A day of the week, and what is planned for it in the order of time.

    `shift` is by how much clocks are put forward that day; less than nothing: back.
    """

    day: date
    noon: datetime
    """Of that day, on the newsroom's clock."""
    planned: tuple[Planned, ...]
    shift: timedelta


class Week(msgspec.Struct, frozen=True):
    """Seven days from a Monday on, and where what is left of a very full week begins."""

    monday: date
    days: tuple[Day, ...]
    next: Cursor | None


def monday_of(week: str | None, now: datetime, zone: str) -> date:
    """The Monday of a week such as `2026-W48`, or of this one. Raises Malformed."""
    if week is None:
        today = now.astimezone(ZoneInfo(zone)).date()
        return today - timedelta(days=today.weekday())
    try:
        year, _, number = week.partition("-W")
        if len(year) == 4 and len(number) == 2:
            monday = date.fromisocalendar(int(year), int(number), 1)
            if date(1900, 1, 1) <= monday < LAST_WEEK:
                return monday
    except ValueError:
        pass
    raise Malformed([FieldError("?week", "bad_week", sentence("must be a week like 2026-W48"))])


def named(monday: date) -> str:
    """The week of a Monday, as it is asked for."""
    year, number, _ = monday.isocalendar()
    return f"{year:04}-W{number:02}"


def planned_week(
    reads: Reads, who: Principal, monday: date, zone: str, now: datetime, cursor: Cursor | None
) -> Week:
    """What of it `who` may see. Raises Forbidden and Malformed.

    It is one query of a stretch of the due items, which are there until they are done: its cost
    grows with what is planned for the week, up to what is looked at on one page.
    """
    who.must_be_author(Scope.ARTICLES_PUBLISH)
    begin, end = (_midnight(monday + timedelta(days=n), zone) for n in (0, 7))
    week = Span(DUE_PK, stamp(begin), f"{stamp(end - timedelta(milliseconds=1))}~")
    found = reads.query(Due, rest(week, cursor), limit=LOOKED_AT)
    ours = [due for due in found if due.action in _OF_STORIES]
    after = _where_it_goes_on(found, ours)
    planned = _planned(reads, who, ours[:SHOWN], zone, now)
    days = tuple(_day(monday + timedelta(days=n), planned, zone) for n in range(7))
    return Week(monday, days, cursor_of(week, after.key.sk) if after else None)


def _where_it_goes_on(found: Sequence[Due], ours: Sequence[Due]) -> Due | None:
    if len(ours) > SHOWN:
        return ours[SHOWN - 1]
    return found[-1] if len(found) == LOOKED_AT else None


def _planned(
    reads: Reads, who: Principal, due: Sequence[Due], zone: str, now: datetime
) -> list[Planned]:
    articles: dict[str, Article] = {}
    ids = list(dict.fromkeys(one.article_id for one in due))
    for n in range(0, len(ids), _BATCH):
        keys = [article_key(one) for one in ids[n : n + _BATCH]]
        articles |= {a.id: a for a in reads.get_many(Article, keys).values()}
    return [
        Planned(one.at.astimezone(ZoneInfo(zone)), one.action, article, one.at <= now)
        for one in due
        if (article := articles.get(one.article_id)) is not None
        and may_see(who, article)
        and _is_meant(article, one)
    ]


def _is_meant(article: Article, due: Due) -> bool:
    """Whether the story still has that hour: an item of an hour that was moved does nothing."""
    publishes = due.action is DueAction.PUBLISH
    hour = article.publish_at if publishes else article.unpublish_at
    return hour is not None and hour.at == due.at


def _day(day: date, planned: Iterable[Planned], zone: str) -> Day:
    begin, end = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
    shift = timedelta(days=1) - (end - begin)
    noon = datetime.combine(day, time(12), ZoneInfo(zone))
    return Day(day, noon, tuple(one for one in planned if one.at.date() == day), shift)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
