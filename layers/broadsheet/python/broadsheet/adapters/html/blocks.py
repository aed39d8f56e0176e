"""Blocks between lines of colons, in front of cmark, which has no such extension.

    :::facts The ferry
    - 120 seats
    :::

Each line of colons becomes a line of HTML between empty lines, so that what is in the block is
Markdown as anywhere else. What is no block of ours stays as it was typed, and is named.
"""

import functools
import html
import re
from collections.abc import Callable
from typing import NamedTuple

from broadsheet.adapters.html.block_lines import opening_in
from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.definitions import definitions_in, with_definitions
from broadsheet.adapters.html.fences import FENCE
from broadsheet.adapters.html.title_notes import TitleNotes, without_places
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of

MARK = ":::"
NESTED = 4
"""Blocks that may be open at once."""
_CLOSES = re.compile(r"(:{3,})[ \t]*")
_NO_BLOCK = re.compile(r"[ >\t\u200b-\u200f\u061c]{1,12}:{3,}[ \t]*[a-zA-Z{]")
_PLAIN = re.compile(r"(?:[^\W_]|[ .,;?'’-])*")
"""A title that means nothing but itself, in Markdown and in HTML."""
ALSO = dict.fromkeys(("tip", "info", "important"), "note") | {
    **dict.fromkeys(("caution", "danger"), "warning"),
    "math": "formula",
    "film": "video",
    "sound": "audio",
}
"""What other generators call them."""


class _Kind(NamedTuple):
    """The HTML around it; `{}` is its title, with what stands around that."""

    before: str
    after: str
    title: str = "<p><strong>{}</strong></p>"


def _box(name: str) -> _Kind:
    return _Kind(f'<div class="b-{name}" role="note">{{}}', "</div>")


_RECORDING = _Kind('<div class="b-recording">{}', "</div>")
KINDS = {
    "pullquote": _Kind(
        '<figure class="b-pullquote"><blockquote>',
        "</blockquote>{}</figure>",
        "<figcaption>{}</figcaption>",
    ),
    "facts": _box("facts"),
    "note": _box("note"),
    "warning": _box("warning"),
    "gallery": _Kind('<div class="b-gallery">{}', "</div>"),
    "wide": _Kind('<div class="b-wide">{}', "</div>"),
    "video": _RECORDING,
    "audio": _RECORDING,
    "transcript": _Kind('<details class="b-transcript">{}', "</details>", "<summary>{}</summary>"),
    **{
        name: _Kind(f'<figure class="b-{name}">{{}}', "</figure>", "<figcaption>{}</figcaption>")
        for name in ("table", "formula", "chart-bar", "chart-column", "chart-line")
    },
}
"""By the name that is typed; a chart by its kind as well."""
_FENCES = {"formula": (f"{FENCE}math", FENCE)}
"""What stands within the HTML of a block whose inside is no Markdown."""


_OF_FIGURES = frozenset({"gallery", "video", "audio"})
"""In these each line with a picture, a film or a sound stands for itself."""


_OTHER_CHARTS = frozenset(
    (
        *("area", "bubble", "donut", "doughnut", "gauge", "histogram"),
        *("pie", "radar", "scatter", "stacked", "waterfall"),
    )
)
"""Kinds that others draw: whoever asks for one does not mean it as the first word of a title."""


class _Open(NamedTuple):
    colons: int
    name: str
    title: str
    line: int


