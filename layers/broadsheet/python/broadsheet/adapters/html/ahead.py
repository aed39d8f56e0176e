"""What comes next in a text that is read once, from its beginning to its end."""

import re


class Ahead:
    """What is nowhere is looked for once, and what was found until it is behind: so all that is
    asked takes time in proportion to the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        self._tags: dict[str, tuple[int, int] | None] = {}

    def find(self, what: str, at: int) -> int:
        """Where it stands next, or -1."""
        if what in self._missing:
            return -1
        found = self._text.find(what, at)
        if found < 0:
            self._missing.add(what)
        return found

    def start_of(self, name: str, after: int) -> tuple[int, int] | None:
        """Where the next start tag of that name begins and ends."""
        return self._tag(f"<{name}", after)

    def end_of(self, name: str, after: int) -> tuple[int, int] | None:
        """Where the next end tag of that name begins and ends."""
        return self._tag(f"</{name}", after)

    def _tag(self, begins: str, after: int) -> tuple[int, int] | None:
        known = self._tags.get(begins, (-1, -1))
        if known is None or known[0] >= after:
            return known
        tag = re.compile(rf"{re.escape(begins)}(?=[\s/>])[^>]*>", re.IGNORECASE)
        found = tag.search(self._text, after)
        self._tags[begins] = found.span() if found else None
        return self._tags[begins]
