r"""Addresses and formulas in lines of their own within lists, quotes, footnotes and tables.

cmark alone knows where those are. So in front of it each such line becomes a mark that means
nothing in Markdown, and behind it what stands in the mark's place follows from where that is: in
code it is what was typed.
"""

import html
import re
from typing import NamedTuple

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.adapters.html.fences import MARK, ONE_LINE, say_what_is_none
from broadsheet.adapters.html.typed_lines import LinesOutsideCode, lines_of
from broadsheet.adapters.html.typed_maths import as_typed

WEB = "(?i:https?)://"
"""Telephones begin a paragraph with a large letter."""
ADDRESS = re.compile(rf"{WEB}[^\s<>]+")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EDGE = "\ufdd0"
"""No character of a text: the sanitiser takes it out of all that is typed."""
_TYPED_EDGE = re.compile(rf"{_EDGE}|&#(?:[xX]0*[fF][dD]{{2}}0|0*64976);")
_MAY_HAVE = re.compile(
    rf"^[ >\t\d*+\[-].*(?:{WEB}|\$\$)|^[ \t]*{WEB}[^\s|]+[ \t]*\||\|[ \t]*{WEB}",
    re.MULTILINE,
)
_BEFORE = re.compile(r"(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|\[\^[^\]\s]{1,200}\]:)+")
"""What lines within lists, quotes and footnotes begin with."""
_DEEPEST = 100
"""Characters of it."""
_CELL_ADDRESS = rf"{WEB}[^\s<>|]*[^\s<>|\\]"
_CELL = re.compile(
    rf"(\A[ \t]*(?={_CELL_ADDRESS}[ \t]*\|)|(?<=\|)[ \t]*)({_CELL_ADDRESS})(?=[ \t]*(?:\||\Z))"
)
_MARKED = re.compile(
    rf"<(?:code|pre)\b[^<>]*>(?P<code>[^<]*)"
    rf"|<!--{_EDGE}(?P<formula>[0-9]+){_EDGE}-->|{_EDGE}(?P<address>[0-9]+){_EDGE}"
)
_IN_CODE = re.compile(
    r"(?P<before>(?:(?:^|(?<=>))(?:[ \t]|&gt;)*)?)"
    rf"(?:&lt;!--{_EDGE}(?P<formula>[0-9]+){_EDGE}--&gt;|{_EDGE}(?P<address>[0-9]+){_EDGE})",
    re.MULTILINE,
)


class _Formula(NamedTuple):
    """Its TeX, and the lines as they were typed."""

    tex: str
    typed: list[str]


class Contained:
    """Those of one text: `source` is its Markdown with marks."""

    def __init__(self, source: str, notes: BodyNotes) -> None:
        self._notes = notes
        self._addresses: list[str] = []
        self._formulas: list[_Formula] = []
        self.source = source = _TYPED_EDGE.sub("", source)
        if _MAY_HAVE.search(source):
            self._lines = lines_of(source)
            self._befores = [_before(line) for line in self._lines]
            self.source = "\n".join(self._marked())

    def restored(self, rendered: str) -> str:
        """What cmark made of `source`, with formulas, and with addresses as they were typed."""
        return _MARKED.sub(self._restored, rendered) if _EDGE in self.source else rendered

    def _restored(self, found: re.Match[str]) -> str:
        if found["code"] is not None:
            return _IN_CODE.sub(self._typed, found[0]) if _EDGE in found["code"] else found[0]
        if found["formula"]:
            return as_typed(self._formulas[int(found["formula"])].tex, is_block=True)
        return html.escape(ESCAPED.sub(r"\1", self._addresses[int(found["address"])]))

    def _typed(self, found: re.Match[str]) -> str:
        before = found["before"]
        if found["formula"]:
            lines = self._formulas[int(found["formula"])].typed
            return before + html.escape(f"\n{html.unescape(before)}".join(lines))
        return before + html.escape(self._addresses[int(found["address"])])

    def _marked(self) -> list[str]:
        made: list[str] = []
        outside, at = LinesOutsideCode(), 0
        while at < len(self._lines):
            line, before = self._lines[at], self._befores[at]
            rest, end = line[len(before) :], at
            if outside.is_code(line):
                made.append(line)
            elif before and rest.startswith(MARK) and (end := self._formula(at)) > at:
                made.append(f"{before}<!--{_EDGE}{len(self._formulas) - 1}{_EDGE}-->")
            elif before and ADDRESS.fullmatch(rest.rstrip()):
                made.append(before + self._address(rest.rstrip()))
            else:
                made.append(before + _CELL.sub(self._cell, rest) if "|" in rest else line)
            at = max(end, at + 1)
        return made

    def _address(self, url: str) -> str:
        self._addresses.append(url)
        return f"{_EDGE}{len(self._addresses) - 1}{_EDGE}"

    def _cell(self, found: re.Match[str]) -> str:
        return found[1] + self._address(found[2])

    def _formula(self, at: int) -> int:
        """Behind the last line of the formula that begins in a line; the line, if none does."""
        first = self._lines[at][len(self._befores[at]) :].rstrip()
        if alone := ONE_LINE.fullmatch(first):
            if self._is_apart(at, at - 1) and self._is_apart(at, at + 1):
                self._formulas.append(_Formula(alone[1], [first]))
                return at + 1
        elif first == MARK:
            inside: list[str] = []
            for end in range(at + 1, len(self._lines)):
                line = _inner(self._lines[end], self._befores[at])
                if not line:
                    break
                if line.rstrip() == MARK and inside:
                    self._formulas.append(_Formula("\n".join(inside), [first, *inside, MARK]))
                    return end + 1
                inside.append(line)
        say_what_is_none(self._notes, self._lines, at, first)
        return at

    def _is_apart(self, at: int, other: int) -> bool:
        """Whether the line before or after one is of no paragraph that it could be of."""
        if not 0 <= other < len(self._lines):
            return True
        before = self._befores[other]
        rest = self._lines[other][len(before) :].rstrip()
        begins = self._befores[max(at, other)]
        is_item = bool(begins.strip(" \t>"))
        return not rest or is_item or ONE_LINE.fullmatch(rest) is not None


def _before(line: str) -> str:
    found = _BEFORE.match(line)
    return found[0] if found and len(found[0]) <= _DEEPEST else ""


def _inner(line: str, before: str) -> str:
    """What of a line is in the quotes and the item that `before` begins; empty if nothing is."""
    at = 0
    for _ in range(before.count(">")):
        quote = line.find(">", at)
        if quote < 0 or line[at:quote].strip(" \t"):
            return ""
        at = quote + 1
    within = before.rpartition(">")[2]
    rest = line[at:]
    indent = len(rest) - len(rest.lstrip(" \t"))
    is_left = bool(within.strip(" \t")) and indent < 2
    return "" if is_left else rest[min(indent, len(within)) :]
