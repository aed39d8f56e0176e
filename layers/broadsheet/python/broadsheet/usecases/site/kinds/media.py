"""What readers may see of the newsroom's pictures: those that articles or profiles show."""

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.listing import Card, card_key
from broadsheet.domain.media.media import (
    Media,
    MediaUse,
    author_in,
    media_key,
    media_of,
    uses_pk,
)
from broadsheet.domain.people.profile import Profile, portrait_of, profile_key
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.usecases.shared.ports import Reads, Span

_AT_ONCE = 100
"""BatchGetItem's limit."""


def read(reads: Reads, page: MediaPage) -> MediaView | None:
    """The picture, or None where it is not there (yet) or nothing public shows it."""
    media = reads.get(Media, media_key(page.id))
    if media is None or not media.is_ready or not _is_shown(reads, page.id):
        return None
    return MediaView(media.id, media.digest, media.file_names, media.name)


def _is_shown(reads: Reads, media_id: str) -> bool:
    span = Span(uses_pk(media_id))
    while uses := reads.query(MediaUse, span, limit=_AT_ONCE):
        # Cards are small, and only what is public has one.
        articles = [use.shown_by for use in uses if author_in(use.shown_by) is None]
        public = reads.get_many(Card, [card_key(i) for i in articles]) if articles else {}
        shown_by = [card.id for card in public.values()]
        authors = [slug for use in uses if (slug := author_in(use.shown_by)) is not None]
        if any(_is_portrait(reads, slug, media_id) for slug in authors) or any(
            _shows(reads, article_id, media_id) for article_id in shown_by
        ):
            return True
        span = span._replace(first=f"{uses[-1].shown_by}!")
    return False


def _is_portrait(reads: Reads, slug: str, media_id: str) -> bool:
    return portrait_of(reads.get(Profile, profile_key(slug))) == media_id


def _shows(reads: Reads, article_id: str, media_id: str) -> bool:
    article = reads.get(Article, article_key(article_id))
    return article is not None and article.is_public and media_id in media_of(article)
