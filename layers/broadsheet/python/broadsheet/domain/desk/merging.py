"""Two versions of a story side by side, passage by passage, and what is made of the choices.

A text is cut where a paragraph is the same in both, and in what both began with if that is known:
what lies between two such places is a passage. Where only one of the two changed it, that is what
is likely meant; where both did, nothing is, and somebody has to say.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import msgspec

from broadsheet.domain.articles.word_diff import MOST, Part, paragraphs, word_diff
from broadsheet.domain.desk.typed import GROUPS, TEXTS, Typed, one, tidy
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.sentence import sentence


class Choice(StrEnum):
    """Which version of a passage is to stand."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Of the body: theirs, and mine after it."""


ChoiceOf = Callable[[str], str | None]
"""What was chosen for the passage of a key: one of `Choice`, or anything else for nothing."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text, or a whole field, of both versions. `likely` is what may be meant."""

    group: str
    number: int
    mine: str
    theirs: str
    likely: Choice | None = None

    @property
    def key(self) -> str:
        """What the passage is called in a form."""
        return f"{self.group}-{self.number}"

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to choose."""
        return self.mine == self.theirs

    @property
    def words(self) -> list[Part]:
        """Theirs and mine in one, with the words marked that are only in one of them."""
        return word_diff(self.theirs, self.mine)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        both = self.group == "body" and bool(self.mine.strip() and self.theirs.strip())
        return (Choice.MINE, Choice.THEIRS, *([Choice.BOTH] if both else []))


def passages_of(base: Typed | None, theirs: Typed, mine: Typed) -> list[Passage]:
    """Every passage of each text, and of the other fields those that differ.

    `base` is what both began with; without it nothing tells who changed what, and nothing is
    likely but what is in one of them alone.
    """
    found: list[Passage] = []
    for group, names in GROUPS.items():
        if group in TEXTS:
            was = None if base is None else one(base, group)
            found += _of_text(group, was, one(theirs, group), one(mine, group))
            continue
        before, other, own = (said_of(typed or {}, names) for typed in (base, theirs, mine))
        if other != own:
            likely = _likely(before if base is not None else None, other, own)
            found.append(Passage(group=group, number=0, mine=own, theirs=other, likely=likely))
    return found


def differing(passages: Sequence[Passage]) -> list[Passage]:
    """Those about which somebody has to say something."""
    return [passage for passage in passages if not passage.is_same]


def merged(
    base: Typed | None, theirs: Typed, mine: Typed, choice_of: ChoiceOf
) -> dict[str, tuple[str, ...]]:
    """The story made of the choices, by the keys of the passages.

    Raises Invalid that names each passage without one.
    """
    passages = passages_of(base, theirs, mine)
    choices = {p.key: choice_of(p.key) for p in differing(passages)}
    open_ones = [p for p in differing(passages) if choices[p.key] not in p.choices]
    if open_ones:
        words = sentence("needs a choice: both versions differ here")
        raise Invalid([FieldError(f"/{p.key}", "not_chosen", words) for p in open_ones])
    fields = dict(mine)
    for group, found in groupby(passages, lambda passage: passage.group):
        if group in TEXTS:
            fields[group] = (_joined([_chosen(p, choices.get(p.key)) for p in found]),)
        elif choices[next(found).key] == Choice.THEIRS:
            fields |= {name: theirs.get(name, ()) for name in GROUPS[group]}
    return tidy(fields)


def _chosen(passage: Passage, choice: str | None) -> str:
    if choice == Choice.BOTH:
        return _joined([passage.theirs, passage.mine])
    return passage.theirs if choice == Choice.THEIRS else passage.mine


def _joined(stretches: Sequence[str]) -> str:
    """One after the other: what ended its text, and does no longer, ends its paragraph."""
    text = ""
    for stretch in filter(None, stretches):
        gap = "" if not text or text.endswith("\n") else "\n\n"
        text += gap + stretch
    return text


class _Stretch(NamedTuple):
    """What lies beside each other in the three texts."""

    base: str
    theirs: str
    mine: str


def _of_text(group: str, base: str | None, theirs: str, mine: str) -> Iterator[Passage]:
    if group == "body":
        found = list(_stretches(theirs if base is None else base, theirs, mine))
    else:
        found = [_Stretch(base or "", theirs, mine)]
    for number, (was, other, own) in enumerate(found):
        if _differ_in_their_end(other, own, is_last=number == len(found) - 1):
            own = other  # noqa: PLW2901 - of that nothing is seen
        likely = _likely(was if base is not None else None, other, own)
        yield Passage(group=group, number=number, mine=own, theirs=other, likely=likely)


def _differ_in_their_end(theirs: str, mine: str, *, is_last: bool) -> bool:
    """Whether they are the same but for the line ends after them, where one ends its text."""
    is_end = is_last or not (theirs.endswith("\n") and mine.endswith("\n"))
    return is_end and theirs.rstrip("\n") == mine.rstrip("\n")


def _likely(base: str | None, theirs: str, mine: str) -> Choice | None:
    if base is None:
        base = "" if "" in (theirs.strip(), mine.strip()) else None
    if mine == base:
        return Choice.THEIRS
    return Choice.MINE if theirs == base else None


def _stretches(base: str, theirs: str, mine: str) -> Iterator[_Stretch]:
    """The three texts in stretches side by side, after how `diff3` cuts them.

    Paragraphs are the same whatever line ends follow them, so that one that another was written
    after is still the same; a stretch has its text as it is.
    """
    was, other, own = paragraphs(base), paragraphs(theirs), paragraphs(mine)
    in_theirs, in_mine = _places(was, other), _places(was, own)
    a = b = c = 0
    for at in sorted(in_theirs.keys() & in_mine.keys()):
        there, here = in_theirs[at], in_mine[at]
        yield from _between(was[a:at], other[b:there], own[c:here])
        yield _Stretch(was[at], other[there], own[here])
        a, b, c = at + 1, there + 1, here + 1
    yield from _between(was[a:], other[b:], own[c:])


def _between(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[_Stretch]:
    if theirs or mine:
        yield _Stretch("".join(base), "".join(theirs), "".join(mine))


def _places(base: list[str], other: list[str]) -> dict[int, int]:
    """Of paragraphs of the one where they are in the other; none where there are too many."""
    if max(len(base), len(other)) > MOST:
        return {}
    was, now = ([paragraph.rstrip("\n") for paragraph in text] for text in (base, other))
    blocks = SequenceMatcher(None, was, now).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def said_of(typed: Typed, names: Sequence[str]) -> str:
    """What is in the fields of a group, for people to compare: a line for each of many."""
    if len(names) == 1:
        return "\n".join(typed.get(names[0], ()))
    columns = {re.split("[_/]", name, maxsplit=1)[-1]: typed.get(name, ()) for name in names}
    longest = max(map(len, columns.values()))
    rows = [[(of, texts[n : n + 1]) for of, texts in columns.items()] for n in range(longest)]
    return "\n".join(
        " · ".join(f"{of}: {text[0]}" for of, text in row if any(text)) for row in rows
    )
