"""The addresses at which articles stood elsewhere lead to where they stand now.

All articles have their own addresses first: what somebody else's was once must not keep a story
from the one that is its own.
"""

from collections.abc import Sequence

import msgspec

from broadsheet.domain.articles.article import Address, address_key
from broadsheet.domain.redirects.redirect import tidied
from broadsheet.domain.shared.errors import Conflict, Invalid
from broadsheet.domain.site.redirected import is_free_for_redirects
from broadsheet.domain.transfer.site_lines import ImportNote
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.shared.ports import Reads
from broadsheet.usecases.transfer.import_articles import Moving, Placed, SiteImportReport, told_of

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
