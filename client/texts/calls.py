"""Shortcodes, Liquid's and Nunjucks's tags, Zola's functions, components: calls by any syntax."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

_DEEPEST = 40
"""Calls within calls; one that is deeper encloses nothing."""
_ARGUMENT = re.compile(
    r"(?:@?([\w.-]+)\s*[=:]\s*)?"
    r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s,\"'=`]+)",
    re.DOTALL,
)
_ATTRIBUTES = r"(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*"
_HUGO = re.compile(
    r"\{\{(?P<mark>[<%])-?\s*(?P<end>/?)\s*(?P<name>[\w./-]+)(?P<given>(?:(?!\{\{).)*?)-?[>%]\}\}",
    re.DOTALL,
)
_TAG = re.compile(r"\{%-?\s*(?P<end>end)?(?P<name>[\w-]*)(?P<given>(?:(?!\{%).)*?)-?%\}", re.DOTALL)
_FUNCTION = re.compile(r"\{\{\s*(?P<name>\w+)\((?P<given>[^{}]*?)\)\s*\}\}(?P<end>)", re.DOTALL)
_COMPONENT = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Z][A-Za-z0-9.]*|[a-z][a-z0-9]*-[a-z0-9-]+)(?P<given>(?:[\s/]{_ATTRIBUTES})?)>"
)
SYNTAXES = {"hugo": _HUGO, "tag": _TAG, "function": _FUNCTION, "component": _COMPONENT}


class Call(NamedTuple):
    """A call: its name, what is given by name and by place, and what it encloses, if it does."""

    name: str
    given: dict[str, str]
    inner: str | None
    source: str

    def said(self, *names: str) -> str:
        """The first that is given: by its name, or by its place (`0`)."""
        return next((self.given[n] for n in names if self.given.get(n)), "")


def expanded(text: str, pattern: re.Pattern[str], answer: Callable[[Call], str]) -> str:
    """The text with what `answer` says in place of each call, the innermost first."""
    closing = Counter(name for name, ends in _ends(text, pattern) if ends)
    frames: list[tuple[str, str, str]] = []
    outs: list[list[str]] = [[]]
    at = 0
    for found in pattern.finditer(text):
        outs[-1].append(text[at : found.start()])
        at = found.end()
        name, given, ends = _named(found)
        if ends:
            _close(name, frames, outs, answer)
            closing[name] -= 1
        elif _is_single(given) or len(frames) == _DEEPEST or not (closing[name] or closing[""]):
            outs[-1].append(answer(Call(name, _arguments(given), None, found[0])))
        else:
            frames.append((name, given, found[0]))
            outs.append([])
    outs[-1].append(text[at:])
    while frames:
        _flatten(frames, outs, answer)
    return "".join(outs[0])


def _ends(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    return ((name, ends) for name, _, ends in map(_named, pattern.finditer(text)))


def _named(found: re.Match[str]) -> tuple[str, str, bool]:
    """Its name, what is given, and whether it is an end: of any, where it has no name."""
    return found["name"], found["given"], bool(found["end"])


def _is_single(given: str) -> bool:
    return given.rstrip().endswith("/")


def _close(
    name: str,
    frames: list[tuple[str, str, str]],
    outs: list[list[str]],
    answer: Callable[[Call], str],
) -> None:
    if not any(name in ("", frame[0]) for frame in frames):
        return
    while name and frames[-1][0] != name:
        _flatten(frames, outs, answer)
    opened, given, source = frames.pop()
    inner = "".join(outs.pop())
    outs[-1].append(answer(Call(opened, _arguments(given), inner, source)))


def _flatten(
    frames: list[tuple[str, str, str]], outs: list[list[str]], answer: Callable[[Call], str]
) -> None:
    """The last that is open encloses nothing after all."""
    name, given, source = frames.pop()
    after = outs.pop()
    outs[-1] += [answer(Call(name, _arguments(given), None, source)), *after]


def _arguments(given: str) -> dict[str, str]:
    found: dict[str, str] = {}
    place = 0
    for argument in _ARGUMENT.finditer(given.strip().removesuffix("/").strip("() ")):
        key, value = argument.groups()
        if key and value.startswith("//"):  # an address
            key, value = None, f"{key}:{value}"
        if value[0] in "\"'`":
            value = re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
        found.setdefault((key or str(place)).lower(), value)
        place += key is None
    return found
