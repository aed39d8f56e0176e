"""Discussions made anew: an earlier release kept none, or they closed after other days."""

import msgspec

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.discussion import (
    Discussion,
    closing_of,
    discussion_key,
    discussion_of,
)
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import AllRecords, Cause, Equals, Put, Remove, Write
from broadsheet.usecases.shared.services import Services


def renew_discussions(
    services: Services, records: AllRecords, cause: Cause, at_once: AtOnce = map
) -> int:
    """Bring the discussion of every published article in line with `close_after_days`.

    Returns how many were not. Raises ConditionFailed or Contended for one that is edited all the
    time.
    """

    def renewed(article_id: str) -> bool:
        return commit_retrying(
            services.table, services.pause, cause, lambda: _plan(services, article_id)
        )

    public = (r.id for r in records.scan() if isinstance(r, Article) and r.is_public)
    return sum(at_once(renewed, public))


def _plan(services: Services, article_id: str) -> tuple[list[Write], bool]:
    """What brings the article's discussion in line, and whether it is not."""
    before = services.table.get(Article, article_key(article_id))
    if before is None:
        return [], False
    now = services.clock()
    until = services.rules.closing_of(before.published_at)
    after = msgspec.structs.replace(before, comments_until=until)
    wanted = discussion_of(after, now)
    there = services.table.get(Discussion, discussion_key(article_id))
    if wanted is None or (after == before and there == wanted):
        return [], False
    # No edit: its version stays, and whoever edits it now reckons the same day.
    writes: list[Write] = [Put(after, Equals("version", before.version)), Put(wanted)]
    old, new = closing_of(before), closing_of(after)
    if old and (new is None or new.at != old.at):
        # Should the clock be about to close it for the day that was: it finds this gone.
        writes.append(Remove(old.key))
    if new and now < new.at:
        writes.append(Put(new))
    return writes, True
