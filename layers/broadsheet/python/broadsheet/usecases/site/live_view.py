"""What pages show of a running story: a bounded number of its entries, newest first."""

from broadsheet.domain.articles.article import Article
from broadsheet.domain.live.entry import (
    LIVE_RUN,
    LiveCount,
    LiveEntry,
    live_count_key,
    live_pk,
    live_sk,
)
from broadsheet.domain.site.views import LiveRunView, LiveView
from broadsheet.usecases.shared.ports import Reads, Span


def live_of(reads: Reads, article: Article) -> LiveView | None:
    """The newest entries, for the article's own page; None where it is no running story."""
    if article.content.live is None:
        return None
    span = Span(live_pk(article.id))
    entries = reads.query(LiveEntry, span, limit=LIVE_RUN, newest_first=True)
    return LiveView(count=_count(reads, article), entries=tuple(entries))


def live_run_of(reads: Reads, article: Article, run: int) -> LiveRunView | None:
    """One run of the entries; None where there is no such page."""
    if article.content.live is None:
        return None
    runs = _count(reads, article).runs
    if run > runs:
        return None
    first, last = live_sk((run - 1) * LIVE_RUN + 1), live_sk(run * LIVE_RUN)
    span = Span(live_pk(article.id), first, last)
    entries = reads.query(LiveEntry, span, limit=LIVE_RUN, newest_first=True)
    return LiveRunView(article=article, run=run, is_newest=run == runs, entries=tuple(entries))


def _count(reads: Reads, article: Article) -> LiveCount:
    count = reads.get(LiveCount, live_count_key(article.id))
    return count or LiveCount(article_id=article.id)
