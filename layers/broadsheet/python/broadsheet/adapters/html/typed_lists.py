"""Numbers of lists as Markdown counts them: from the first one on, whatever the others say.

https://spec.commonmark.org/0.31.2/#lists
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from broadsheet.adapters.html.body_notes import BodyNotes

_NUMBER = re.compile(r"^[ \t>*+-]*([0-9]{1,9})[.)](?:[ \t]|$)", re.MULTILINE)
_TAG = re.compile(r'<(/?)([ou]l|li)\b[^<>]*?(?: data-sourcepos="([0-9]+):([0-9]+)-[^"]*")?>')
_AT = re.compile(r"([0-9]{1,9})[.)]")


def say_which_count_otherwise(
    source: str, positioned: Callable[[str], str], notes: BodyNotes
) -> None:
    """Name the first item of each list that is shown with another number than it was typed with.

    `positioned` makes HTML of Markdown in which elements say where they began. Where all items
    have one number, as many write lists who let Markdown count, nothing is named.
    """
    if not _may_count_otherwise([int(one) for one in _NUMBER.findall(source)]):
        return
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for items in _lists(positioned(source), lines):
        numbers = [number for number, _ in items]
        if len(set(numbers)) < 2:
            continue
        for at, (number, line) in enumerate(items):
            if number != numbers[0] + at:
                notes.add("list_counted", lines[line - 1].strip(), line=line)
                break


def _may_count_otherwise(numbers: list[int]) -> bool:
    return any(after not in (before + 1, 1) for before, after in pairwise(numbers)) or (
        1 in numbers[1:] and set(numbers) != {1}
    )


def _lists(rendered: str, lines: list[str]) -> Iterator[list[tuple[int, int]]]:
    """The number and the line of each item, list by list."""
    within: list[list[tuple[int, int]]] = []
    for closing, name, line, column in _TAG.findall(rendered):
        if name != "li":
            if closing and within:
                yield within.pop()
            elif not closing:
                within.append([])
        elif line and within:
            typed = lines[int(line) - 1].encode()[int(column) - 1 :][:10].decode(errors="ignore")
            if number := _AT.match(typed):
                within[-1].append((int(number[1]), int(line)))
