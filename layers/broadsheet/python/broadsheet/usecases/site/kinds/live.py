"""What pages show of a running story: a bounded number of its entries, newest first."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.embed import MOST_OF_ENTRY, Embed, embed_key, embeds_in
from broadsheet.domain.live.entry import LIVE_RUN, LiveCount, LiveEntry, live_pk, live_sk
from broadsheet.domain.media.media import Media, media_key
from broadsheet.domain.site.kinds.live import LivePage, LiveRunView, LiveView
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.below import article_of, count_of


def read(reads: Reads, page: LivePage) -> LiveRunView | Moved | None:
    """The entries of a run that is full, or where the newest is read."""
    article = article_of(reads, page)
    if not isinstance(article, Article):
        return article
    first, last = live_sk((page.run - 1) * LIVE_RUN + 1), live_sk(page.run * LIVE_RUN)
    entries = _newest(reads, Span(live_pk(article.id), first, last))
    embeds = told_of(reads, (), entries)
    previews = previews_of(reads, embeds)
    return LiveRunView(
        article=article, run=page.run, entries=entries, embeds=embeds, previews=previews
    )


def live_of(reads: Reads, article: Article) -> LiveView | None:
    """The newest entries, for the article's own page; None where it is no running story."""
    if article.content.live is None:
        return None
    entries = _newest(reads, Span(live_pk(article.id)))
    return LiveView(count=count_of(reads, LiveCount, article.id), entries=entries)


def told_of(reads: Reads, urls: Sequence[str], entries: Sequence[LiveEntry]) -> tuple[Embed, ...]:
    """What was said of these addresses, and of those on cards of the entries; each once.

    No call where there are no cards.
    """
    if not (urls or entries):
        return ()
    found = dict.fromkeys(urls)
    found |= dict.fromkeys(u for one in entries for u in embeds_in(one.html, MOST_OF_ENTRY))
    told = reads.get_many(Embed, [embed_key(url) for url in found]) if found else {}
    return tuple(told[key] for key in map(embed_key, found) if key in told)


def previews_of(reads: Reads, embeds: Sequence[Embed]) -> tuple[Media, ...]:
    """The pictures that were taken for these cards, those that can be shown."""
    if not embeds:
        return ()
    keys = [media_key(embed.picture) for embed in embeds if embed.picture]
    found = reads.get_many(Media, keys) if keys else {}
    return tuple(found[key] for key in keys if key in found and found[key].is_ready)


def _newest(reads: Reads, span: Span) -> tuple[LiveEntry, ...]:
    return tuple(reads.query(LiveEntry, span, limit=LIVE_RUN, newest_first=True))
