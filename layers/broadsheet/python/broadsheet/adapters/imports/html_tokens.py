"""HTML that nobody has checked, as tags and what stands between them.

Linear in its length, whatever is in it: a tag that never ends is text.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# Every part but the name may be missing, so that nothing is ever read twice.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(>?)")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


class Tag(NamedTuple):
    """A start or end tag: where it stands, its name in lower case, its attributes as written."""

    start: int
    end: int
    name: str
    closes: bool
    written: str

    @property
    def attributes(self) -> dict[str, str]:
        """By lower-case names, without entities; of two of one name the first, as browsers do."""
        return attributes_of(self.written)


def tags_in(text: str) -> Iterator[Tag]:
    """Every tag, in its order."""
    for found in _TAG.finditer(text):
        if found[4]:
            yield Tag(found.start(), found.end(), found[2].lower(), bool(found[1]), found[3])


def attributes_of(written: str) -> dict[str, str]:
    """What is between a name and the end of its tag, or its shortcode."""
    given: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        given.setdefault(name.lower(), html.unescape(double or single or bare))
    return given


def written(name: str, attributes: dict[str, str]) -> str:
    """A start tag, in one line."""
    said = "".join(
        f' {key}="{html.escape(" ".join(value.split()))}"' for key, value in attributes.items()
    )
    return f"<{name}{said}>"
