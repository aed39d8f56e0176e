"""An hour that somebody sends."""

import re
from typing import Annotated

from msgspec import Meta

from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.http.text_kinds import as_it_is
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.articles.hours import LOCAL


def _local(hour: str) -> str:
    if not re.fullmatch(LOCAL, hour):
        raise Wrong("string_pattern_mismatch", like="2026-11-24T06:00")
    return hour


_LOCAL = as_it_is(None, _local)._replace(told=(("pattern", LOCAL),))


class HourEntry(Model, frozen=True, kw_only=True):
    """An hour on a wall clock."""

    local: Annotated[
        str,
        _LOCAL,
        Meta(
            description="such as 2026-11-24T06:00; with its offset (2026-10-25T02:30+02:00) where "
            "clocks are put back and the hour exists twice"
        ),
    ]
    zone: Annotated[
        Annotated[str, as_it_is(64)] | None,
        Meta(description="IANA time zone; the site's when it is not given"),
    ] = None
