"""A table on which everything can be tried: what is written to it is seen, and gone in the end."""

from collections.abc import Mapping, Sequence

import msgspec

from broadsheet.domain.articles.article import Address, Article
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.listing import Listing, ListingName, listing_key
from broadsheet.domain.media.media import Media
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.redirects.redirect import Leading
from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Cause, Put, R, Span, Table, Write

_LOOKED_AT = (Address, Article, Listing, Profile, Leading, Media)
"""What those who move a site in look at again; all else would only fill the memory."""


class DryRunTable:
    """Implements `Table` over another one, which is only read.

    Conditions are not looked at: nobody else writes to it, so they hold for whoever has looked.
    Bodies of articles are not kept.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._written: dict[Key, Record | None] = {}
        self._slots: dict[tuple[str, str], int] = {}
        self._titles: dict[ListingName, str] = {}

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        if key not in self._written:
            return self._table.get(kind, key)
        record = self._written[key]
        return record if isinstance(record, kind) else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        found = self.get_all(dict.fromkeys(keys, kind))
        return {key: record for key, record in found.items() if isinstance(record, kind)}

    def get_all(self, wanted: Mapping[Key, type[Record]]) -> Mapping[Key, Record]:
        """See `Gathers`."""
        others = {key: kind for key, kind in wanted.items() if key not in self._written}
        found = dict(self._table.get_all(others)) if others else {}
        for key, kind in wanted.items():
            record = self._written.get(key)
            if isinstance(record, kind):
                found[key] = record
        return found

    def query(
        self, kind: type[R], span: Span, *, limit: int, newest_first: bool = False
    ) -> list[R]:
        """See `Reads`."""
        mine = {
            key: record
            for key, record in self._written.items()
            if key.pk == span.pk and span.first <= key.sk <= span.last
        }
        found: dict[Key, Record | None] = {
            record.key: record
            for record in self._table.query(
                kind, span, limit=limit + len(mine), newest_first=newest_first
            )
        }
        both = found | mine
        kept = [both[key] for key in sorted(both, reverse=newest_first)]
        return [record for record in kept if isinstance(record, kind)][:limit]

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        """See `Table`."""
        for write in writes:
            if isinstance(write, Put):
                self._table.must_fit(write.record, cause)
        for write in writes:
            if not isinstance(write, Put):
                self._written[write.key] = None
            elif isinstance(write.record, _LOOKED_AT):
                self._written[write.record.key] = _without_body(write.record)

    def must_fit(self, record: Record, cause: Cause) -> None:
        """See `Table`."""
        self._table.must_fit(record, cause)

    def open_listing(self, listing: ListingName, title: str, _cause: Cause) -> None:
        """See `Table`."""
        if self.get(Listing, listing_key(listing)) is None:
            self._written[listing_key(listing)] = Listing(listing=listing, title=title)

    def next_slot(self, listing: ListingName, title: str, month: str, _cause: Cause) -> int | None:
        """See `Table`; slots of the table itself are not looked at."""
        # Read once for each listing: titles do not change.
        if listing not in self._titles and (there := self.get(Listing, listing_key(listing))):
            self._titles[listing] = "" if there.moved_to else there.title
        if self._titles.get(listing) != title:
            return None
        of = (str(listing), month)
        self._slots[of] = self._slots.get(of, 0) + 1
        return self._slots[of]

    def name_listing(self, listing: ListingName, title: str, moved_to: str, _cause: Cause) -> None:
        """See `Table`."""
        self._written[listing_key(listing)] = Listing(
            listing=listing, title=title, moved_to=moved_to
        )
        self._titles.pop(listing, None)

    def count_up(self, of: str, _expires_at: int, _by: str) -> int:
        """See `Table`; counted here alone."""
        self._slots[of, ""] = self._slots.get((of, ""), 0) + 1
        return self._slots[of, ""]


def _without_body(record: Record) -> Record:
    if not isinstance(record, Article):
        return record
    content = msgspec.structs.replace(record.content, body="")
    return msgspec.structs.replace(record, content=content, body=BodyHtml(SafeHtml(""), 0))
