"""HTML written down so that Markdown takes every block of it for HTML, and nothing of it for marks.

A block begins with its tag at the start of a line and ends at the first blank line (CommonMark
0.31, 4.6), so there is none in it; text that stands in no block gets a paragraph.
"""

import re
from collections.abc import Callable

_BLANK = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_IN_CODE = re.compile(r"\n(?=[ \t]*(?:\n|\Z))")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;)*</p>\n?")
_DEEPEST = 300
"""Elements that are kept open. The sanitiser refuses bodies that are deeper than a third of it."""
_VOID = frozenset({"br", "hr", "wbr"})
_FLOWS = frozenset({"blockquote", "div", "details"})
"""What has blocks in it, so that text of its own is a paragraph."""
_LISTS = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "figure"})
"""What has only blocks in it, so that space between them means nothing."""
_WORDS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "figcaption"}
    | {"summary", "caption"}
)
_BLOCKS = _FLOWS | _LISTS | _WORDS | {"pre", "hr"}
_APART = frozenset(
    {"center", "section", "article", "header", "footer", "main", "aside", "form", "fieldset"}
    | {"address", "nav", "body", "html", "hgroup"}
)
"""Blocks that no page of ours has: what they hold stands by itself."""
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table", "thead", "tbody", "tfoot"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
}
"""Whose start ends which others that are open, up to which element (WHATWG HTML, 13.1.2.4)."""
_AUTO = "auto"
"""A paragraph that nobody wrote down."""


