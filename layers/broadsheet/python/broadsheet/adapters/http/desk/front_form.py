"""The front page while it is arranged, as fields of a form and as an address."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import msgspec

from broadsheet.adapters.http.people.requests import front_page_in
from broadsheet.domain.people.front_page import HIDDEN, LAYOUTS, PINNED, SubmittedFrontPage
from broadsheet.usecases.shared.sent import Sent

FIELDS = ("lead", "pinned", "hidden", "layout")
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def arrangement_in(told: Callable[[str], str]) -> SubmittedFrontPage:
    """What the fields say; what cannot be a story's id, or a layout, is nothing."""
    lead = _ids(told("lead"), 1)
    return SubmittedFrontPage(
        lead=lead[0] if lead else None,
        pinned=_ids(told("pinned"), PINNED + 1),
        hidden=_ids(told("hidden"), HIDDEN + 1),
        layout=next((one for one in LAYOUTS if one == told("layout")), LAYOUTS[0]),
    )


def _ids(text: str, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in text.split(",") if _ID.fullmatch(one)))[:most]


def fields_of(arrangement: SubmittedFrontPage) -> dict[str, str]:
    """The inverse of `arrangement_in`."""
    return {
        "lead": arrangement.lead or "",
        "pinned": ",".join(arrangement.pinned),
        "hidden": ",".join(arrangement.hidden),
        "layout": arrangement.layout,
    }


def query_of(arrangement: SubmittedFrontPage) -> str:
    """The same in an address."""
    return urlencode(fields_of(arrangement), safe=",")


def submitted(arrangement: SubmittedFrontPage) -> tuple[SubmittedFrontPage, Sent]:
    """What the API would be sent. Raises Invalid with what is wrong with it."""
    return front_page_in(msgspec.json.encode(arrangement))
