"""The last change of a story that readers could see, and the pages that it reaches."""

from collections.abc import Container, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.article import Article, Revision, article_key, revision_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import (
    SITE,
    SITEMAP_RUN,
    Entry,
    ListingKind,
    ListingName,
    Position,
    card_of,
)
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import sentence
from broadsheet.domain.site.kinds.sitemaps import SitemapIndexPage
from broadsheet.domain.site.page_sets import PageSet
from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.routing import Change, Target, affected
from broadsheet.usecases.articles.article_writes import public_records
from broadsheet.usecases.articles.read_articles import must_see
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.site.affected_pages import pages_of
from broadsheet.usecases.site.route_changes import rank

MOST_STEPS = 20
"""Versions back to the one that readers saw last, of a story that was taken down."""
MOST_PAGES = 1000
"""Pages of one change: further ones are not counted."""


class LastChange(NamedTuple):
    """A story before and after; `before` is None where readers had seen nothing of it."""

    before: Article | None
    after: Article
    action: str
    at: datetime

    @property
    def is_takedown(self) -> bool:
        """Whether readers saw it before, and no more."""
        return self.before is not None and self.before.is_public and not self.after.is_public


def story_of(reads: Reads, who: Principal, article_id: str) -> Article:
    """The story in whatever state, for those who may see it: also one that was deleted.

    Raises NotFound.
    """
    article = reads.get(Article, article_key(article_id))
    if article is None:
        raise NotFound(sentence("There is no such article."))
    return must_see(who, article)


def last_change(reads: Reads, after: Article) -> LastChange:
    """What its newest version changed for readers; of a story that was taken down, that."""
    newest = _revision(reads, after, after.version)
    if after.is_public:
        before = _as_it_was(after, _revision(reads, after, after.version - 1))
        return _change(before, after, newest)
    step = newest
    for version in range(after.version - 1, max(after.version - 1 - MOST_STEPS, 0), -1):
        found = _revision(reads, after, version)
        if found and found.status is Status.PUBLISHED:
            return _change(_as_it_was(after, found), after, step)
        step = found or step
    if after.published_at is None:
        return _change(None, after, newest)
    shown = msgspec.structs.replace(after, status=Status.PUBLISHED, retraction=None)
    return _change(shown, after, newest)


def _revision(reads: Reads, of: Article, version: int) -> Revision | None:
    return reads.get(Revision, revision_key(of.id, version)) if version > 0 else None


def _change(before: Article | None, after: Article, step: Revision | None) -> LastChange:
    action, at = (step.action, step.at) if step else ("", after.modified_at)
    return LastChange(before, after, action, at)


def _as_it_was(now: Article, then: Revision | None) -> Article | None:
    """What a version was for readers: its words, and the places that are kept for ever."""
    if then is None:
        return None
    moved = then.content.slug != now.content.slug and now.former_paths
    return msgspec.structs.replace(
        now,
        version=then.version,
        status=then.status,
        content=then.content,
        path=now.former_paths[-1] if moved else now.path,
        modified_at=then.at,
        retraction=None,
    )


def pages_reached(reads: Reads, change: LastChange, podcasts: Container[str] = ()) -> list[AnyPage]:
    """Every page that depends on the change, by the rules that render pages, at most `MOST_PAGES`;
    `podcasts` are the slugs of sections that are.

    In the order in which they are made: the story, then what readers start from.
    """
    targets = {target for one in _changes(change) for target in affected(one, podcasts)}
    if any(isinstance(one.new, Entry) and _fills_sitemap(one.new) for one in _changes(change)):
        targets.add(SitemapIndexPage())
    found = {page for target in targets for page in _pages(reads, target)}
    return sorted(found, key=place_of)[:MOST_PAGES]


def place_of(page: AnyPage) -> tuple[int, str]:
    """Where the page stands in a receipt."""
    return rank(page), page.files[0]


def _pages(reads: Reads, target: Target) -> Iterator[AnyPage]:
    if isinstance(target, PageSet):
        yield from islice(pages_of(reads, target), MOST_PAGES)
    elif isinstance(target, AnyPage):
        yield target


def _changes(change: LastChange) -> Iterator[Change]:
    """The story's record before and after, and each that its transaction wrote because of it."""
    before, after, _, at = change
    yield Change(before, after)
    old = public_records(before, at) | (_ever_listed(before) if change.is_takedown else {})
    new = public_records(after, at)
    for key in old | new:
        if old.get(key) != new.get(key):
            yield Change(old.get(key), new.get(key))


def _ever_listed(article: Article | None) -> dict[Key, Record]:
    """Its entry in each list that it ever stood in: places are given out once."""
    if article is None or article.published_at is None:
        return {}
    entries = (
        Entry(listing=_named(name), position=Position.parse(place), card=card_of(article))
        for name, place in article.slots.items()
    )
    return {entry.key: entry for entry in entries}


def _named(listing: str) -> ListingName:
    kind, _, name = listing.partition("#")
    return ListingName(ListingKind(kind), name)


def _fills_sitemap(entry: Entry) -> bool:
    return entry.listing == SITE and entry.position.slot % SITEMAP_RUN == 0
