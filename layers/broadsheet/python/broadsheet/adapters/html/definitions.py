"""Definitions of links as Markdown has them (`[label]: address`): what of them nothing shows is
named; and a title of a block, which is made apart from its text, gets those that it uses.

https://spec.commonmark.org/0.31.2/#link-reference-definitions
"""

import html
import re
from collections import Counter
from collections.abc import Mapping

from broadsheet.adapters.html.body_notes import BodyNotes
from broadsheet.domain.shared.patterns import pattern

WITHIN = r"(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t]){0,24}"
"""What lines of quotes and of items of lists begin with."""
# A label of a footnote has no space in it: with one it is a link's, whatever its author meant.
_DEFINITION = pattern(
    rf"^{WITHIN}\[(?!\^[^\]\s]+\])((?:[^\[\]\\\n]|\\.){{1,300}})\]:[ \t]*(?:\n[ \t>]*)?(\S+)"
    r"([^\n]*)",
    re.MULTILINE,
)
_BRACKETS = pattern(r"\[([^\[\]]{1,300})\]")
_SHOWN = pattern(r"\[([^\[\]<>]{1,300})\]:")


def say_which_are_not_shown(rendered: str, notes: BodyNotes) -> None:
    """Name definitions that nothing uses, and those of a label that has one already.

    `rendered` is what cmark made: a line that is there as it was typed is no definition.
    """
    typed = list(_DEFINITION.finditer(notes.outside_code))
    uses = Counter(_BRACKETS.findall(_plain(notes.outside_code))) if typed else Counter[str]()
    uses.subtract(_plain(one[1]) for one in typed)
    shown = {_plain(html.unescape(one[1])) for one in _SHOWN.finditer(rendered)} if typed else set()
    first: dict[str, str] = {}
    for found in typed:
        label, target = _plain(found[1]), found[2]
        if label in shown:
            continue
        what = f"[{found[1]}]: {target}"
        # A link to nowhere is how Markdown is given comments.
        if uses[label] < 1 and target.strip("<>") not in ("#", ""):
            notes.add("definition_unused", what, at=found.start(1))
        elif first.setdefault(label, target) != target:
            notes.add("definition_twice", what, at=found.start(1))


def definitions_in(text: str) -> dict[str, str]:
    """Those of a text by their labels, the first of each, in Markdown."""
    found: dict[str, str] = {}
    for one in _DEFINITION.finditer(text) if "]:" in text else ():
        found.setdefault(_plain(one[1]), f"[{one[1]}]: {one[2]}{one[3]}")
    return found


def with_definitions(title: str, defined: Mapping[str, str]) -> str:
    """The Markdown of a title with those definitions of its text that it may use."""
    labels = dict.fromkeys(map(_plain, _BRACKETS.findall(title))) if defined else ()
    used = [defined[label] for label in labels if label in defined]
    return "\n".join((title, "", *used)) if used else title


def _plain(label: str) -> str:
    """As labels are compared: without case, and with one space for several."""
    return " ".join(label.casefold().split())