class Blocks:
    """Takes tags and text in their order; `breaks` where a line's end is one."""

    def __init__(self, *, breaks: bool) -> None:
        self._breaks = breaks
        self._done: list[str] = []
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._waiting = ""

    def finished(self) -> str:
        """All of it; what is still open is closed."""
        self._close_to(0)
        self._flush()
        return "\n\n".join(self._done)

    def start(self, name: str, tag: str) -> None:
        """An element begins."""
        if len(self._open) >= _DEEPEST:
            return
        if name == "br":
            self._inline(tag)
        elif name in _BLOCKS:
            self._start_block(name, tag)
        else:
            self._inline(tag)
            if name not in _VOID:
                self._open.append((name, tag))

    def end(self, name: str) -> None:
        """An element ends; nothing where none is open."""
        if name in _APART:
            self.apart(name)
            return
        for n in range(len(self._open) - 1, -1, -1):
            opened = self._open[n][0]
            if opened == name or (opened == _AUTO and name == "p"):
                self._close_to(n)
                return
            # What ends outside of the block that it is in has ended with the block before.
            if name not in _BLOCKS and opened in _BLOCKS:
                return

    def void(self, tag: str) -> None:
        """Something that stands in a line and has nothing in it."""
        self._inline(tag)

    def alone(self, content: str) -> None:
        """A paragraph of its own, where there can be one."""
        if self._flows():
            self._end_paragraph()
            self._inline(content)
            self._end_paragraph()
        else:
            self._inline(content)

    def apart(self, name: str) -> None:
        """An element that is not kept: if it was a block, what follows stands by itself."""
        if name in _APART:
            self._end_paragraph()

    def text(self, text: str, bare: Callable[[str], str]) -> None:
        """Text as it is in HTML; `bare` makes what stands for an address alone in its line."""
        if self._is_open("pre"):
            self._out.append(_IN_CODE.sub("&#10;", text))
            return
        for n, chunk in enumerate(_BLANK.split(text)):
            if n:
                self._blank_line()
            self._chunk(chunk, bare)

    def _chunk(self, chunk: str, bare: Callable[[str], str]) -> None:
        for n, line in enumerate(chunk.split("\n")):
            if n:
                self._line_end()
            url = line.strip()
            is_bare = _ADDRESS.fullmatch(url) and not self._is_open("a")
            if is_bare and not self._is_mid_line(line is chunk):
                self._inline(bare(url))
            elif url:
                self._inline(line.strip("\t") if self._waiting else line)
            elif line and not self._waiting:
                self._space()

    def _is_mid_line(self, is_whole: bool) -> bool:
        """Whether something stands before it in its line already."""
        if self._waiting or not self._out:
            return False
        last = self._out[-1]
        return not (is_whole and last.startswith(("<p", "<div", "<figure", "<li", "<td")))

    def _space(self) -> None:
        inside = self._open[-1][0] if self._open else ""
        if self._out and inside and inside not in _LISTS | _FLOWS:
            self._out.append(" ")

    def _line_end(self) -> None:
        if self._out and not self._waiting:
            is_broken = self._out[-1].startswith("<br") or self._out[-1] == "<br>\n"
            self._waiting = "\n" if is_broken or not self._breaks else "<br>\n"

    def _blank_line(self) -> None:
        at = self._block()
        if at < 0 or self._open[at][0] in _FLOWS:
            return
        name = self._open[at][0]
        if name in (_AUTO, "p"):
            self._next_paragraph(at)
        elif name in _WORDS and self._out and not self._out[-1].startswith("<"):
            self._waiting = "<br><br>\n" if self._breaks else "\n"

    def _next_paragraph(self, at: int) -> None:
        """Marks that are open in a paragraph go on in the next one."""
        marks = self._open[at + 1 :]
        self._close_to(at)
        if marks:
            self._begin(_AUTO, "<p>")
            for name, tag in marks:
                self._out.append(tag)
                self._open.append((name, tag))

    def _inline(self, content: str) -> None:
        if self._flows():
            self._begin(_AUTO, "<p>")
            content = content.lstrip()
        elif self._open and self._open[-1][0] in _LISTS and not content.strip():
            return
        if self._waiting:
            self._out.append(self._waiting)
            self._waiting = ""
        if content:
            self._out.append(content)

    def _flows(self) -> bool:
        return not self._open or self._open[-1][0] in _FLOWS

    def _start_block(self, name: str, tag: str) -> None:
        self._end_paragraph()
        ended, within = _ENDS.get(name, (frozenset[str](), frozenset[str]()))
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] in within:
                break
            if self._open[n][0] in ended:
                self._close_to(n)
                break
        if name == "hr":
            self._line(tag)
            self._flush_if_outside()
        else:
            self._begin(name, tag)

    def _end_paragraph(self) -> None:
        """No block is in a paragraph: it ends, and the marks that are open in it."""
        at = self._block()
        if at >= 0 and self._open[at][0] in (_AUTO, "p", "h1", "h2", "h3", "h4", "h5", "h6"):
            self._close_to(at)

    def _begin(self, name: str, tag: str) -> None:
        self._line(tag)
        self._open.append((name, tag))

    def _line(self, tag: str) -> None:
        self._waiting = ""
        if self._out and not self._out[-1].endswith("\n"):
            self._out.append("\n")
        self._out.append(tag)

    def _close_to(self, n: int) -> None:
        while len(self._open) > n:
            name, _ = self._open.pop()
            if name in _BLOCKS or name == _AUTO:
                self._waiting = ""
                self._strip()
            self._out.append(f"</{'p' if name == _AUTO else name}>")
        self._flush_if_outside()

    def _strip(self) -> None:
        while self._out and self._out[-1] in (" ", "\n"):
            self._out.pop()

    def _flush_if_outside(self) -> None:
        if not self._open:
            self._flush()

    def _flush(self) -> None:
        block = _EMPTY.sub("", "".join(self._out)).strip("\n")
        if block:
            self._done.append(block)
        self._out, self._waiting = [], ""

    def _block(self) -> int:
        """Where the innermost block that is open stands, or -1."""
        names = range(len(self._open) - 1, -1, -1)
        return next((n for n in names if self._open[n][0] in _BLOCKS | {_AUTO}), -1)

    def _is_open(self, name: str) -> bool:
        return any(opened == name for opened, _ in self._open)
