"""What feeds are made of."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Article, Term, article_key
from broadsheet.domain.articles.listing import SITE, Entry
from broadsheet.domain.site.kinds.feed import FED, FeedPage, FeedView
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.listed import is_standing, listing_of, newest_first

FEED = 20
"""Articles in the site's feed, whole."""
OF_A_SECTION = 10
"""Those in a section's, where fewer come in a day."""


def read(reads: Reads, page: FeedPage, sections: Sequence[Term]) -> FeedView | None:
    """The newest articles, for the listings that have feeds."""
    name = page.listing
    listing = listing_of(reads, name, sections) if name.kind in FED else None
    if listing is None:
        return None
    most = FEED if name == SITE else OF_A_SECTION
    entries = reads.query(Entry, Span(name.pk), limit=most, newest_first=True)
    if not (entries or is_standing(name, sections)):
        return None
    keys = [article_key(card.id) for card in newest_first(entries)]
    # Whole articles change without their cards: each edit is in the feed.
    found = reads.get_many(Article, keys) if keys else {}
    return FeedView(listing, tuple(found[k] for k in keys if k in found and found[k].is_listed))
