"""What stands at an article's path."""

from collections.abc import Iterator, Sequence

from broadsheet.domain.articles.article import Article, Retraction
from broadsheet.domain.articles.embed import Embed, embed_key, embeds_of
from broadsheet.domain.articles.listing import (
    SITE,
    Card,
    Entry,
    ListingKind,
    ListingName,
    Position,
    card_key,
    section_of,
)
from broadsheet.domain.articles.series import place_of
from broadsheet.domain.articles.translation import (
    TRANSLATIONS,
    Translation,
    group_of,
    translations_pk,
)
from broadsheet.domain.comments.comment import CommentCount
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.live.entry import LiveCount
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.site.kinds.article import (
    DONT_MISS,
    ArticlePage,
    ArticleView,
    RetractedView,
    SeriesView,
)
from broadsheet.domain.site.page import Moved
from broadsheet.usecases.shared.gathered import asked, read_ahead
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.shared.stretches import Query
from broadsheet.usecases.site.below import count_of
from broadsheet.usecases.site.kinds.comments import threads_of
from broadsheet.usecases.site.kinds.live import live_of, previews_of, told_of
from broadsheet.usecases.site.series import parts_beside
from broadsheet.usecases.site.standing import redirected, standing

_END = "~"
"""What every place of a listing is before."""


def read(reads: Reads, page: ArticlePage) -> ArticleView | RetractedView | Moved | None:
    """The article with all that it shows, what is said in its place, or where the path leads."""
    article = standing(reads, page.path)
    if article is None:
        return redirected(reads, page.path)
    if article.path != page.path:
        return Moved(article.path)
    if not article.is_public:
        return retracted_view(article, article.retraction) if article.retraction else None
    discussed = {discussion_key(article.id): Discussion}
    read_ahead(reads, {**_known_beforehand(article), **discussed}, _asked_beforehand(article))
    return view_of(reads, article, reads.get(Discussion, discussion_key(article.id)))


def _known_beforehand(article: Article) -> dict[Key, type[Record]]:
    """The records of its page that it names itself."""
    content = article.content
    chosen = (*content.also_read, *content.dont_miss)
    wanted: dict[Key, type[Record]] = {card_key(other): Card for other in chosen}
    wanted[CommentCount(article_id=article.id).key] = CommentCount
    wanted |= {embed_key(url): Embed for url in embeds_of(article)}
    if content.live is not None:
        wanted[LiveCount(article_id=article.id).key] = LiveCount
    if article.is_listed:
        wanted |= {profile_key(author.slug): Profile for author in content.byline}
        if group_of(article) != article.id:
            wanted[card_key(group_of(article))] = Card
    return wanted


def _asked_beforehand(article: Article) -> tuple[Query, ...]:
    """The queries that its page makes whatever else it finds."""
    if not article.is_listed:
        return ()
    beside = () if article.content.dont_miss else (_before(article, next(_near(article))),)
    return *beside, _translated(article)


def view_of(reads: Reads, article: Article, discussion: Discussion | None) -> ArticleView:
    """All that the page of a published article shows; also of one that only is to be published."""
    count = count_of(reads, CommentCount, article.id)
    dont_miss, is_related = _beside(reads, article)
    live = live_of(reads, article)
    embeds = told_of(reads, embeds_of(article), live.entries if live else ())
    return ArticleView(
        article=article,
        also_read=_cards(reads, article.content.also_read),
        dont_miss=dont_miss,
        is_related=is_related,
        count=count,
        threads=threads_of(reads, article.id, count.runs),
        discussion=discussion,
        translations=_translations(reads, article),
        live=live,
        profiles=_profiles(reads, article),
        embeds=embeds,
        previews=previews_of(reads, embeds),
        series=_series(reads, article),
    )


def retracted_view(article: Article, retraction: Retraction) -> RetractedView:
    """What stands in the place of a retracted article."""
    return RetractedView(
        path=article.path,
        reason=retraction.reason,
        at=retraction.at,
        language=article.content.language,
        direction=article.content.direction,
    )


def _cards(reads: Reads, ids: Sequence[str]) -> tuple[Card, ...]:
    keys = [card_key(article_id) for article_id in ids]
    cards = reads.get_many(Card, keys) if keys else {}
    return tuple(cards[key] for key in keys if key in cards and not cards[key].unlisted)


# What comes and goes beside an article is found by the lists that it is in. An unlisted one is in
# none, and would not follow: it shows no neighbours, translations and profiles.


def _beside(reads: Reads, article: Article) -> tuple[tuple[Card, ...], bool]:
    """What stands below it: the editors' choice, else what came before it, and whether any of that
    has to do with it."""
    chosen = _cards(reads, article.content.dont_miss)
    if chosen or not article.is_listed:
        return chosen, bool(chosen)
    found: dict[str, Card] = {}
    is_related = False
    for listing in _near(article):
        if len(found) < DONT_MISS:
            cards: list[Card] = [e.card for e in asked(reads, _before(article, listing))]
            found |= {card.id: card for card in cards if card.id not in found}
        is_related = is_related or (listing.kind is ListingKind.TAG and bool(found))
    return tuple(found.values())[:DONT_MISS], is_related


def _near(article: Article) -> Iterator[ListingName]:
    """Lists that it is in, the one that says most of it first: each is a query of its page."""
    yield from (ListingName(ListingKind.TAG, tag.slug) for tag in article.content.tags[:1])
    yield from (section_of(article), SITE)


def _before(article: Article, listing: ListingName) -> Query:
    span = Span(listing.pk, last=_last_before(article, listing))
    return Query(Entry, span, DONT_MISS, newest_first=True)


def _last_before(article: Article, listing: ListingName) -> str:
    place = article.slots.get(str(listing))
    # What has no place yet is going to have the last one.
    return Position.parse(place).before if place else _END


def _series(reads: Reads, article: Article) -> SeriesView | None:
    of = article.content.series
    if of is None or not article.is_listed:
        return None
    place = place_of(of.part, article.id)
    beside = parts_beside(reads, folded(of.name), place)
    return SeriesView(*(part.card if part else None for part in beside))


def _translations(reads: Reads, article: Article) -> tuple[Card, ...]:
    if not article.is_listed:
        return ()
    group = group_of(article)
    found: list[Card] = [one.card for one in asked(reads, _translated(article))]
    others = [card for card in found if card.id != article.id][:TRANSLATIONS]
    original = reads.get(Card, card_key(group)) if group != article.id else None
    others += [original] if original and not original.unlisted else []
    return tuple(sorted(others, key=lambda card: (card.language, card.id)))


def _translated(article: Article) -> Query:
    # One more than is shown: the article itself may be among them.
    return Query(Translation, Span(translations_pk(group_of(article))), TRANSLATIONS + 1, False)


def _profiles(reads: Reads, article: Article) -> tuple[Profile, ...]:
    authors = article.content.byline if article.is_listed else ()
    keys = [profile_key(author.slug) for author in authors]
    profiles = reads.get_many(Profile, keys) if keys else {}
    return tuple(profiles[key] for key in keys if key in profiles)
