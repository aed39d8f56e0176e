"""Days in the query of a request."""

import re
from collections.abc import Mapping
from datetime import date

from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.shared.sentence import sentence

_DAY = re.compile(r"[0-2][0-9]{3}-[0-9]{2}-[0-9]{2}")
"""Of a year in the calendar (`hours.LAST_YEAR`): archives begin long before their newspapers."""


def days_asked(
    query: Mapping[str, str], wrong: list[FieldError]
) -> tuple[date | None, date | None]:
    """The first and the last day that are asked for, if they are; `wrong` gets what is none, and a
    last day that is before the first."""
    since, until = _day_asked(query, "since", wrong), _day_asked(query, "until", wrong)
    if since and until and until < since:
        words = sentence("must not be before {day}, the first day", day=since.isoformat())
        wrong.append(FieldError("?until", "before_since", words))
    return since, until


def _day_asked(query: Mapping[str, str], name: str, wrong: list[FieldError]) -> date | None:
    sent = query.get(name)
    if sent is None:
        return None
    try:
        if _DAY.fullmatch(sent):
            return date.fromisoformat(sent)
    except ValueError:
        pass
    wrong.append(
        FieldError(f"?{name}", "bad_day", sentence("must be a day like {like}", like="2026-11-28"))
    )
    return None
