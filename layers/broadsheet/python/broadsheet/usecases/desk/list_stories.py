"""Whoever writes for the site looks for stories, in whatever state they are."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.rights import sees_all
from broadsheet.domain.desk.stories import Named, assigned_mark, mark_of, queues_of, sought
from broadsheet.domain.desk.story_entry import EVERYBODY, Queue, StoryEntry, queue_pk
from broadsheet.domain.search.asked import terms_asked
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.shared.paging import Cursor, Slice, cursor_of, older
from broadsheet.usecases.shared.ports import Having, Sifts, Span

LOOKED_THROUGH = 5_000
"""Stories of a queue that one call looks at for words and names; the next call goes on there."""


class StoryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories: of these states (none: of any), and with all of what else is said.

    `since` and `until` are the days on which the last change was, both included.
    """

    states: tuple[Status, ...] = ()
    mine: bool = False
    returned: bool = False
    unreturned: bool = False
    """Without drafts that an editor gave back: those are a list of their own."""
    assigned: bool = False
    """Whether it is the turn of whoever asks, whoever made it, and not out yet."""
    section: str | None = None
    tag: str | None = None
    author: str | None = None
    words: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def queues(self) -> tuple[Queue, ...]:
        """Where they are."""
        if self.returned:
            return (Queue.RETURNED,)
        found = tuple(q for state in self.states for q in queues_of(state)) or tuple(Queue)
        return tuple(q for q in found if not (self.unreturned and q is Queue.RETURNED))

    @property
    def having(self) -> list[Having]:
        """What they have. Raises Malformed for what are no words."""
        names = ((Named.SECTION, self.section), (Named.TAG, self.tag), (Named.AUTHOR, self.author))
        having = [Having("marks", mark_of(kind, name)) for kind, name in names if name is not None]
        if self.words is not None:
            terms = terms_asked(self.words)
            having += [Having("words", text) for term in terms for text in sought(term)]
        return having

    def span(self, of: str, time_zone: str) -> Span:
        """The stretch of time in which they were changed."""
        span = Span(queue_pk(self.queues[0], of) + ",".join(self.queues[1:]))
        zone = ZoneInfo(time_zone)
        if self.since:
            # Before the first of all days there is nothing; it may have no moment there.
            with suppress(OverflowError):
                span = span._replace(first=stamp(datetime.combine(self.since, time(), zone)))
        if self.until:
            end = datetime.combine(self.until + timedelta(days=1), time(), zone)
            span = span._replace(last=stamp(end))
        return span


def list_stories(
    reads: Sifts,
    who: Principal,
    asked: StoryFilter,
    limit: int,
    cursor: Cursor | None,
    time_zone: str = "UTC",
) -> Slice[StoryEntry]:
    """The stories that they may see, newest change first: authors see their own and what is
    assigned to them, editors all.

    Where words or names are asked for, a slice may be short, or empty, and still go on. Raises
    Malformed, and Forbidden for whoever does not write.
    """
    who.must_be_author(Scope.ARTICLES_PUBLISH)
    of = who.id if asked.mine or asked.assigned or not sees_all(who) else EVERYBODY
    whole = asked.span(of, time_zone)
    span, having = older(whole, cursor), asked.having
    having += [Having("marks", assigned_mark(who.id))] if asked.assigned else []
    look = LOOKED_THROUGH if having else limit + 1
    sifted = [
        reads.sift(
            StoryEntry, span._replace(pk=queue_pk(q, of)), having, limit=limit + 1, look=look
        )
        for q in asked.queues
    ]
    # What is older than what one of the queues has reached may have something else before it.
    reached = max((one.reached for one in sifted if one.reached), default="")
    found = _once(e for one in sifted for e in one.found if e.key.sk >= reached)
    if len(found) > limit:
        reached = found[limit - 1].key.sk
    return Slice(found[:limit], cursor_of(whole, reached) if reached else None)


def _once(entries: Iterable[StoryEntry]) -> list[StoryEntry]:
    """Newest first; of a story that changed its queue between two queries, the newer entry."""
    by_id: dict[str, StoryEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.key.sk, reverse=True):
        by_id.setdefault(entry.id, entry)
    return list(by_id.values())
