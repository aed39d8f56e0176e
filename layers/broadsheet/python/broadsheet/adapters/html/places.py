"""Places in a body that links may lead to: its headings, and what its author gave a name."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from broadsheet.adapters.html.allowed import APART, ARTICLE_TAGS, PLACE, SAME
from broadsheet.domain.shared.slug import slug_of

MOST = 500
"""Headings, and names, that can be led to in one body."""
_HEADING = re.compile(r"<(/?)h([1-6])((?:\s[^<>]*)?)>", re.IGNORECASE)
_NAMED = re.compile(
    r"<([a-z][a-z0-9]*)(?=\s)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?\s(id|name)\s*=\s*"
    r"(\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)",
    re.IGNORECASE,
)
_STANDS = ARTICLE_TAGS | APART | SAME.keys()
_FOOTNOTE = re.compile(r"fn(?:ref)?-[0-9-]+")
_ASIDE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_TAG = re.compile(r"<[^<>]*>")
_UNSAID = re.compile(r"[^\w\- ]")
_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_UNSEEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


class Places:
    """The ids of one body by the names that links may call them: `known` are those of footnotes.

    `html` is what cmark made, with an id for each heading that has none.
    """

    def __init__(self, rendered: str, known: dict[str, str]) -> None:
        self._ids = known
        self._taken: dict[str, int] = {}
        self._given: set[str] = set()
        seen = seen_of(rendered)
        if "id" in rendered or "name" in rendered:
            self._learn_names(seen)
        has_headings = "<h" in rendered.lower()
        self.html = "".join(self._with_headings(rendered, seen)) if has_headings else rendered

    def id_of(self, name: str) -> str | None:
        """The id that a link to `#name` leads to, however it is encoded; None without one."""
        decoded = unquote(name)
        for said in (name, decoded, decoded.casefold(), PLACE + decoded):
            if said in self._ids:
                return self._ids[said]
        return decoded if decoded in self._ids.values() else None

    def why_not(self, name: str) -> str:
        """The reason for which an element with that name was given none; see `BodyNotes`."""
        return "id_twice" if self._ids.get(name.strip()) in self._given else "id_left_out"

    def take(self, name: str) -> str | None:
        """The id of the first element that has the name; None for every other that has it."""
        made = self._ids.get(name.strip())
        if made is None or made in self._given or not made.startswith(PLACE):
            return None
        self._given.add(made)
        return made

    def _learn_names(self, rendered: str) -> None:
        for found in _NAMED.finditer(rendered):
            tag, attribute = found[1].lower(), found[2].lower()
            if tag not in _STANDS or (attribute == "name" and tag != "a"):
                continue
            name = html.unescape(found[3].strip("\"'")).strip()
            is_new = name and name not in self._ids and not _FOOTNOTE.fullmatch(name)
            if is_new and len(self._taken) < MOST:
                self._ids[name] = self._free(name)

    def _free(self, name: str) -> str:
        """An id that nothing in this body has."""
        stem = _PLAIN.sub("-", name.lower()).strip("-") if name.isascii() else slug_of(name)
        stem = f"{PLACE}{stem[:_LONGEST].strip('-') or 'x'}"
        n = self._taken.get(stem, 0) + 1
        while n > 1 and f"{stem}-{n}" in self._taken:
            n += 1
        made = stem if n == 1 else f"{stem}-{n}"
        self._taken |= {stem: n, made: n}
        return made

    def _with_headings(self, rendered: str, seen: str) -> Iterator[str]:
        at, begun = 0, None
        for tag in _HEADING.finditer(seen):
            if not tag[1]:
                begun = tag
            elif begun and begun[2] == tag[2]:
                if not re.search(r"\bid\s*=", begun[3]) and len(self._taken) < MOST:
                    words = seen[begun.end() : tag.start()]
                    yield rendered[at : begun.end() - 1]
                    yield self._id_for(words)
                    at = begun.end() - 1
                begun = None
        yield rendered[at:]

    def _id_for(self, inner: str) -> str:
        words = html.unescape(_TAG.sub("", _ASIDE.sub("", inner))).strip()
        if not words:
            return ""
        made = self._free(words)
        names = (words, words.casefold(), _UNSAID.sub("", words.casefold()).replace(" ", "-"))
        for name in (made, *names, made.removeprefix(PLACE)):
            self._ids.setdefault(name, made)
        return f' id="{made}"'


def seen_of(rendered: str) -> str:
    """With blanks for what readers never see, as long as it was: no link leads there."""
    for begins, ends in _UNSEEN:
        parts, at, start = [], 0, rendered.find(begins)
        while start >= 0 and (end := rendered.find(ends, start)) >= 0:
            parts += [rendered[at:start], " " * (end - start)]
            at, start = end, rendered.find(begins, end)
        rendered = "".join(parts) + rendered[at:]
    return rendered
