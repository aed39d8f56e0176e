"""The newsroom's lists made anew: a table of an earlier release, or of an export, has none."""

import time
from collections.abc import Callable

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.stories import story_entries_of
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import AllRecords, Cause, Equals, Put, Table, Write


def renew_stories(
    table: Table,
    records: AllRecords,
    cause: Cause,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Write the entries of every article that has not those that it should have.

    Returns how many had not. Raises ConditionFailed or Contended for one that is edited all the
    time; `pause` waits for so many seconds before it is tried again.
    """

    def renewed(article_id: str) -> bool:
        return commit_retrying(table, pause, cause, lambda: _plan(table, article_id))

    kept = (r for r in records.scan() if isinstance(r, Article) and r.status != Status.DELETED)
    return sum(renewed(article.id) for article in kept)


def _plan(table: Table, article_id: str) -> tuple[list[Write], bool]:
    """The entries that the article lacks, and whether it lacks any."""
    article = table.get(Article, article_key(article_id))
    wanted = {entry.key: entry for entry in story_entries_of(article)} if article else {}
    there = table.get_many(StoryEntry, list(wanted)) if wanted else {}
    missing = [entry for key, entry in wanted.items() if there.get(key) != entry]
    if article is None or not missing:
        return [], False
    # The article is written as it is: only to be sure that it still is so.
    return [Put(article, Equals("version", article.version)), *map(Put, missing)], True
