"""How much is played: `make test` plays a sample of what `make test-long` does.

Each number has a variable of its own, for whoever looks for something.
"""

import os

LONG = os.environ.get("BROADSHEET_LONG") == "yes"


def number_of(what: str, few: int, many: int) -> int:
    """So many of them: BROADSHEET_<WHAT>, or `few`, or `many` in the long run."""
    return int(os.environ.get(f"BROADSHEET_{what.upper()}", str(many if LONG else few)))
