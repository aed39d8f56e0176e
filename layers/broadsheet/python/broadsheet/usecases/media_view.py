"""What readers may see of the newsroom's pictures: those that a public article shows."""

from broadsheet.domain.article import Article, article_key
from broadsheet.domain.listing import Card, card_key
from broadsheet.domain.media import Media, MediaUse, media_key, media_of, sizes_of, uses_pk
from broadsheet.domain.views import MediaView
from broadsheet.usecases.ports import Reads, Span

_AT_ONCE = 100
"""BatchGetItem's limit."""


def media_view(reads: Reads, media_id: str) -> MediaView | None:
    """The picture, or None where it is not there (yet) or no public article shows it."""
    media = reads.get(Media, media_key(media_id))
    if media is None or not media.is_ready or not _is_shown(reads, media_id):
        return None
    return MediaView(media.id, media.digest, tuple(size.step for size in sizes_of(media.width)))


def _is_shown(reads: Reads, media_id: str) -> bool:
    span = Span(uses_pk(media_id))
    while uses := reads.query(MediaUse, span, limit=_AT_ONCE):
        keys = [card_key(use.article_id) for use in uses]
        # Cards are small, and only what is public has one.
        public = reads.get_many(Card, keys)
        if any(_shows(reads, public[key].id, media_id) for key in keys if key in public):
            return True
        span = span._replace(first=f"{uses[-1].article_id}!")
    return False


def _shows(reads: Reads, article_id: str, media_id: str) -> bool:
    article = reads.get(Article, article_key(article_id))
    return article is not None and article.is_public and media_id in media_of(article)
