"""The head of a listing: the front page, sections, tags and authors."""

import re
from typing import Self

import msgspec

from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.listing import SITE, Card, Listing, ListingKind, ListingName
from broadsheet.domain.people.front_page import Layout
from broadsheet.domain.people.profile import Portrait, Profile
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.page import Page, index

FRONT_BESIDE = 4
"""The story that leads the front page, and those that stand beside it."""
FRONT_TOP: dict[Layout, int] = {"graded": FRONT_BESIDE, "calm": 7, "busy": 8}
"""Stories above the briefs of the front page."""
LATEST = "latest.json"
LISTING = r"(?:(?P<kind>section|tag|author)/(?P<name>[^/]+)/)?"
"""How the keys of a listing's files begin; `listing_in` says which listing it is."""

_FILE = pattern(rf"{LISTING}index\.html")


class ListingPage(Page, frozen=True):
    """The head of a listing."""

    listing: ListingName

    @property
    def files(self) -> tuple[str, ...]:
        latest = (LATEST,) if self.listing == SITE else ()
        return (index(listing_path(self.listing)), *latest)

    @classmethod
    def at(cls, file: str) -> Self | None:
        found = _FILE.fullmatch(file)
        if found:
            return cls(listing_in(found))
        return cls(SITE) if file == LATEST else None


def listing_path(listing: ListingName) -> str:
    """Where a listing's head stands."""
    return "/" if listing == SITE else f"/{listing.kind}/{listing.name}/"


def listing_in(found: re.Match[str]) -> ListingName:
    """The listing whose key was found, by a pattern that begins with `LISTING`."""
    return ListingName(ListingKind(found["kind"]), found["name"]) if found["kind"] else SITE


class Opinion(msgspec.Struct, frozen=True):
    """A story in the strip of opinions, and its first author's portrait, if there is one."""

    card: Card
    portrait: Portrait | None


class ListingView(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a listing, newest first.

    On the front page go first the stories that editors chose, or the newest breaking one. `blocks`
    are the site's sections, each with its newest stories less those at the top. `profile` is of the
    author whose stories these are. `older` are the month and the run of the newest page of its
    archive.
    """

    listing: Listing
    cards: tuple[Card, ...]
    breaking: tuple[Card, ...] = ()
    blocks: tuple[tuple[Term, tuple[Card, ...]], ...] = ()
    profile: Profile | None = None
    older: tuple[str, int] | None = None
    layout: Layout = "graded"
    strip: tuple[Term, tuple[Opinion, ...]] | None = None
    """The section whose newest stories stand with portraits, in place of its block."""

    chosen: int = 0
    """How many stories it takes to reach the last one that editors chose: none is left out."""

    @property
    def top(self) -> int:
        """How many stories of the front page stand above its briefs."""
        return FRONT_TOP[self.layout]
