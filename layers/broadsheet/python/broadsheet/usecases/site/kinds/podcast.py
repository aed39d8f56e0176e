"""What podcasts are made of."""

from collections.abc import Sequence

from broadsheet.domain.articles.article import Article, Term, article_key
from broadsheet.domain.articles.listing import Entry, ListingKind
from broadsheet.domain.site.kinds.podcast import PodcastPage, PodcastView
from broadsheet.usecases.shared.ports import Reads, Span
from broadsheet.usecases.site.listed import is_standing, listing_of, newest_first

LOOKED_AT = 50
"""Stories of the section. Programs that play podcasts keep what they have seen."""


def read(reads: Reads, page: PodcastPage, sections: Sequence[Term]) -> PodcastView | None:
    """The newest stories of a section that play something."""
    name = page.listing
    if name.kind is not ListingKind.SECTION or listing_of(reads, name, sections) is None:
        return None
    entries = reads.query(Entry, Span(name.pk), limit=LOOKED_AT, newest_first=True)
    if not (entries or is_standing(name, sections)):
        return None
    keys = [article_key(card.id) for card in newest_first(entries)]
    found = reads.get_many(Article, keys) if keys else {}
    played = (found[key] for key in keys if key in found and found[key].is_listed)
    return PodcastView(name, tuple(one for one in played if one.body.recordings))
