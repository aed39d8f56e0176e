"""Which pages a change of the table can alter: one table of rules.

Rules are pure functions of the record before and after. Where the pages depend on other
records (who shows this card?), a rule names them as a `PageSet`, and the use case looks
them up *after* the change, in queries whose size does not depend on the archive.
"""

from collections.abc import Callable, Container, Iterator
from typing import Any, NamedTuple, TypeVar

from broadsheet.domain.articles import article, embed, listing, series, translation
from broadsheet.domain.articles.listing import SITE, ListingKind
from broadsheet.domain.comments import comment
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.live import entry as live
from broadsheet.domain.media import media
from broadsheet.domain.people import front_page, profile
from broadsheet.domain.search import index as search_index
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site import page_sets, redirected, renewal
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.feed import FED, FeedPage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.kinds.live import LivePage
from broadsheet.domain.site.kinds.media import MediaPage
from broadsheet.domain.site.kinds.months import MonthsPage
from broadsheet.domain.site.kinds.podcast import PodcastPage
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.domain.site.kinds.search_index import SearchIndexPage
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapIndexPage, SitemapPage
from broadsheet.domain.site.pages import AnyPage


class Change(NamedTuple):
    """A record before and after; None where it was not there."""

    old: Record | None
    new: Record | None


Target = AnyPage | page_sets.PageSet | renewal.Renewal
"""What a change names: pages, sets of them, and a step through one of these sets."""
Affected = Iterator[Target]
R = TypeVar("R", bound=Record)


def affected(change: Change, podcasts: Container[str] = ()) -> set[Target]:
    """What the change can alter. Records without a rule are on no page.

    `podcasts` are the slugs of sections that are: whatever alters such a one's feed alters its
    podcast.
    """
    record = change.new or change.old
    rule = RULES.get(type(record))
    targets = set(rule(change.old, change.new)) if rule else set()
    fed = [t.listing for t in targets if isinstance(t, FeedPage)] if podcasts else ()
    heard = (of for of in fed if of.kind is ListingKind.SECTION and of.name in podcasts)
    return targets.union(map(PodcastPage, heard))


def is_first(change: Change, page: AnyPage) -> bool:
    """Whether the change brought the story to the page's path: nothing is likely to stand there."""
    old, new = change
    if not (isinstance(new, article.Article) and isinstance(page, ArticlePage)):
        return False
    was_there = isinstance(old, article.Article) and old.has_page and page.path in old.paths
    return new.has_page and page.path == new.path and not was_there


def _address(old: article.Address | None, new: article.Address | None) -> Affected:
    if (old and old.target) or (new and new.target):
        yield from {redirected.page_of(of.path) for of in (old, new) if of}


def _article(old: article.Article | None, new: article.Article | None) -> Affected:
    paths = tuple(dict.fromkeys(path for a in (new, old) if a for path in a.paths))
    if any(a.has_page for a in (old, new) if a):
        yield from map(ArticlePage, paths)
        if _place(old) != _place(new):
            yield from {page_sets.RedirectsTo(a.id) for a in (old, new) if a}
    yield from map(MediaPage, _shown_media(old) ^ _shown_media(new))
    yield from map(page_sets.LivePictures, _shown_entries(old) ^ _shown_entries(new))
    seen = [a for a in (old, new) if a and a.is_public]
    if not seen:
        return
    listed = [a for a in seen if a.is_listed]
    # Not left to the entries: two edits in the same millisecond leave equal cards.
    for name in (SITE, *map(listing.section_of, listed)) if listed else ():
        yield FeedPage(name)
    if _face(old) != _face(new):
        yield page_sets.RunsOf(CommentsPage, seen[0].id, paths)
        if any(a.content.live for a in seen):
            yield page_sets.RunsOf(LivePage, seen[0].id, paths)


def _shown_media(of: article.Article | None) -> set[str]:
    return set(media.media_of(of)) if of and of.is_public else set()


def _shown_entries(of: article.Article | None) -> set[str]:
    return {of.id} if of and live.has_entries(of) else set()


def _place(of: article.Article | None) -> str | None:
    return of.path if of and of.has_page else None


def _face(of: article.Article | None) -> tuple[Any, ...] | None:
    if of is None:
        return None
    content = of.content
    return of.is_public, of.paths, content.title, content.language, content.live, content.unlisted


def _card(old: listing.Card | None, new: listing.Card | None) -> Affected:
    card = new or old
    if card:
        yield page_sets.LinkedFrom(card.id)
        yield page_sets.TranslationsOf(card.id)


def _translation(
    old: translation.Translation | None, new: translation.Translation | None
) -> Affected:
    of = new or old
    if of:
        yield page_sets.TranslationsOf(of.group)
        yield page_sets.PageOf(of.group)


def _series_part(old: series.SeriesPart | None, new: series.SeriesPart | None) -> Affected:
    part = new or old
    if part:
        yield page_sets.PartsBeside(part.series, part.place)


def _entry(old: listing.Entry | None, new: listing.Entry | None) -> Affected:
    entry = new or old
    if entry is None:
        return
    where, at = entry.listing, entry.position
    yield ListingPage(where)
    yield page_sets.InArchive(RunPage(where, at.month, at.run))
    if old is None or new is None:
        yield page_sets.Beside(where, at)
    if where == SITE:
        yield page_sets.InArchive(
            SitemapPage(at.month, listing.run_of(at.slot, listing.SITEMAP_RUN))
        )
    if where.kind is not ListingKind.AUTHOR:
        yield page_sets.Followers(where, at)


