"""Why a function failed, by what stands in its log."""

import json
import re
from collections.abc import Iterator
from typing import Any

_LONGEST = 400
_RAISED = re.compile(
    r"(?:\[ERROR\] )?[\w.]*(?:Error|Exception|Exit|Interrupt)\b(?:: |$)|.*Task timed out"
)
"""The last line of a traceback, or what Lambda itself says."""
_MODULES = re.compile(r"^(?:\w+\.)+(?=[A-Z])")


def reason_in(message: str) -> Iterator[str]:
    """Why something failed, where a line of a function's log says so."""
    for text in message.splitlines():
        said = entry_in(text)
        if said.get("level") in ("ERROR", "CRITICAL", "WARNING"):
            last = said.get("exception", "").strip().splitlines()[-1:] or [""]
            yield f"{said.get('message')} {_short(last[0])}".rstrip()
        elif not said and _RAISED.match(text):
            yield _short(text)


def is_of_a_failure(message: str) -> bool:
    """Whether it is of a call that failed, and not what a function says of itself."""
    return any(not entry_in(text) and _RAISED.match(text) for text in message.splitlines())


def _short(raised: str) -> str:
    """The last line of a traceback without the modules that its error is in."""
    return _MODULES.sub("", raised)[:_LONGEST]


def entry_in(text: str) -> dict[str, Any]:
    """What a line says, if it is one of ours."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
