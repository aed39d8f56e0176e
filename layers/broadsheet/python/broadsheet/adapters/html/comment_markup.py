"""What a reader types into a comment, as HTML: a small part of Markdown, and nothing else.

Paragraphs, line ends, quotes, fenced code, `code`, *emphasis*, **more of it** and links. Whatever
else Markdown knows reads as it was typed, and no word is ever lost. Blocks and links are found
here, so that nothing of cmark's block syntax is ever in its way; cmark decides which `*` and `_`
are emphasis. The result is not trusted: it goes through the sanitiser of `markup.py`.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import cmarkgfm  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

from broadsheet.adapters.html.comment_links import (
    ADDRESS,
    CURLED,
    PLAIN_ADDRESS,
    FoundLink,
    link_to,
    trimmed,
)
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.text import closed, is_blank

DEEPEST_QUOTE = 5
"""Quotes in quotes; a line that is deeper reads as it was typed."""
DEEPEST_EMPHASIS = 6
"""Emphasis in emphasis; the paragraph reads as it was typed where it is deeper."""
MOST_MARKS = 8
"""Combining marks in a row, more are left out: piles of them cover what stands around them."""

# Halves of characters, non-characters (some have a meaning below), and what shows letters in
# another order than they are in, such as an address backwards.
_LEFT_OUT = pattern("[\ud800-\udfff\ufdd0-\ufdef\u202d\u202e]")
_LINE_END = pattern("\r\n?|\u2028")
_QUOTE = pattern(r" {0,3}((?:> ?)*>)(?:[ \t]|\Z)")
_FENCE = pattern(r" {0,3}(`{3,})[ \t]*([^`]*)\Z")
_TICKS = pattern("`+")


def _looking_for(address: str) -> re.Pattern[str]:
    return pattern(
        rf"(?P<ticks>`+)|(?<!!)\[(?P<text>[^\[\]\n]{{1,300}})\]\((?P<target>{address})\)"
        rf"|(?<![0-9A-Za-z])(?P<bare>{address})"
    )


_INLINE, _PLAIN_INLINE = _looking_for(ADDRESS), _looking_for(PLAIN_ADDRESS)
_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS
# Letters of scripts that put spaces between words: there, `2*3*4` and `f*ck` are no emphasis.
_WORD = "0-9A-Za-z\u00aa-\u0dff"
# Nor are faces: ^_^ and >_<.
_NO_EMPHASIS = pattern(rf"(?<=[{_WORD}])\*+(?=[{_WORD}])|__+|\\[*_]+|([^\w\s])_\1|[<>]_[<>]")
# Non-characters stand for what cmark shall not see: it takes them for letters.
_START = "\ufdef "
_TOKEN = pattern("\ufdd0([0-9]+)\ufdd1")
_HIDDEN = dict(zip("<&\\`[]*_", "\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9", strict=True))
_HIDE = str.maketrans({char: _HIDDEN[char] for char in "<&\\`[]"})
_HIDE_EMPHASIS = str.maketrans({char: _HIDDEN[char] for char in "*_"})
_SHOW = str.maketrans({hidden: html.escape(char) for char, hidden in _HIDDEN.items()})
_EMPHASIS = pattern(r"<(/?)(?:em|strong)>")

Blocks = Iterator[tuple[int, str]]
"""How many quotes each block stands in, and its HTML; an empty one ends all quotes."""


def comment_html(source: str) -> str:
    """The HTML of a comment, not yet sanitised. Takes time in proportion to its length."""
    lines = _readable(source).split("\n")
    # Quotes of nothing are what was typed.
    return "\n".join(_nested(_blocks(lines))) or _paragraph(filter(None, map(str.strip, lines)))


def _readable(source: str) -> str:
    text = _LEFT_OUT.sub("", _LINE_END.sub("\n", source).replace("\u2029", "\n\n"))
    # What turns text around ends with its line: a comment cannot flip the words after it.
    return text if text.isascii() else closed("".join(_without_piles(text)))


def _without_piles(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            yield char


def _nested(blocks: Blocks) -> Iterator[str]:
    still_open = 0
    for depth, block in blocks:
        yield from ["</blockquote>"] * (still_open - depth)
        still_open = min(depth, still_open)
        if block:
            yield from ["<blockquote>"] * (depth - still_open)
            still_open = depth
            yield block
    yield from ["</blockquote>"] * still_open


def _blocks(lines: list[str]) -> Blocks:
    fences = _Fences(lines)
    paragraph: list[str] = []
    within = at = 0
    while at < len(lines):
        depth, rest = _quoted(lines[at])
        fence = fences.at(at, depth, rest)
        if paragraph and (fence or depth != within or not rest.strip()):
            yield within, _paragraph(paragraph)
            paragraph = []
        if fence:
            yield from ((depth, block) for block in fence.blocks)
            at = fence.end
            continue
        if rest.strip():
            paragraph.append(rest.strip())
        else:
            yield depth, ""
        within, at = depth, at + 1
    if paragraph:
        yield within, _paragraph(paragraph)


def _quoted(line: str) -> tuple[int, str]:
    """How deep in quotes a line is, and the rest of it."""
    marker = _QUOTE.match(line)
    depth = marker[1].count(">") if marker else 0
    return (depth, line[marker.end() :]) if marker and depth <= DEEPEST_QUOTE else (0, line)


@cache
def _markers(depth: int) -> re.Pattern[str]:
    return re.compile(f"(?: {{0,3}}> ?){{{depth}}}")


class _Fence:
    def __init__(self, title: str, lines: list[str], end: int) -> None:
        code = html.escape("\n".join([*lines, ""]) if lines else "", quote=False)
        # The name of the language is a word too.
        self.blocks = [_paragraph([title])] * bool(title) + [f"<pre><code>{code}</code></pre>"]
        self.end = end


class _Fences:
    """Code between fences. A fence that is never closed is none."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        # By depth: the shortest fence that was not closed, and up to where was looked.
        self._unclosed: dict[int, tuple[int, int]] = {}

    def at(self, start: int, depth: int, rest: str) -> _Fence | None:
        """The code that a line begins, if it does."""
        opened = _FENCE.match(rest)
        if not opened:
            return None
        length = len(opened[1])
        shortest, until = self._unclosed.get(depth, (0, 0))
        if start < until and length >= shortest:
            return None
        code: list[str] = []
        for at in range(start + 1, len(self._lines)):
            marker = _markers(depth).match(self._lines[at])
            if not marker:
                break
            line = self._lines[at][marker.end() :]
            closed = _FENCE.match(line)
            if closed and not closed[2] and len(closed[1]) >= length:
                return _Fence(opened[2].strip(), code, at + 1)
            code.append(line)
        self._unclosed[depth] = length, start + 1 + len(code)
        return None