_BY_STORIES = (ListingKind.TAG, ListingKind.AUTHOR)
"""Listings that have no page before their first story, whose entry brings it."""


def _listing(old: listing.Listing | None, new: listing.Listing | None) -> Affected:
    now = new or old
    if now is None:
        return
    if _is_seen(old, new):
        yield ListingPage(now.listing)
        yield MonthsPage(now.listing)
        if now.listing.kind in FED:
            yield FeedPage(now.listing)
    closed = old.open_run if old else None
    if closed and closed != now.open_run:
        yield page_sets.Closed(RunPage(now.listing, *closed))
    if now.listing == SITE:
        sitemaps = {SitemapPage(*run) for run in now.sitemaps_since(old if new else None)}
        yield from sitemaps
        yield from (SitemapIndexPage(), NewsSitemapPage()) if sitemaps else ()


def _is_seen(old: listing.Listing | None, new: listing.Listing | None) -> bool:
    """Whether it says something else, or may have pages where there were none."""
    if old is None and new is not None and new.listing.kind in _BY_STORIES:
        return bool(new.months or new.moved_to)
    return old is None or new is None or (old.title, old.moved_to) != (new.title, new.moved_to)


def _search(old: search_index.SearchWords | None, new: search_index.SearchWords | None) -> Affected:
    words = new or old
    if words:
        yield SearchIndexPage(words.position.month, words.run)


def _news(old: listing.NewsEntry | None, new: listing.NewsEntry | None) -> Affected:
    yield NewsSitemapPage()


def _thread(old: comment.Thread | None, new: comment.Thread | None) -> Affected:
    thread = new or old
    if thread:
        yield page_sets.RunShown(CommentsPage, thread.article_id, thread.number.run)


def _comment_count(old: comment.CommentCount | None, new: comment.CommentCount | None) -> Affected:
    count = new or old
    if count:
        yield page_sets.RunShown(CommentsPage, count.article_id, count.runs)
        if opened := _opened(old if new else None, count):
            yield page_sets.RunsShown(CommentsPage, count.article_id, opened)


def _discussion(old: Discussion | None, new: Discussion | None) -> Affected:
    discussion = new or old
    if discussion:
        yield page_sets.PageOf(discussion.article_id)
        # Only where comments opened or closed: every edit of an article writes this record.
        if old is None or new is None or old.is_open != new.is_open:
            yield page_sets.RunsOf(CommentsPage, discussion.article_id, (discussion.path,))


def _live_entry(old: live.LiveEntry | None, new: live.LiveEntry | None) -> Affected:
    entry = new or old
    if entry:
        yield page_sets.RunShown(LivePage, entry.article_id, entry.run)
    pictures = set(old.media if old else ()) ^ set(new.media if new else ())
    yield from map(MediaPage, pictures)


def _live_count(old: live.LiveCount | None, new: live.LiveCount | None) -> Affected:
    count = new or old
    if count:
        yield page_sets.RunsShown(LivePage, count.article_id, _opened(old if new else None, count))


def _opened(
    before: comment.CommentCount | live.LiveCount | None, now: comment.CommentCount | live.LiveCount
) -> tuple[int, ...]:
    """The runs that are new, and the newest so far: it has a newer one beside it from now on."""
    runs = before.runs if before else 0
    return tuple(range(max(runs, 1), now.runs + 1)) if runs < now.runs else ()


def _profile(old: profile.Profile | None, new: profile.Profile | None) -> Affected:
    told = new or old
    if told:
        yield ListingPage(listing.ListingName(ListingKind.AUTHOR, told.slug))
        yield page_sets.ArticlesBy(told.slug)
        if (old and old.picture) != (new and new.picture):
            yield ListingPage(SITE)
    portraits = {profile.portrait_of(old)} ^ {profile.portrait_of(new)}
    yield from (MediaPage(media_id) for media_id in portraits if media_id)


def _embed(old: embed.Embed | None, new: embed.Embed | None) -> Affected:
    if of := new or old:
        yield page_sets.CardsOf(of.key.pk)
    pictures = {old.picture if old else ""} ^ {new.picture if new else ""}
    yield from map(MediaPage, pictures - {""})


def _renewal(old: renewal.Renewal | None, new: renewal.Renewal | None) -> Affected:
    if new and new.left:
        yield new


def _media(old: media.Media | None, new: media.Media | None) -> Affected:
    of = new or old
    if of and _pixels(old) != _pixels(new):
        yield MediaPage(of.id)
        if of.card:
            yield page_sets.CardsOf(of.card)


def _pixels(of: media.Media | None) -> str | None:
    return of.digest if of and of.is_ready else None


def _front(old: Record | None, new: Record | None) -> Affected:
    yield ListingPage(SITE)


RULES: dict[type[Any], Callable[[Any, Any], Affected]] = {
    article.Address: _address,
    article.Article: _article,
    listing.Card: _card,
    translation.Translation: _translation,
    series.SeriesPart: _series_part,
    listing.Entry: _entry,
    listing.Listing: _listing,
    listing.NewsEntry: _news,
    search_index.SearchWords: _search,
    listing.BreakingEntry: _front,
    comment.Thread: _thread,
    comment.CommentCount: _comment_count,
    Discussion: _discussion,
    live.LiveEntry: _live_entry,
    live.LiveCount: _live_count,
    profile.Profile: _profile,
    renewal.Renewal: _renewal,
    front_page.FrontPage: _front,
    media.Media: _media,
    embed.Embed: _embed,
}
