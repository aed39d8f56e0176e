"""What became of a story since somebody last decided about it."""

from collections.abc import Sequence

import msgspec

from broadsheet.domain.articles.article import Article, Revision, revision_key
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.articles.revisions import FieldChange, compared
from broadsheet.usecases.articles.read_revisions import trail_of
from broadsheet.usecases.shared.ports import Reads

LOOKED_AT = 30
"""The newest steps of a trail among which the last time is looked for."""
DECISIONS = frozenset(
    {Action.REVIEW, Action.RETURN, Action.PUBLISH, Action.UNPUBLISH, Action.RETRACT}
)
"""With these a story goes from one to the other: until then both have seen it."""
_WAITING = (Status.IN_REVIEW, Status.SCHEDULED)


class SinceLastTime(msgspec.Struct, frozen=True):
    """What differs from the version that was decided about; `last` is None where none was."""

    last: Revision | None
    now: Revision | None
    changes: tuple[FieldChange, ...]
    steps: tuple[Revision, ...]
    """Those that were taken since, newest first; without `last` all that were looked at."""


def since_last_time(reads: Reads, article: Article) -> SinceLastTime:
    """What changed from the last decision about the article to what it says now.

    Of what waits for the editors, that it was handed in is not the last time but this one.
    """
    steps = trail_of(reads, article.id, LOOKED_AT).items
    last = last_decision(steps, article.status)
    now = steps[0] if steps else None
    if last is None or now is None:
        return SinceLastTime(None, now, (), tuple(steps))
    since = tuple(step for step in steps if step.version > last.version)
    # The state is said beside: what is compared are words.
    seen = msgspec.structs.replace(last, status=now.status)
    return SinceLastTime(last, now, tuple(compared(seen, now)), since)


def last_decision(steps: Sequence[Revision], status: Status) -> Revision | None:
    """The last time, in a trail whose newest step comes first."""
    rest = list(steps)
    if status in _WAITING:
        handed_in = next((n for n, s in enumerate(rest) if s.action == Action.REVIEW), None)
        rest = rest[handed_in + 1 :] if handed_in is not None else rest
    return next((step for step in rest if step.action in DECISIONS), None)


def compared_with_now(reads: Reads, article: Article, version: int) -> tuple[FieldChange, ...]:
    """What differs from that version to now; nothing where there is no such version."""
    keys = [revision_key(article.id, number) for number in (version, article.version)]
    found = reads.get_many(Revision, list(dict.fromkeys(keys)))
    if not all(key in found for key in keys):
        return ()
    return tuple(compared(found[keys[0]], found[keys[1]]))
