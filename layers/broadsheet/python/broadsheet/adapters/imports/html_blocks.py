"""HTML written down so that Markdown takes every block of it for HTML, and nothing of it for marks.

A block begins with its tag at the start of a line and ends at the first blank line (CommonMark
0.31, 4.6), so there is none in it; text that stands in no block gets a paragraph.
"""

import html
import re
from collections.abc import Callable

_BLANK = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_IN_CODE = re.compile(r"\n(?=[ \t]*(?:\n|\Z))")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_BEFORE_AN_END = re.compile(r"(?<![ \t\n])([ \t\n]+)((?:</[a-z]+>)+)")
_LINE_END = re.compile(r"(?:(<br>)|(?<![ \t]))[ \t]*\n[ \t]*(\n[ \t\n]*)?")
_TICKS = re.compile("`+")
_VOID = frozenset({"br", "wbr", "img"})
_FLOWS = frozenset({"blockquote", "div", "details"})
"""What has blocks in it, so that text of its own is a paragraph."""
_BLOCKS = _FLOWS | frozenset(
    {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "figure", "pre"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "figcaption"}
    | {"summary", "caption"}
)


class Blocks:
    """Takes elements and text in their order; `breaks` where a line's end is one.

    A line is what stands in a block, or in a paragraph, without a block in between.
    """

    def __init__(self, *, breaks: bool) -> None:
        self._breaks = breaks
        self._done: list[str] = []
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._paragraph = ""
        self._line: list[str] = []
        self._marks: list[tuple[str, str]] = []
        self._says = False

    def finished(self) -> str:
        """All of it."""
        self._end_line()
        return "\n\n".join(self._done)

    def start(self, name: str, tag: str) -> None:
        """An element begins."""
        if name in _VOID:
            self._say(tag)
        elif name == "p":
            self._end_line()
            self._paragraph = tag
        elif name == "hr":
            self._end_line()
            self._put(tag)
        elif name in _BLOCKS:
            self._end_line()
            self._open.append((name, tag))
            self._put(tag)
        else:
            self._line.append(tag)
            self._marks.append((name, tag))

    def end(self, name: str) -> None:
        """An element ends; nothing where it ended with the block that it is in."""
        if name == "p":
            self._end_line()
        elif name in _BLOCKS:
            self._end_line()
            self._out.append(f"</{self._open.pop()[0]}>")
            self._flush()
        elif self._marks and self._marks[-1][0] == name:
            self._line.append(f"</{self._marks.pop()[0]}>")

    def alone(self, content: str) -> None:
        """A paragraph of its own, where there can be one."""
        self.apart()
        self._say(content)
        self.apart()

    def code(self, text: str, language: str, title: str = "", *, is_inline: bool = False) -> None:
        """A program: fenced as Markdown has it, where it stands in nothing else."""
        if is_inline:
            self._say(f"<code>{_escaped(text)}</code>")
            return
        if title:
            self.alone(f"<strong>{_escaped(title)}</strong>")
        self._end_line()
        if self._open:
            kind = f' class="language-{language}"' if language else ""
            inside = _IN_CODE.sub("&#10;", _escaped(text))
            self._put(f"<pre><code{kind}>{inside}</code></pre>")
        else:
            longest = max(map(len, _TICKS.findall(text)), default=0)
            fence = "`" * max(longest + 1, 3)
            self._put(f"{fence}{language}\n{text}\n{fence}")

    def apart(self) -> None:
        """What follows stands by itself: in a paragraph, or in a line of its own."""
        if self._flows():
            self._end_line()
        elif not self._is_code():
            self._line.append("\n")

    def text(self, text: str, bare: Callable[[str], str]) -> None:
        """Text; `bare` makes HTML of an address that is alone in its line."""
        if self._is_code():
            self._say(_IN_CODE.sub("&#10;", _escaped(text)))
            return
        for n, part in enumerate(_BLANK.split(text)):
            if n:
                self._blank_line()
            self._lines(part, bare)

    def _lines(self, text: str, bare: Callable[[str], str]) -> None:
        for n, line in enumerate(text.split("\n")):
            if n:
                self._line.append("\n")
            if self._begins() and _ADDRESS.fullmatch(line.strip()):
                self._say(bare(line.strip()))
            elif line.strip():
                self._say(_escaped(line))
            else:
                self._line.append(line)

    def _begins(self) -> bool:
        """Whether what comes is the first in its line, and leads nowhere yet."""
        is_first = not self._line or self._line[-1].endswith("\n")
        return is_first and not any(name == "a" for name, _ in self._marks)

    def _say(self, content: str) -> None:
        self._line.append(content)
        self._says = True

    def _blank_line(self) -> None:
        """Marks that are open in a paragraph go on in the next one."""
        if not self._flows():
            self._line.append("\n\n")
            return
        marks, paragraph = self._marks, self._paragraph
        self._end_line()
        self._line = [tag for _, tag in marks]
        self._marks, self._paragraph = marks, paragraph and "<p>"

    def _flows(self) -> bool:
        """Whether a line is a paragraph here."""
        return bool(self._paragraph) or not self._open or self._open[-1][0] in _FLOWS

    def _is_code(self) -> bool:
        return any(name == "pre" for name, _ in self._open)

    def _end_line(self) -> None:
        """The line is over, and with it the marks that are open in it."""
        ends = "".join(f"</{name}>" for name, _ in reversed(self._marks))
        line, is_paragraph = "".join([*self._line, ends]), self._flows()
        tag = self._paragraph or "<p>"
        says, self._says = self._says, False
        self._line, self._marks, self._paragraph = [], [], ""
        if self._is_code():
            self._out.append(line)
        elif says and is_paragraph:
            self._put(f"{tag}{self._tidied(line)}</p>")
        elif says:
            is_all = self._out[-1] == self._open[-1][1]
            self._out.append(("" if is_all else "\n") + self._tidied(line))

    def _tidied(self, line: str) -> str:
        """With a break for each end of a line, where those are some, and none at its own end."""
        line = _BEFORE_AN_END.sub(r"\2\1", line).strip(" \t\n")
        return _LINE_END.sub(self._broken, line)

    def _broken(self, found: re.Match[str]) -> str:
        breaks = "<br>" * (2 if found[2] else 1) if self._breaks else found[1] or ""
        return f"{breaks}\n"

    def _put(self, block: str) -> None:
        """A block, or its start tag, at the start of a line."""
        if self._out and not self._out[-1].endswith("\n"):
            self._out.append("\n")
        self._out.append(block)
        self._flush()

    def _flush(self) -> None:
        if not self._open:
            self._done.append("".join(self._out))
            self._out = []


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")
