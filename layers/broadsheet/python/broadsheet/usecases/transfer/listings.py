"""The list here that is what a category, a tag or an author was elsewhere."""

from broadsheet.domain.articles.listing import (
    ListingKind,
    ListingName,
    shorten,
)
from broadsheet.domain.articles.submitted import LONGEST_NAME, LONGEST_TERM
from broadsheet.domain.shared.text import readable
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.shared.ports import Reads

_KINDS = {
    "section": (ListingKind.SECTION, ListingKind.TAG),
    "tag": (ListingKind.TAG, ListingKind.SECTION),
    "author": (ListingKind.AUTHOR,),
}
"""A category is the section of some stories and a tag of others."""


def listing_named(reads: Reads, kind: str, name: str) -> ListingName | None:
    """The listing of a kind (`section`, `tag`, `author`) by the name that people read.

    None where nothing was ever listed under it.
    """
    most = LONGEST_NAME if kind == "author" else LONGEST_TERM
    # As `fitting` has them: a name that is too long is listed as it begins.
    shown = shorten(" ".join(readable(name)[0].split()), most)
    for listed in _KINDS[kind]:
        there = address_of(reads, listed, shown)
        if there.title is not None:
            return ListingName(listed, there.slug)
    return None
