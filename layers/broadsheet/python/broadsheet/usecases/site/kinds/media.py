"""What readers may see of the newsroom's pictures: those that articles, their entries or profiles
show."""

from collections.abc import Iterator, Mapping

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.embed import Embed, embed_in
from broadsheet.domain.articles.listing import Card, card_key
from broadsheet.domain.live.entry import LiveEntry, has_entries, live_key
from broadsheet.domain.media.media import (
    Media,
    MediaUse,
    author_in,
    live_in,
    media_key,
    media_of,
    story_in,
    uses_pk,
)
from broadsheet.domain.people.profile import Profile, portrait_of, profile_key
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.usecases.shared.ports import MOST_KEYS, Reads, Span


def read(reads: Reads, page: MediaPage) -> MediaView | None:
    """The picture, or None where it is not there (yet) or nothing public shows it."""
    media = reads.get(Media, media_key(page.id))
    if media is None or not media.is_ready:
        return None
    if not (_is_on_its_card(reads, media) if media.card else _is_shown(reads, page.id)):
        return None
    return MediaView(media.id, media.digest, media.file_names, media.name)


def _is_on_its_card(reads: Reads, media: Media) -> bool:
    """Whoever has the card: what a provider says of an address of its own is no secret."""
    embed = reads.get(Embed, embed_in(media.card))
    return embed is not None and embed.picture == media.id


def _is_shown(reads: Reads, media_id: str) -> bool:
    span = Span(uses_pk(media_id))
    while uses := reads.query(MediaUse, span, limit=MOST_KEYS):
        authors = [slug for use in uses if (slug := author_in(use.shown_by)) is not None]
        if any(_is_portrait(reads, slug, media_id) for slug in authors):
            return True
        story_of = {use.shown_by: id_ for use in uses if (id_ := story_in(use.shown_by))}
        public = _public(reads, story_of)
        if any(_shows(reads, shown_by, story_of[shown_by], media_id) for shown_by in public):
            return True
        span = span._replace(first=f"{uses[-1].shown_by}!")
    return False


def _public(reads: Reads, story_of: Mapping[str, str]) -> Iterator[str]:
    """Those that are of a published story. Cards are small, and only what is public has one."""
    keys = [card_key(article_id) for article_id in dict.fromkeys(story_of.values())]
    public = {card.id for card in reads.get_many(Card, keys).values()} if keys else set()
    return (one for one, article_id in story_of.items() if article_id in public)


def _is_portrait(reads: Reads, slug: str, media_id: str) -> bool:
    return portrait_of(reads.get(Profile, profile_key(slug))) == media_id


def _shows(reads: Reads, shown_by: str, story: str, media_id: str) -> bool:
    article, live = reads.get(Article, article_key(story)), live_in(shown_by)
    if article is None or not article.is_public:
        return False
    if live is None:
        return media_id in media_of(article)
    entry = reads.get(LiveEntry, live_key(*live)) if has_entries(article) else None
    return entry is not None and media_id in entry.media
