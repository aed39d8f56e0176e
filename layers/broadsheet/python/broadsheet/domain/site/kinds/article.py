"""What stands at an article's path, now or formerly."""

from datetime import datetime
from typing import Self

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.comments.comment import CommentCount, Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.media.media import Media
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.kinds.live import LiveView
from broadsheet.domain.site.page import STORY, Page, index

DONT_MISS = 4
"""Cards under an article: stories that came before it, those first that have its first tag."""

_FILE = pattern(rf"{STORY}index\.html")


class ArticlePage(Page, frozen=True):
    """What stands at an article's path, now or formerly."""

    path: str

    @property
    def files(self) -> tuple[str, ...]:
        return (index(self.path),)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        return cls(f"/{found['path']}") if found else None


class ArticleView(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the cards that it shows and the newest run of its comments."""

    article: Article
    also_read: tuple[Card, ...]
    dont_miss: tuple[Card, ...]
    is_related: bool = False
    """Whether these were chosen for this article, by editors or by its tags."""
    count: CommentCount
    threads: tuple[Thread, ...]
    discussion: Discussion | None = None
    translations: tuple[Card, ...] = ()
    live: LiveView | None = None
    profiles: tuple[Profile, ...] = ()
    """Of those names of the byline that have one."""
    embeds: tuple[Embed, ...] = ()
    """What was said of addresses on its cards, and on those of its entries."""
    previews: tuple[Media, ...] = ()
    """Their pictures that can be shown."""
    series: "SeriesView | None" = None


class SeriesView(msgspec.Struct, frozen=True):
    """The stories before and after this one in its series."""

    previous: Card | None
    following: Card | None


class RetractedView(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the place of a story that was retracted; nothing of the story is in it."""

    path: str
    reason: str
    at: datetime
    language: str
    direction: str
