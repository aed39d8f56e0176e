"""Where an element of HTML ends, whatever is in it."""

import re
from functools import cache


def element_end(html: str, at: int, name: str) -> int:
    """Behind the end tag of the element of that name that begins `at` an offset; -1 without one.

    Elements of the same name may be in it. Takes time in proportion to what it looks at.
    """
    opened = 0
    for tag in _tags(name).finditer(html, at):
        opened += -1 if tag[1] else 1
        if not opened:
            return tag.end()
    return -1


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b[^<>]*>")
