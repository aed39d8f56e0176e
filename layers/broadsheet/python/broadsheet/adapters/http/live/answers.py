"""What clients see of running stories."""

import msgspec

from broadsheet.adapters.http.fields import Html, Time, told
from broadsheet.domain.live import entry
from broadsheet.domain.shared.fields import Positive


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


def live_entry(shown: entry.LiveEntry) -> LiveEntry:
    """An entry of a running story."""
    headline, byline = shown.headline or None, shown.byline or None
    return told(LiveEntry, shown, headline=headline, byline=byline)
