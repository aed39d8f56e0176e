"""Blocks that an editor hid from all readers: what they say is not public by an import either.

https://make.wordpress.org/core/2025/11/18/ability-to-hide-blocks-in-wordpress-6-9/
"""

import re
from collections.abc import Iterator

from broadsheet.adapters.imports.wxr_known import Setting

_BEGINS, _ENDS = "<!--", "-->"
_BLOCK = re.compile(r"\s*(/?)wp:[a-z][a-z0-9/-]*(?=[\s/]|\Z)")
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = re.compile(r'"blockVisibility"\s*:\s*false\b')


def without_hidden(text: str, setting: Setting) -> str:
    """The text without these blocks and all that is within them; each is named by its words."""
    if "blockVisibility" not in text:
        return text
    kept, at = list[str](), 0
    for start, end in _hidden(text):
        kept.append(text[at:start])
        at = end
        name, _, within = text[start:end].partition(_ENDS)
        words = " ".join(_TAG.sub(" ", within).split())
        setting.note("hidden_left_out", (words or name.removeprefix(_BEGINS).split()[0])[:200])
    return "".join((*kept, text[at:]))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Where such blocks begin and end. One that nothing ends goes to the end, as it does there."""
    begins, depth = -1, 0
    for start, end in _comments(text):
        said = text[start + len(_BEGINS) : end - len(_ENDS)]
        found = _BLOCK.match(said)
        if found is None:
            continue
        is_whole = said.endswith("/")
        if begins < 0 and not found[1] and _HIDDEN.search(said):
            if is_whole:
                yield start, end
            else:
                begins, depth = start, 1
        elif begins >= 0 and not is_whole:
            depth += -1 if found[1] else 1
            if not depth:
                yield begins, end
                begins = -1
    if begins >= 0:
        yield begins, len(text)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    at = text.find(_BEGINS)
    while at >= 0 and (end := text.find(_ENDS, at)) >= 0:
        yield at, end + len(_ENDS)
        at = text.find(_BEGINS, end)
