"""What each page is made of: a bounded number of bounded, strongly consistent reads."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import (
    Address,
    Article,
    Retraction,
    Term,
    address_key,
    article_key,
)
from broadsheet.domain.articles.listing import (
    RUN,
    SITE,
    Card,
    Entry,
    Listing,
    ListingKind,
    ListingName,
    Position,
    card_key,
    listing_key,
    section_of,
)
from broadsheet.domain.articles.translation import (
    TRANSLATIONS,
    Translation,
    group_of,
    translations_pk,
)
from broadsheet.domain.comments.comment import (
    COMMENT_RUN,
    REPLIES,
    CommentCount,
    Thread,
    comment_count_key,
    thread_sk,
    threads_pk,
)
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.people.profile import Profile, profile_key
from broadsheet.domain.site.pages import (
    AnyPage,
    ArticlePage,
    CommentsPage,
    FeedPage,
    FixedPage,
    ListingPage,
    LivePage,
    MediaPage,
    MonthsPage,
    RunPage,
    comments_path,
    live_path,
)
from broadsheet.domain.site.redirected import path_of
from broadsheet.domain.site.routing import DONT_MISS, FED
from broadsheet.domain.site.views import (
    ArticleView,
    CommentsView,
    FeedView,
    FixedView,
    ListingView,
    MonthsView,
    Moved,
    RetractedView,
    RunView,
    View,
)
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.front_view import HEAD, front_of, newest_first
from broadsheet.usecases.site.live_view import live_of, live_run_of
from broadsheet.usecases.site.machine_view import machine_view, slots_of
from broadsheet.usecases.site.media_view import media_view
from broadsheet.usecases.site.redirect_view import redirected

FEED = 20
"""Articles in a feed, whole."""


class PageViews:
    """Reads pages' inputs.

    `sections` are the site's own, whose pages exist from the start; `fixed` are the keys of
    the files that are made of configuration alone.
    """

    def __init__(self, reads: Reads, sections: tuple[Term, ...], fixed: Sequence[str]) -> None:
        self._reads = reads
        self._fixed = frozenset(fixed)
        self._sections = sections

    def __call__(self, page: AnyPage) -> View | None:
        """The page's inputs as they are now, or None where no page should be."""
        match page:
            case ArticlePage(path):
                return self._article(path)
            case CommentsPage(path, run):
                return self._comments(path, run)
            case LivePage(path, run):
                return self._live(path, run)
            case ListingPage(listing):
                return self._head(listing)
            case FeedPage(listing):
                return self._feed(listing)
            case RunPage(listing, month, run):
                return self._run(listing, month, run)
            case MonthsPage(listing):
                return self._months(listing)
            case FixedPage(file):
                fixed = file in self._fixed
                return FixedView() if fixed else redirected(self._reads, path_of(file))
            case MediaPage(media_id):
                return media_view(self._reads, media_id)
            case _:
                return machine_view(self._reads, page)

    def _standing(self, path: str) -> Article | None:
        address = self._reads.get(Address, address_key(path))
        article = self._reads.get(Article, article_key(address.article_id)) if address else None
        return article if article and article.has_page and path in article.paths else None

    def _owner(self, path: str) -> Article | None:
        article = self._standing(path)
        return article if article and article.is_public else None

    def _article(self, path: str) -> View | None:
        article = self._standing(path)
        if article is None:
            return redirected(self._reads, path)
        if article.path != path:
            return Moved(article.path)
        if not article.is_public:
            return _retracted(article, article.retraction) if article.retraction else None
        count = self._count(article.id)
        return ArticleView(
            article=article,
            also_read=self._cards(article.content.also_read),
            dont_miss=self._dont_miss(article),
            count=count,
            threads=self._threads(article.id, count.runs),
            discussion=self._reads.get(Discussion, discussion_key(article.id)),
            translations=self._translations(article),
            live=live_of(self._reads, article),
            profiles=self._profiles(article),
        )

    def _profiles(self, article: Article) -> tuple[Profile, ...]:
        keys = [profile_key(author.slug) for author in article.content.byline]
        profiles = self._reads.get_many(Profile, keys) if keys else {}
        return tuple(profiles[key] for key in keys if key in profiles)

    def _count(self, article_id: str) -> CommentCount:
        count = self._reads.get(CommentCount, comment_count_key(article_id))
        return count or CommentCount(article_id=article_id)

    def _threads(self, article_id: str, run: int) -> tuple[Thread, ...]:
        if run == 0:
            return ()
        first = (run - 1) * COMMENT_RUN + 1
        last = run * COMMENT_RUN
        span = Span(threads_pk(article_id), thread_sk(first), thread_sk(last, 9999))
        return tuple(self._reads.query(Thread, span, limit=COMMENT_RUN * (1 + REPLIES)))

    def _cards(self, ids: Sequence[str]) -> tuple[Card, ...]:
        keys = [card_key(article_id) for article_id in ids]
        cards = self._reads.get_many(Card, keys) if keys else {}
        return tuple(cards[key] for key in keys if key in cards)

    def _translations(self, article: Article) -> tuple[Card, ...]:
        group = group_of(article)
        # One more than is shown: the article itself may be among them.
        span, most = Span(translations_pk(group)), TRANSLATIONS + 1
        found = [t.card for t in self._reads.query(Translation, span, limit=most)]
        others = [card for card in found if card.id != article.id][:TRANSLATIONS]
        original = self._reads.get(Card, card_key(group)) if group != article.id else None
        others += [original] if original else []
        return tuple(sorted(others, key=lambda card: (card.language, card.id)))

    def _dont_miss(self, article: Article) -> tuple[Card, ...]:
        return self._cards(article.content.dont_miss) or self._before(article)

    def _before(self, article: Article) -> tuple[Card, ...]:
        found: dict[str, Card] = {}
        for listing in (section_of(article), SITE):
            if len(found) < DONT_MISS:
                position = Position.parse(article.slots[str(listing)])
                span = Span(listing.pk, last=str(Position(position.month, position.slot - 1)))
                entries = self._reads.query(Entry, span, limit=DONT_MISS, newest_first=True)
                found |= {e.card.id: e.card for e in entries if e.card.id not in found}
        return tuple(found.values())[:DONT_MISS]

    def _comments(self, path: str, run: int) -> View | None:
        article = self._owner(path)
        runs = self._count(article.id).runs if article else 0
        if article is None or run > runs:
            return None
        if article.path != path:
            return Moved(comments_path(article.path, run))
        threads = self._threads(article.id, run)
        discussion = self._reads.get(Discussion, discussion_key(article.id))
        return CommentsView(
            article=article,
            run=run,
            is_newest=run == runs,
            is_open=discussion is not None and discussion.is_open,
            threads=threads,
        )

    def _live(self, path: str, run: int) -> View | None:
        article = self._owner(path)
        view = live_run_of(self._reads, article, run) if article else None
        if article is None or view is None:
            return None
        return view if article.path == path else Moved(live_path(article.path, run))

    def _listing(self, name: ListingName) -> Listing | None:
        listing = self._reads.get(Listing, listing_key(name))
        if listing is None and name == SITE:
            return Listing(listing=name, title="")
        if listing is None and name.kind is ListingKind.SECTION:
            own = (s for s in self._sections if s.slug == name.name)
            return next((Listing(listing=name, title=s.name) for s in own), None)
        return listing

    def _head(self, name: ListingName) -> View | None:
        listing = self._listing(name)
        if listing is None:
            return None
        if name == SITE:
            return front_of(self._reads, listing, self._sections)
        entries = self._reads.query(Entry, Span(name.pk), limit=HEAD, newest_first=True)
        is_author = name.kind is ListingKind.AUTHOR
        profile = self._reads.get(Profile, profile_key(name.name)) if is_author else None
        return ListingView(listing=listing, cards=newest_first(entries), profile=profile)

    def _feed(self, name: ListingName) -> View | None:
        listing = self._listing(name) if name.kind in FED else None
        if listing is None:
            return None
        entries = self._reads.query(Entry, Span(name.pk), limit=FEED, newest_first=True)
        keys = [article_key(card.id) for card in newest_first(entries)]
        # Whole articles change without their cards: each edit is in the feed.
        found = self._reads.get_many(Article, keys) if keys else {}
        return FeedView(listing, tuple(found[k] for k in keys if k in found and found[k].is_public))

    def _run(self, name: ListingName, month: str, run: int) -> View | None:
        listing = self._listing(name)
        if listing is None or run > listing.runs(month):
            return None
        return RunView(
            listing=listing,
            cards=newest_first(slots_of(self._reads, name, month, run, RUN)),
            older=listing.older(month, run),
            newer=listing.newer(month, run),
        )

    def _months(self, name: ListingName) -> View | None:
        listing = self._listing(name)
        return MonthsView(listing, tuple(sorted(listing.months, reverse=True))) if listing else None


def _retracted(article: Article, retraction: Retraction) -> RetractedView:
    return RetractedView(
        path=article.path,
        reason=retraction.reason,
        at=retraction.at,
        language=article.content.language,
        direction=article.content.direction,
    )
