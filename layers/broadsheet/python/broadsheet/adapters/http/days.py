"""Days in the query of a request."""

import re
from collections.abc import Mapping
from datetime import date

from broadsheet.domain.shared.errors import FieldError
from broadsheet.domain.shared.sentence import sentence

_DAY = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")


def day_asked(query: Mapping[str, str], name: str, wrong: list[FieldError]) -> date | None:
    """The day that a parameter says, if it is there; `wrong` gets what is none."""
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
