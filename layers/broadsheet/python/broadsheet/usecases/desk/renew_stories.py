"""The newsroom's lists made anew: a table of an earlier release, or of an export, has none."""

import time
from collections.abc import Callable

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Status
from broadsheet.domain.desk.stories import story_entries_of
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.ports import AllRecords, Cause, Put, Table
from broadsheet.usecases.shared.renewing import Beside, renew_each


def renew_stories(
    table: Table,
    records: AllRecords,
    cause: Cause,
    pause: Callable[[float], None] = time.sleep,
    at_once: AtOnce = map,
) -> int:
    """Write the entries of every article that has not those that it should have.

    Returns and raises what `renew_each` does.
    """

    def lacking(article: Article) -> list[Put]:
        wanted = {entry.key: entry for entry in story_entries_of(article)}
        there = table.get_many(StoryEntry, list(wanted))
        return [Put(entry) for key, entry in wanted.items() if there.get(key) != entry]

    beside = Beside(_is_there, lacking)
    return renew_each(table, records, cause, beside, pause, at_once)


def _is_there(article: Article) -> bool:
    return article.status is not Status.DELETED
