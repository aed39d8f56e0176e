"""Whether an article's readers may comment, and what a comment form needs to know of it."""

from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.listing import Card
from broadsheet.domain.shared.record import Key, Record


class Discussion(Record, frozen=True, kw_only=True):
    """A published article's discussion: small, so that comments do not read the article.

    `closes_at` is when the clock closes it; None where nothing does.
    """

    article_id: str
    path: str
    title: str
    language: str
    is_open: bool = True
    closes_at: datetime | None = None
    article_version: int
    """Of the article when it was last edited: who read an older one must look again."""

    @property
    def key(self) -> Key:
        return discussion_key(self.article_id)

    def is_open_at(self, now: datetime) -> bool:
        """Whether comments are taken; the clock may be late to write it down."""
        return self.is_open and (self.closes_at is None or now < self.closes_at)


def discussion_of(article: Article, now: datetime) -> Discussion | None:
    """The discussion of an article as it is at `now`; None where readers do not see it."""
    if not article.is_public:
        return None
    wanted = article.content.comments
    closes_at = article.comments_until if wanted is None else None
    return Discussion(
        article_id=article.id,
        path=article.path,
        title=article.content.title,
        language=article.content.language,
        is_open=wanted != "closed" and (closes_at is None or now < closes_at),
        closes_at=closes_at,
        article_version=article.version,
    )


def discussion_from(card: Card) -> Discussion:
    """What stands for the discussion of an article that an earlier release published."""
    return Discussion(
        article_id=card.id,
        path=card.path,
        title=card.title,
        language=card.language,
        article_version=0,
    )


def closing_of(article: Article) -> Due | None:
    """What the clock has to do about an article's comments; None if nothing, ever."""
    if not (article.is_public and article.comments_until and article.content.comments is None):
        return None
    at = article.comments_until
    return Due(at=at, article_id=article.id, action=DueAction.CLOSE_COMMENTS)


def closed(discussion: Discussion) -> Discussion:
    """The discussion after its last day."""
    return msgspec.structs.replace(discussion, is_open=False)


def discussion_key(article_id: str) -> Key:
    """Where it is kept."""
    return Key(f"ARTICLE#{article_id}", "DISCUSSION")
