"""Sections and tags, with how many stories each was given."""

from urllib.parse import urlencode

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.shared.principal import Scope
from broadsheet.usecases.articles.read_listings import list_listings
from broadsheet.usecases.articles.rename_term import renamings
from broadsheet.usecases.shared.paging import Cursor

SECTIONS = "/desk/sections"
SHOWN = 30
"""Each takes a read, which says whether something stands in it now."""
_KINDS = {"section": ListingKind.SECTION, "tag": ListingKind.TAG}


def _list(desk: DeskRequest) -> Answer:
    desk.who.must(Scope.SITE_EDIT)
    asked = desk.only("kind", "cursor")
    kind = _KINDS.get(asked.get("kind", ""), ListingKind.SECTION)
    cursor = Cursor(asked["cursor"]) if "cursor" in asked else None
    found = list_listings(bootstrap.reads(), kind, SHOWN, cursor)
    following = {"kind": kind.value, "cursor": found.next}
    own = {term.slug: term.name for term in bootstrap.site().sections}
    return bootstrap.desk().page(
        desk,
        "sections.html",
        kind=kind.value,
        listings=[(one, sum(one.months.values())) for one in found.items],
        progress=renamings(bootstrap.reads()),
        own=own if kind is ListingKind.SECTION else {},
        next=f"{SECTIONS}?{urlencode(following)}" if found.next else "",
    )


ROUTES: dict[str, DeskEndpoint] = {f"GET {SECTIONS}": _list}
