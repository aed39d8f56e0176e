"""The addresses at which articles stood elsewhere lead to where they stand now.

All articles have their own addresses first: what somebody else's was once must not keep a story
from the one that is its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from broadsheet.domain.articles.article import Address, address_key
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.domain.redirects.redirect import LONGEST_TARGET, tidied
from broadsheet.domain.shared.errors import Conflict, Invalid
from broadsheet.domain.shared.web_address import NotAnAddress, encoded, web_address
from broadsheet.domain.site.kinds.listing import listing_path
from broadsheet.domain.site.redirected import is_free_for_old_lists, is_free_for_redirects
from broadsheet.domain.transfer.site_lines import ImportNote, OldAddress
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.transfer.listings import listing_named
from broadsheet.usecases.transfer.moving import Moving, Placed, SiteImportReport, told_of

_AT_ONCE = 100
"""Addresses that are looked up together (BatchGetItem's limit)."""


class _Old(msgspec.Struct, frozen=True):
    """An address that led to an article there."""

    path: str
    placed: Placed


def import_redirects(moving: Moving, placed: Sequence[Placed], taken: SiteImportReport) -> None:
    """Let every old address lead to its article, unless it is taken: then that is in the report.

    Those at which something stands are before those that were given up there already. What an
    editor has said about an address here stays as it is. Raises InFlight.
    """
    stood = [_Old(tidied(path), one) for one in placed for path in one.addresses]
    before = [_Old(tidied(path), one) for one in placed for path in one.former]
    olds = {(old.path, old.placed.article_id): old for old in (*stood, *before)}
    wanted = [old for old in olds.values() if old.path != old.placed.path]
    owners: dict[str, str] = {}
    for n in range(0, len(wanted), _AT_ONCE):
        some = wanted[n : n + _AT_ONCE]
        known = _known(moving.services.table, some)
        for old in some:
            found = known.get(old.path)
            owner = owners.get(old.path) or (found.article_id if found else None)
            if owner != old.placed.article_id:
                _lead(moving, old, taken, is_taken=owner is not None)
                owners.setdefault(old.path, old.placed.article_id)
        moving.told_of_redirects(min(n + _AT_ONCE, len(wanted)), len(wanted))


def _known(reads: Reads, some: Sequence[_Old]) -> dict[str, Address]:
    keys = [address_key(path) for path in dict.fromkeys(old.path for old in some)]
    return {address.path: address for address in reads.get_many(Address, keys).values()}


def _lead(moving: Moving, old: _Old, taken: SiteImportReport, *, is_taken: bool) -> None:
    placed = old.placed
    if is_taken:
        words = f"{old.path} is another's, or an editor has decided about it"
        taken.notes.append(ImportNote(placed.id, placed.title, "address_taken", words))
    elif not is_free_for_redirects(old.path):
        taken.notes.append(ImportNote(placed.id, placed.title, "address_not_free", old.path))
    else:
        try:
            put_redirect(moving.services, moving.request, old.path, placed.path)
        except (Conflict, Invalid) as error:
            taken.notes.append(told_of(placed.id, placed.title, "address_taken", error))
        else:
            taken.redirects += 1


def import_old_addresses(
    moving: Moving, olds: Iterable[OldAddress], taken: SiteImportReport
) -> None:
    """Let what listed or fed articles elsewhere, and files' pages, lead to what is so here.

    Articles have their own addresses first. What leads somewhere already stays as it is. Raises
    InFlight.
    """
    places = _Places(moving.services.table)
    left = iter(olds)
    while some := list(islice(left, _AT_ONCE)):
        paths = {old: tidied(old.path) for old in some}
        keys = [address_key(path) for path in dict.fromkeys(paths.values())]
        known = {one.path for one in moving.services.table.get_many(Address, keys).values()}
        for old, path in paths.items():
            target = places.of(old)
            if not target:
                places.told(old, taken)
            elif path not in known and path != target:
                known.add(path)
                _let_lead(moving, path, target, taken)


def _let_lead(moving: Moving, path: str, target: str, taken: SiteImportReport) -> None:
    if not is_free_for_old_lists(path):
        taken.notes.append(ImportNote("", path, "address_not_free", f"leads to {target} no more"))
        return
    try:
        put_redirect(moving.services, moving.request, path, target)
    except (Conflict, Invalid) as error:
        taken.notes.append(told_of("", path, "address_taken", error))
    else:
        taken.redirects += 1


def _kept(address: str) -> str:
    """A file's address as a redirect can have it; empty where it can be none."""
    try:
        kept = web_address(encoded(address))
    except NotAnAddress:
        return ""
    return kept if len(kept) <= LONGEST_TARGET else ""


class _Places:
    """Where on this site something is; each name is looked up once."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._found: dict[tuple[str, str], str] = {}
        self._told: set[str] = set()

    def told(self, old: OldAddress, taken: SiteImportReport) -> None:
        """Say once of a name that nothing here is listed under it."""
        if old.name not in self._told:
            self._told.add(old.name)
            taken.notes.append(ImportNote("", tidied(old.path), "address_of_nothing", old.name))

    def of(self, old: OldAddress) -> str:
        """A path, or an address; empty where there is no such thing here."""
        if old.kind == "front" or (old.kind == "feed" and not old.name):
            return "/" if old.kind == "front" else "/feed.xml"
        if old.kind == "file":
            return _kept(old.name)
        key = (old.kind, old.name)
        if key not in self._found:
            self._found[key] = "".join(self._listed(old))
        return self._found[key]

    def _listed(self, old: OldAddress) -> Iterator[str]:
        listing = listing_named(
            self._reads, "section" if old.kind == "feed" else old.kind, old.name
        )
        if listing:
            yield listing_path(listing)
            # Sections have feeds of their own (`FeedPage`); other lists are their own news.
            if old.kind == "feed" and listing.kind is ListingKind.SECTION:
                yield "feed.xml"
