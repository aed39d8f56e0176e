"""WordPress's shortcodes (`[gallery ids="1,2"]`) as the HTML that they stand for.

Those that are known, by their name or by the family of a page builder, go: what they say and what
they enclose stays, and they are named. All other words in brackets stay, as a reader wrote them;
those that look as if a plugin made something of them are named.
https://codex.wordpress.org/Shortcode_API
"""

import re
from bisect import bisect_left, bisect_right

from broadsheet.adapters.imports.html_tree import TAG
from broadsheet.adapters.imports.wxr_attributes import attributes_of
from broadsheet.adapters.imports.wxr_builders import RAW, raw, words_given
from broadsheet.adapters.imports.wxr_known import (
    KNOWN,
    NEEDS_ITS_END,
    NEEDS_MORE,
    Setting,
    kept_by_plugin,
)
from broadsheet.adapters.imports.wxr_names import FAMILIES, LEFT_OUT, SHORT_FAMILIES
from broadsheet.adapters.imports.wxr_tables import NAMED_SO

_CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<closes>/?)(?P<name>[a-zA-Z][\w-]*)(?P<given>(?:[\s=:/][^\[\]]*)?)\](?P<second>\]?)"
)
_VERBATIM = frozenset({"pre", "code", "script", "style", "textarea"})
_ONE_WORD = re.compile(r"[a-z][a-z0-9]*")
_ONE_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_QUOTED = re.compile(r"[\w-]+=(?:[\"'\u201c\u201d\u2033]|&quot;|&#82)")


def expanded(text: str, setting: Setting) -> str:
    """The text with HTML for its shortcodes; in code, and within tags, there are none."""
    return _Expansion(text, setting).text()


class _Expansion:
    def __init__(self, text: str, setting: Setting) -> None:
        self._text, self._setting = text, setting
        starts, ends = _protected(text)
        self._found = [
            found
            for found in _CODE.finditer(text)
            # Spans do not overlap: the last that begins before it is the one it may be in.
            if not (n := bisect_right(starts, found.start())) or ends[n - 1] <= found.start()
        ]
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[re.Match[str]]] = {}
        for found in self._found:
            if found["closes"]:
                self._ends.setdefault(found["name"], []).append(found)
            else:
                self._starts.setdefault(found["name"], []).append(found.start())
        self._begun: set[str] = set()
        self._told: set[str] = set()

    def text(self) -> str:
        out: list[str] = []
        at = 0
        for found in self._found:
            if found.start() < at:
                continue
            out.append(self._text[at : found.start()])
            made, at = self._made(found)
            out.append(made)
        return "".join([*out, self._text[at:]])

    def _made(self, found: re.Match[str]) -> tuple[str, int]:
        """What stands in its place, and where the text goes on."""
        name, end = found["name"], found.end() - len(found["second"])
        closing = None if found["closes"] else self._closing(name, end)
        is_said = found["closes"] or (found["escaped"] and found["second"])
        if name in NAMED_SO and not is_said:
            kept = kept_by_plugin(self._setting, name, attributes_of(found["given"].rstrip("/ ")))
            if kept is not None:
                return f"{found['escaped']}{kept}", closing.end() if closing else end
        if not self._is_known(found, closing):
            return self._unknown(found), found.end()
        if found["escaped"] and found["second"]:
            return found[0][1:-1], found.end()
        before = "[" if found["escaped"] else ""
        if found["closes"]:
            return before, end
        given = found["given"].strip().rstrip("/").lstrip("=:")
        if name in KNOWN or name in RAW:
            inner = self._text[end : closing.start()] if closing else ""
            make = KNOWN.get(name) or raw
            return before + make(self._setting, given, inner), closing.end() if closing else end
        self._begun.add(name)
        self._setting.note("shortcode_left_out", f"[{name}]" if _family(name) else found_in(found))
        return before + words_given(self._setting, name, given), end

    def _is_known(self, found: re.Match[str], closing: re.Match[str] | None) -> bool:
        """Whether it is a shortcode of which is known what it is."""
        name = found["name"]
        if found["closes"]:
            return name in self._begun
        if name in NEEDS_ITS_END and closing is None:
            return False
        if name in KNOWN or name in RAW:
            return name not in NEEDS_MORE or bool(found["given"].strip() or closing)
        if name in LEFT_OUT and _ONE_WORD.fullmatch(name):
            return "=" in found["given"] or closing is not None or self._is_alone(found)
        if name.startswith(SHORT_FAMILIES) and ("=" in found["given"] or name in self._ends):
            return True
        return name in LEFT_OUT or name.startswith(FAMILIES)

    def _closing(self, name: str, after: int) -> re.Match[str] | None:
        """Its end, unless another of the same name begins before it."""
        ends, starts = self._ends.get(name, []), self._starts.get(name, [])
        n = bisect_left(ends, after, key=lambda end: end.start())
        following = bisect_left(starts, after)
        if n == len(ends):
            return None
        is_first = following == len(starts) or ends[n].start() < starts[following]
        return ends[n] if is_first else None

    def _unknown(self, found: re.Match[str]) -> str:
        name = found["name"]
        before = self._text[max(found.start() - 1, 0) : found.start()]
        is_word = before.isalnum() or before in ("]", ")", "_") or found["escaped"]
        if found["closes"] or is_word or name in self._told:
            return found[0]
        has_more = name in self._ends or bool(_QUOTED.search(found["given"]))
        if has_more or (self._is_alone(found) and _ONE_NAME.fullmatch(name)):
            self._told.add(name)
            self._setting.note("shortcode_stays", found_in(found))
        return found[0]

    def _is_alone(self, found: re.Match[str]) -> bool:
        before = self._text[max(found.start() - 200, 0) : found.start()].rstrip(" \t")
        after = self._text[found.end() : found.end() + 200].lstrip(" \t")
        return before[-1:] in ("", "\n", ">") and after[:1] in ("", "\n", "<")


def _family(name: str) -> bool:
    return name.startswith(FAMILIES + SHORT_FAMILIES)


def found_in(found: re.Match[str]) -> str:
    """As it stands there, with nothing around it."""
    return (
        found[0].removeprefix("[" + found["escaped"]).removesuffix("]" + found["second"]).join("[]")
    )


def _protected(text: str) -> tuple[list[int], list[int]]:
    """Where tags and code begin and end."""
    starts: list[int] = []
    ends: list[int] = []
    verbatim = ""
    for tag in TAG.finditer(text):
        closes, name, _, ended = tag.groups(default="")
        if not ended:
            continue
        if verbatim:
            if closes and name.lower() == verbatim:
                verbatim, ends[-1] = "", tag.end()
        else:
            starts.append(tag.start())
            ends.append(tag.end())
            if name.lower() in _VERBATIM and not closes:
                verbatim, ends[-1] = name.lower(), len(text)
    return starts, ends
