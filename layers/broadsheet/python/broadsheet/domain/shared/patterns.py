"""Patterns that are compiled when they are first asked for.

To compile one with a class of many scripts takes a millisecond or more, and a cold start imports
dozens that its first answer never looks for. What is small, or always asked, is `re.compile`'s.
"""

import re
from typing import Any, cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` makes of it, at the first use; `pattern` alone is none.

    Raises re.error there, and not here, where the source is none.
    """
    # It has whatever the pattern has, and after the first use as its own: nothing is looked up.
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        found = getattr(compiled, name)
        setattr(self, name, found)
        return found
