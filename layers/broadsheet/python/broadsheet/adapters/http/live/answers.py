"""What clients see of running stories."""

import msgspec

from broadsheet.adapters.http.fields import Html, Time
from broadsheet.adapters.http.lists import ItemList
from broadsheet.domain.live import entry
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.record import stamp, stamp_or_none


class LiveEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a running story."""

    number: Positive
    headline: str | None
    html: Html
    is_key: bool
    byline: str | None
    at: Time
    edited_at: Time | None
    version: Positive


class LiveList(ItemList[LiveEntry], frozen=True):
    """Entries, newest first."""


def live_entry(shown: entry.LiveEntry) -> LiveEntry:
    """An entry of a running story."""
    return LiveEntry(
        number=shown.number,
        headline=shown.headline or None,
        html=shown.html,
        is_key=shown.is_key,
        byline=shown.byline or None,
        at=stamp(shown.at),
        edited_at=stamp_or_none(shown.edited_at),
        version=shown.version,
    )
