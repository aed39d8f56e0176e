"""What stands beside each article, written anew where it is not as it should be."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import AllRecords, Cause, Equals, Put, Table, Write


class Beside(NamedTuple):
    """What should stand beside which articles."""

    is_meant: Callable[[Article], bool]
    lacking: Callable[[Article], Sequence[Put]]
    """What of it does not stand there."""


def renew_each(
    table: Table,
    records: AllRecords,
    cause: Cause,
    beside: Beside,
    pause: Callable[[float], None] = time.sleep,
    at_once: AtOnce = map,
) -> int:
    """Write what each article that is meant lacks; of those that lack nothing, nothing is written.

    Returns how many lacked something. Raises ConditionFailed or Contended for one that is edited
    all the time; `pause` waits for so many seconds before it is tried again. Each is a plan of its
    own, so many may be made `at_once`.
    """

    def renewed(article_id: str) -> bool:
        return commit_retrying(table, pause, cause, lambda: plan(article_id))

    def plan(article_id: str) -> tuple[list[Write], bool]:
        article = table.get(Article, article_key(article_id))
        missing = beside.lacking(article) if article and beside.is_meant(article) else []
        if article is None or not missing:
            return [], False
        # The article is written as it is: only to be sure that it still is so.
        return [Put(article, Equals("version", article.version)), *missing], True

    scanned = (record for record in records.scan() if isinstance(record, Article))
    return sum(at_once(renewed, (article.id for article in scanned if beside.is_meant(article))))
