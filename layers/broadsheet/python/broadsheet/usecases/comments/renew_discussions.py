"""Discussions made anew: an earlier release kept none, or they closed after other days."""

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.discussion import (
    Discussion,
    closing_of,
    discussion_key,
    discussion_of,
)
from broadsheet.usecases.shared.ports import (
    AllRecords,
    Cause,
    ConditionFailed,
    Equals,
    Put,
    Remove,
    Write,
)
from broadsheet.usecases.shared.services import Services

ATTEMPTS = 10


def renew_discussions(services: Services, records: AllRecords, cause: Cause) -> int:
    """Bring the discussion of every published article in line with `close_after_days`.

    Returns how many were not. Raises ConditionFailed for one that is edited all the time.
    """
    published = (r.id for r in records.scan() if isinstance(r, Article) and r.is_public)
    return sum(_renewed(services, article_id, cause) for article_id in published)


def _renewed(services: Services, article_id: str, cause: Cause) -> bool:
    for attempt in range(1, ATTEMPTS + 1):
        writes = _writes(services, article_id)
        if not writes:
            return False
        try:
            services.table.commit(writes, cause)
        except ConditionFailed:
            if attempt == ATTEMPTS:
                raise
            continue
        break
    return True


def _writes(services: Services, article_id: str) -> list[Write]:
    before = services.table.get(Article, article_key(article_id))
    if before is None:
        return []
    now = services.clock()
    until = services.rules.closing_of(before.published_at)
    after = msgspec.structs.replace(before, comments_until=until)
    wanted = discussion_of(after, now)
    there = services.table.get(Discussion, discussion_key(article_id))
    if wanted is None or (after == before and there == wanted):
        return []
    # No edit: its version stays, and whoever edits it now reckons the same day.
    writes: list[Write] = [Put(after, Equals("version", before.version)), Put(wanted)]
    old, new = closing_of(before), closing_of(after)
    if old and (new is None or new.at != old.at):
        # Should the clock be about to close it for the day that was: it finds this gone.
        writes.append(Remove(old.key))
    if new and now < new.at:
        writes.append(Put(new))
    return writes
