"""Runs of a running story's entries."""

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.media.media import Media
from broadsheet.domain.site.below import PageBelow


class LivePage(PageBelow, frozen=True):
    """One run of a running story's entries."""

    folder = "live"
    count = LiveCount

    @classmethod
    def is_below(cls, article: Article) -> bool:
        return article.content.live is not None


def live_path(path: str, run: int) -> str:
    """Where a run of a running story's entries stands."""
    return LivePage(path, run).address


class LiveView(msgspec.Struct, frozen=True, kw_only=True):
    """What a running story shows of its entries on its own page, newest first."""

    count: LiveCount
    entries: tuple[LiveEntry, ...]


class LiveRunView(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a story's entries that is full: there is a newer one."""

    article: Article
    run: int
    entries: tuple[LiveEntry, ...]
    embeds: tuple[Embed, ...] = ()
    """What was said of addresses on cards of these."""
    previews: tuple[Media, ...] = ()
    """Their pictures that can be shown."""
