"""Links in a comment, counted in what was typed: also those that nobody will be able to click."""

import re

from broadsheet.domain.shared.patterns import pattern

_LINK = pattern(
    r"\[[^\[\]]*\]\(\s*[^\s)]+"  # Markdown
    r"|\b(?:https?|ftp)://[^\s<>\])]+"
    r"|\bwww\.[^\s<>\])]+",
    re.IGNORECASE,
)


def links_in(source: str) -> int:
    """How many links a comment's source has: Markdown's, and addresses as they are."""
    return sum(1 for _ in _LINK.finditer(source))