def _paragraph(lines: Iterable[str]) -> str:
    return f"<p>{_inline(chr(10).join(lines))}</p>"


def _inline(text: str, *, links: bool = True) -> str:
    """Code and links as they are, and emphasis around and between them."""
    done: list[str] = []
    pieces: list[str] = []
    at = 0
    closing = _closing_ticks(text)
    for start, end, made in _found(text, closing, links=links):
        pieces += [_literal(text[at:start]), f"\ufdd0{len(done)}\ufdd1"]
        done.append(made)
        at = end
    pieces.append(_literal(text[at:]))
    return _TOKEN.sub(lambda token: done[int(token[1])], _emphasised("".join(pieces)))


def _found(
    text: str, closing: dict[int, list[int]], *, links: bool
) -> Iterator[tuple[int, int, str]]:
    at = 0
    inline = _PLAIN_INLINE if set(CURLED).isdisjoint(text) else _INLINE
    while found := inline.search(text, at):
        start, at = found.start(), found.end()
        if found["ticks"]:
            end = _code_end(text, found, closing)
            if end:
                at = end
                ticks = len(found["ticks"])
                yield start, end, _code(text[start + ticks : end - ticks])
            continue
        made = _link(found) if links else None
        if made:
            at = start + made.length
            yield start, at, made.html
        else:
            at = start + 1


def _link(found: re.Match[str]) -> FoundLink | None:
    if found["bare"]:
        address = trimmed(found["bare"])
        return link_to(address, html.escape(address), len(address), shows_host=True)
    target, text = found["target"], found["text"]
    if is_blank(text):
        # Nobody could see it, or hear of it; the address in it is a link by itself.
        return None
    return link_to(target, _inline(text, links=False), len(found[0]), said=text.strip())


def _closing_ticks(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text):
        runs.setdefault(len(run[0]), []).append(run.start())
    return runs


def _code_end(text: str, opening: re.Match[str], closing: dict[int, list[int]]) -> int:
    """Where the code that these backticks open ends; 0 where they open none."""
    start, end = opening.span()
    # Some type a backtick for an apostrophe.
    if start and text[start - 1].isalnum():
        return 0
    runs = closing[end - start]
    after = bisect_right(runs, start)
    return runs[after] + end - start if after < len(runs) else 0


def _code(text: str) -> str:
    if text.startswith(" ") and text.endswith(" ") and text.strip():
        text = text[1:-1]
    return f"<code>{html.escape(text, quote=False).replace(chr(10), '<br>')}</code>"


def _literal(text: str) -> str:
    """The text without anything that means something to cmark, but emphasis."""
    text = _NO_EMPHASIS.sub(lambda stars: stars[0].translate(_HIDE_EMPHASIS), text)
    return text.translate(_HIDE)


def _emphasised(text: str) -> str:
    rendered = _rendered(text)
    depth = deepest = 0
    for tag in _EMPHASIS.finditer(rendered):
        depth += -1 if tag[1] else 1
        deepest = max(depth, deepest)
    if deepest > DEEPEST_EMPHASIS:
        rendered = _rendered(text.translate(_HIDE_EMPHASIS))
    return rendered.translate(_SHOW)


def _rendered(text: str) -> str:
    # A line that starts like this is nothing but text, whatever comes after.
    lines = _START + text.replace("\n", f"\n{_START}")
    rendered: str = cmarkgfm.markdown_to_html(lines, options=_OPTIONS)
    rendered = rendered.removeprefix("<p>").removesuffix("</p>\n")
    return rendered.replace(_START, "").replace("<br />\n", "<br>")
