"""What schemathesis cannot read in the description of the API, told to it as hooks."""

import itertools
import re
import uuid
from typing import Any

import schemathesis

_RUN = uuid.uuid4().hex
_numbers = itertools.count()
_ALONE = "path"
_LISTINGS = ("section", "tag", "author")


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: dict[str, Any]) -> None:
    """Make what fits the schema also fit what went before.

    A key is used once; a cursor is the API's own to give; one listing is asked for at a time.
    """
    for name, value in (case.path_parameters or {}).items():
        # The local CloudFront's patterns end where a line does, and so take it for a page.
        case.path_parameters[name] = re.sub(r"\n|%0a", "%20", str(value), flags=re.IGNORECASE)
    if (case.headers or {}).get("If-Match") == "":
        # The local cloud loses headers without a value; this is as wrong, and arrives.
        case.headers["If-Match"] = '""'
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"{_RUN}-{next(_numbers)}"
    query = case.query or {}
    query.pop("cursor", None)
    if _LISTINGS[0] in query or _ALONE in query:
        kept = next((name for name in (*_LISTINGS, _ALONE) if name in query), _ALONE)
        for name in {*_LISTINGS, _ALONE, "month"} - {kept}:
            query.pop(name, None)
