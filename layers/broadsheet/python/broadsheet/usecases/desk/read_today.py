"""What whoever signs in sees first: the stories of today, what waits, what is late or failed."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.due import DUE_PK, Due
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Card, Entry
from broadsheet.domain.articles.rights import sees_all
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.articles.publish_due import LATE
from broadsheet.usecases.comments.count_waiting import count_waiting
from broadsheet.usecases.desk.list_stories import StoryFilter, list_stories
from broadsheet.usecases.desk.system import Looks, System
from broadsheet.usecases.shared.ports import Sifts, Span

MOST = 100
"""Where counting ends: reading on costs more, and tells nobody more."""
SHOWN = 10
"""Stories of each kind that are shown; all of them are in their list."""


class Late(msgspec.Struct, frozen=True):
    """What should have happened; with the title where the story is among those scheduled."""

    due: Due
    title: str


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the newsroom. Numbers end at MOST, and lists at SHOWN.

    `late`, `comments` and `system` are for editors, and nothing or None for others.
    """

    drafts: Sequence[StoryEntry]
    """The newest of whoever asks, without those that were returned."""
    returned: Sequence[StoryEntry]
    """Those of whoever asks."""
    published: Sequence[Card]
    """Since midnight, the newest first."""
    published_count: int
    in_review: Sequence[StoryEntry]
    """Authors' own, for editors everybody's."""
    in_review_count: int
    scheduled: Sequence[StoryEntry]
    """The same; what comes first is first."""
    scheduled_count: int
    late: Sequence[Late] = ()
    """The latest first."""
    comments: int | None = None
    system: System | None = None


def read_today(reads: Sifts, who: Principal, now: datetime, time_zone: str, look: Looks) -> Today:
    """How it stands now, in as many queries whatever the archive has.

    Raises Forbidden for whoever does not write.
    """
    who.must_be_author(Scope.ARTICLES_PUBLISH)
    # Figures are under way while the table is read.
    told = look(now) if sees_all(who) else None
    published = _published(reads, now, time_zone)
    in_review = _stories(reads, who, StoryFilter(states=(Status.IN_REVIEW,)))
    scheduled = _stories(reads, who, StoryFilter(states=(Status.SCHEDULED,)))
    scheduled.sort(key=lambda one: (one.publish_at.at if one.publish_at else now, one.id))
    today = Today(
        drafts=_stories(reads, who, _UNRETURNED, SHOWN),
        returned=_stories(reads, who, StoryFilter(returned=True, mine=True), SHOWN),
        published=published[:SHOWN],
        published_count=len(published),
        in_review=in_review[:SHOWN],
        in_review_count=len(in_review),
        scheduled=scheduled[:SHOWN],
        scheduled_count=len(scheduled),
    )
    if told is None:
        return today
    late = reads.query(Due, Span(DUE_PK, last=stamp(now - LATE)), limit=SHOWN)
    titles = {one.id: one.title for one in scheduled}
    return msgspec.structs.replace(
        today,
        late=[Late(due, titles.get(due.article_id, "")) for due in late],
        comments=count_waiting(reads) if who.may(Scope.COMMENTS_MODERATE) else None,
        system=told(),
    )


_UNRETURNED = StoryFilter(states=(Status.DRAFT,), mine=True, unreturned=True)


def _stories(
    reads: Sifts, who: Principal, asked: StoryFilter, most: int = MOST
) -> list[StoryEntry]:
    return list_stories(reads, who, asked, most, None).items


def _published(reads: Sifts, now: datetime, time_zone: str) -> list[Card]:
    """By their places in the site's list: whoever was given a later one came out later."""
    zone = ZoneInfo(time_zone)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    entries = reads.query(Entry, Span(SITE.pk), limit=MOST, newest_first=True)
    return [one.card for one in entries if one.card.published_at >= midnight]
