"""An hour that somebody sends."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.adapters.http.sentences import wrong
from broadsheet.adapters.http.submitted import Model
from broadsheet.domain.articles.hours import LOCAL
from broadsheet.domain.shared.sentence import sentence

_LIKE = "2026-11-24T06:00"


def _local(hour: str) -> str:
    if not re.fullmatch(LOCAL, hour):
        raise wrong("string_pattern_mismatch", sentence("must be like {like}", like=_LIKE))
    return hour


class HourEntry(Model):
    """An hour on a wall clock."""

    local: Annotated[
        str, Field(strict=True, json_schema_extra={"pattern": LOCAL}), AfterValidator(_local)
    ] = Field(
        description="such as 2026-11-24T06:00; with its offset (2026-10-25T02:30+02:00) where "
        "clocks are put back and the hour exists twice"
    )
    zone: Annotated[str, Field(strict=True, max_length=64)] | None = Field(
        default=None, description="IANA time zone; the site's when it is not given"
    )
