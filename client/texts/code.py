"""Code in Markdown: nothing in it is a mark of anybody's, so it is set aside while others are."""

import re
from collections.abc import Callable

_FENCE = re.compile(r"(?P<before>[ \t>]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?)(?P<fence>`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]")
_INDENTED = re.compile(r"(?: {4}|\t)")
_TICKS = re.compile(r"(?<!\\)`+|\n[ \t]*\n")
_HTML = [
    (re.compile(rf"<{name}\b[^<>]*>", re.I), re.compile(rf"</{name}\s*>", re.I))
    for name in ("pre", "code")
]
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]*)+")
_QUOTED = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_TOKEN = re.compile("\x02([0-9]+)\x03")
# Hugo's way to show a shortcode without calling it.
_SHOWN = re.compile(r"\{\{([<%])/\*((?:(?!\{\{).)*?)\*/([>%])\}\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")


class Code:
    """Pieces of a text that are set aside, and come back in the end."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def keep(self, text: str) -> str:
        """What stands for the text from now on."""
        self._kept.append(text)
        return f"\x02{len(self._kept) - 1}\x03"

    def back(self, text: str) -> str:
        """With all of it where it was."""
        return _TOKEN.sub(self._put_back, text)

    def _put_back(self, found: re.Match[str]) -> str:
        kept = self.back(self._kept[int(found[1])])
        before = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
        # What stands in a block quote does so with each of its lines.
        return kept.replace("\n", f"\n{before}") if _QUOTE.fullmatch(before) else kept

    def fenced(self, code: str, language: str) -> str:
        """A block of code, whatever it has in it."""
        code = self.back(code).strip("\n")
        longest = max(map(len, re.findall(r"`{3,}", code)), default=2)
        fence = "`" * (longest + 1)
        kept = self.keep(f"{fence}{language}\n{code}\n{fence}")
        return f"\n\n{kept}\n\n"

    def without(self, text: str) -> str:
        """The text with its code set aside: blocks, spans, and what HTML calls code."""
        text = text.replace("\x02", "").replace("\x03", "")
        text = self._blocks(text.split("\n"))
        for begin, end in _HTML:
            text = enclosed(text, begin, end, lambda *parts: self.keep(_plain("".join(parts))))
        return self._spans(text)

    def _spans(self, text: str) -> str:
        """Spans end at as many backticks as they begin with, and within their paragraph."""
        marks = list(_TICKS.finditer(text))
        ends: dict[int, int] = {}
        last: dict[str, int] = {}
        for n in range(len(marks) - 1, -1, -1):
            if marks[n][0][0] == "\n":
                last = {}
            else:
                if marks[n][0] in last:
                    ends[n] = last[marks[n][0]]
                last[marks[n][0]] = n
        out, at, n = [], 0, 0
        while n < len(marks):
            if n in ends:
                out += [text[at : marks[n].start()]]
                at = marks[ends[n]].end()
                out.append(self.keep(_plain(text[marks[n].start() : at])))
                n = ends[n]
            n += 1
        return "".join([*out, text[at:]])

    def _blocks(self, lines: list[str]) -> str:
        out: list[str] = []
        at, was_blank, in_list = 0, True, False
        while at < len(lines):
            line = lines[at]
            if fence := _FENCE.match(line):
                end = _end_of(lines, at, fence["fence"])
                before = fence["before"]
                block = "\n".join(lines[at:end])[len(before) :]
                if ">" in before:
                    block = _QUOTED.sub("\n", block)
                out.append(before + self.keep(_plain(block)))
                at, was_blank = end, False
                continue
            if _INDENTED.match(line) and line.strip() and was_blank and not in_list:
                end = _while(lines, at, lambda one: bool(_INDENTED.match(one)) or not one.strip())
                out.append(self.keep(_plain("\n".join(lines[at:end]))))
                at, was_blank = end, True
                continue
            was_blank = not line.strip()
            if not was_blank and not _INDENTED.match(line):
                in_list = bool(_ITEM.match(line)) or (in_list and line.startswith(" "))
            out.append(line)
            at += 1
        return "\n".join(out)


def enclosed(
    text: str,
    begin: re.Pattern[str],
    end: re.Pattern[str],
    answer: Callable[[str, str, str], str],
) -> str:
    """The text with what `answer` makes of each begin, what is in between, and its end.

    In one go, where a pattern for all of it would look for the end from each begin.
    """
    out, at = [], 0
    while (opened := begin.search(text, at)) and (closed := end.search(text, opened.end())):
        between = text[opened.end() : closed.start()]
        out += [text[at : opened.start()], answer(opened[0], between, closed[0])]
        at = closed.end()
    return "".join([*out, text[at:]])


def _end_of(lines: list[str], at: int, fence: str) -> int:
    closing = re.compile(rf"[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$")
    ends = (n for n in range(at + 1, len(lines)) if closing.match(lines[n]))
    return next(ends, len(lines) - 1) + 1


def _while(lines: list[str], at: int, holds: Callable[[str], bool]) -> int:
    end = next((n for n in range(at, len(lines)) if not holds(lines[n])), len(lines))
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _plain(code: str) -> str:
    return _RAW.sub("", _SHOWN.sub(r"{{\1\2\3}}", code))
