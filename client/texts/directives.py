"""Blocks between lines of colons, of whichever generator: ours stay, others become quotes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from client.texts.known import quoted
from client.texts.setting import Setting

_ENDS = re.compile(r":{3,}")
_OPENS = re.compile(
    r"(?P<colons>:{3,}) ?(?:(?P<name>[\w-]+)|\{ ?\.(?P<dotted>[\w-]+) ?(?P<given>[^{}\n]*)\})? ?"
    r"(?:\[(?!\^)(?P<label>[^\]\n]*)\])?(?:\{(?P<first>[^{}\n]*)\})? ?(?P<title>[^\n{]*?) ?"
    r"(?:\{(?P<last>[^{}\n]*)\})?"
)
_TITLE = re.compile(r"(?<![\w-])title=(?:\"([^\"]*)\"|'([^']*)'|(\S+)) ?")
_LONGEST, _DEEPEST = 300, 20
"""Characters of a line that begins a directive, and directives in directives."""
BLOCKS = frozenset(
    {"note", "tip", "info", "important", "warning", "caution", "danger", "facts", "pullquote"}
    | {"gallery", "wide", "table", "math", "formula", "chart", "chart-bar", "chart-column"}
    | {"chart-line", "video", "film", "audio", "sound", "transcript"}
)
"""Directives that an article may have (docs/writing.md)."""
_NESTED = 4


class _Frame(NamedTuple):
    """A directive that is open; `line` is how it was typed."""

    colons: int
    name: str
    title: str
    is_block: bool
    line: str


def with_directives(text: str, setting: Setting) -> str:
    """`:::note[Title]` to `:::`, one in another: those within have fewer colons, or end first.

    What never ends stays as it was typed: where it ends is not for a guess to say.
    """
    if ":::" not in text:
        return text
    frames: list[_Frame] = []
    outs: list[list[str]] = [[]]
    for line in text.split("\n"):
        tidy = " ".join(line.split())
        is_mark = tidy.startswith(":::") and len(tidy) < _LONGEST
        if is_mark and frames and _ENDS.fullmatch(tidy):
            for _ in range(_without_end(frames, len(tidy))):
                _left(frames, outs)
            inner = "\n".join(outs.pop())
            outs[-1].append(_ended(frames.pop(), inner))
        elif is_mark and len(frames) < _DEEPEST and (opened := _opened(tidy, line, frames)):
            frames.append(_named(opened, setting))
            outs.append([])
        else:
            outs[-1].append(line)
    while frames:
        _left(frames, outs)
    return "\n".join(outs[0])


def _without_end(frames: Sequence[_Frame], colons: int) -> int:
    """How many of the innermost end with the one that so many colons end."""
    counted = [frame.colons for frame in frames]
    fewer = max((n for n in counted if n < colons), default=counted[-1])
    fit = colons if colons in counted else fewer
    return counted[::-1].index(fit)


def _left(frames: list[_Frame], outs: list[list[str]]) -> None:
    """The innermost, with what is in it, as it was typed."""
    inner = outs.pop()
    outs[-1] += [frames.pop().line, *inner]


def _opened(tidy: str, line: str, around: Sequence[_Frame]) -> tuple[_Frame, str] | None:
    """What a line opens, and its attributes; None for what is no directive."""
    found = _OPENS.fullmatch(tidy)
    if found is None or _ENDS.fullmatch(tidy):
        return None
    name = found["name"] or found["dotted"] or ""
    stays = all(frame.is_block for frame in around) and len(around) < _NESTED
    is_block = stays and line.startswith(":::") and name.lower() in BLOCKS
    title = found["label"] or found["title"] or ""
    given = " ".join(filter(None, (found["given"], found["first"], found["last"])))
    return _Frame(len(found["colons"]), name, title, is_block, line), given.strip()


def _named(opened: tuple[_Frame, str], setting: Setting) -> _Frame:
    """With the title that its attributes have; of a block of ours, others are named."""
    frame, given = opened
    if not frame.title and (said := _TITLE.search(given)):
        frame = frame._replace(title="".join(said.groups("")).strip())
        given = f"{given[: said.start()]}{given[said.end() :]}".strip()
    if given and frame.is_block:
        setting.note("attribute_left_out", f"{{{given}}}")
    return frame


def _ended(frame: _Frame, inner: str) -> str:
    if frame.is_block:
        colons = ":" * frame.colons
        return f"{f'{colons}{frame.name} {frame.title}'.rstrip()}\n{inner}\n{colons}"
    called = frame.title.strip() or frame.name.capitalize()
    return quoted(called, inner) if called else inner