class _Blocks:
    """Finds the two lines of each block of a text, in one look at its lines."""

    def __init__(self, lines: list[str], notes: BodyNotes) -> None:
        self._lines, self._notes = lines, notes
        self._open: list[_Open] = []
        self._ends: dict[int, _Open] = {}
        self._begins: dict[int, _Open] = {}
        self.pictures: set[int] = set()
        outside = LinesOutsideCode()
        for at, line in enumerate(lines):
            if not outside.is_code(line):
                self._look(at, line)
        for left in self._open:
            self._without_end(left)

    def at(self, line: int) -> tuple[_Open | None, _Open | None]:
        """The block that begins in the line, and the one that ends there."""
        return self._begins.get(line), self._ends.get(line)

    def _look(self, at: int, line: str) -> None:
        if not line.startswith(MARK):
            if MARK in line[:20] and _NO_BLOCK.match(line):
                self._say("block_indented", at)
        elif closing := _CLOSES.fullmatch(line):
            self._close(len(closing[1]), at)
        elif opening := opening_in(line):
            name, title = opening.name, opening.title
            if name == "chart" and title.partition(" ")[0].lower() in _OTHER_CHARTS:
                self._say("chart_kind", at)
            named = _named(ALSO.get(name, name), title)
            if opening.left_out and named[0] in KINDS:
                self._notes.add("attribute_left_out", f"{{{opening.left_out}}}", line=at + 1)
            self._begin(_Open(opening.colons, *named, at))
        else:
            self._say("block_unknown", at)

    def _begin(self, block: _Open) -> None:
        if any(one.name in _FENCES for one in self._open):
            # It stays as it was typed, in what is shown as it was typed.
            block = block._replace(name="")
        elif block.name not in KINDS:
            self._say("block_unknown", block.line)
        elif sum(one.name in KINDS for one in self._open) >= NESTED:
            self._say("block_too_deep", block.line)
            block = block._replace(name="")
        # An unknown one keeps its end, so that it is not taken for another's.
        if len(self._open) < 2 * NESTED:
            self._open.append(block)

    def _close(self, colons: int, at: int) -> None:
        """The innermost with as many colons ends, else the innermost with fewer."""
        counted = [one.colons for one in self._open]
        fit = colons if colons in counted else max((n for n in counted if n < colons), default=0)
        if not fit:
            self._say("block_without_begin", at)
            return
        while (block := self._open.pop()).colons != fit:
            self._without_end(block)
        if block.name in KINDS:
            self._begins[block.line] = self._ends[at] = block
        if block.name in _OF_FIGURES:
            self.pictures.update(range(block.line, at))

    def _without_end(self, block: _Open) -> None:
        if block.name in KINDS:
            self._say("block_without_end", block.line)

    def _say(self, reason: str, line: int) -> None:
        self._notes.add(reason, self._lines[line].strip(), line=line + 1)


def _named(name: str, title: str) -> tuple[str, str]:
    """A chart's name is that of its kind, which is the first word of what is typed, or a bar."""
    if name != "chart":
        return name, title
    kind, _, rest = title.partition(" ")
    is_kind = f"chart-{kind.lower()}" in KINDS
    return f"chart-{kind.lower() if is_kind else 'bar'}", rest.strip() if is_kind else title


def with_blocks(
    source: str, notes: BodyNotes, rendered: Callable[[str], str], in_titles: TitleNotes
) -> str:
    """The Markdown with HTML for lines of colons; `rendered` makes HTML of a title's Markdown.

    Says what of it is no block. Takes time in proportion to its length.
    """
    if MARK not in source:
        return source
    lines = lines_of(without_places(source))
    found = _Blocks(lines, notes)
    made: list[str] = []
    defined = functools.cache(lambda: definitions_in(notes.outside_code))

    def titled(title: str) -> str:
        return rendered(with_definitions(title, defined()))

    for at, line in enumerate(lines):
        begins, ends = found.at(at)
        if begins:
            inside = _FENCES.get(begins.name, ("",))[0]
            made += ["", _filled(KINDS[begins.name].before, begins, titled, in_titles), "", inside]
        elif ends:
            inside = _FENCES.get(ends.name, ("",))[-1]
            made += [inside, "", _filled(KINDS[ends.name].after, ends, titled, in_titles), ""]
        elif at in found.pictures and line.startswith("!["):
            # Each is a figure of its own, also without empty lines between them.
            made += ["", line, ""]
        else:
            made.append(line)
    return "\n".join(made)


def _filled(
    around: str, block: _Open, rendered: Callable[[str], str], in_titles: TitleNotes
) -> str:
    if "{}" not in around:
        return around
    if not block.title:
        return around.format("")
    typed, referring = in_titles.apart(block.title)
    title = typed if _PLAIN.fullmatch(typed) else _inline(rendered(typed), typed)
    return referring + around.format(KINDS[block.name].title.format(title))


def _inline(made: str, typed: str) -> str:
    """What was made of one line of words, without its paragraph; what is none stays as typed."""
    made = made.strip()
    is_words = made.startswith("<p>") and made.endswith("</p>") and "\n" not in made
    return made[3:-4] if is_words else html.escape(typed, quote=False)
