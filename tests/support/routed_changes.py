"""A published article, and which pages a change can alter."""

from typing import Any

from broadsheet.domain.articles.listing import ListingKind, ListingName
from broadsheet.domain.shared.record import Record
from broadsheet.domain.site.routing import Change, affected
from tests.builders import make_article

PUBLISHED = make_article()
PATH, ID = PUBLISHED.path, PUBLISHED.id
SECTION = ListingName(ListingKind.SECTION, "world")


def changed(old: Record | None, new: Record | None) -> set[Any]:
    return set(affected(Change(old, new)))
