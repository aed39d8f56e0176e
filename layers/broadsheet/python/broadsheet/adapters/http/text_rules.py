"""What a field of text may have."""

from collections.abc import Callable
from typing import Any, NamedTuple

from broadsheet.adapters.http.rule_words import said_of
from broadsheet.domain.shared.sentence import Sentence, Value, sentence
from broadsheet.domain.shared.text import OddCharacter, as_meant, is_blank, odd_character, where

WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""White_Space (Unicode, PropList). Python would strip four separators beside it, which are odd
characters and as such named."""
_ON = frozenset({"1", "on", "t", "true", "y", "yes"})
OFF = frozenset({"0", "off", "f", "false", "n", "no"})
_ODD = {
    "after": sentence(
        "has {character}, which cannot be kept, as character {number}, after “{before}”: take it"
        " out, or type what was meant"
    ),
    "before": sentence(
        "has {character}, which cannot be kept, as character {number}, before “{after}”: take it"
        " out, or type what was meant"
    ),
    "alone": sentence(
        "has {character}, which cannot be kept, as character {number}: take it out, or type what"
        " was meant"
    ),
}


class Wrong(Exception):
    """Why a value cannot be taken: a stable code, and what is `said` of it.

    Without a sentence of its own it has the code's, which the `values` fill in.
    """

    def __init__(self, code: str, said: Sentence | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code, self.said = code, said or said_of(code, values)


def printable(text: str) -> str:
    """One line of text. Raises Wrong for what cannot be kept of it."""
    return _without(odd_character(text), text)


def printable_lines(text: str) -> str:
    """The same, with tabs and line ends, and in the order that its writer says."""
    return _without(odd_character(text, lines=True, overrides=True), text)


def readable_lines(text: str) -> str:
    """The same, in the order of its characters: nobody knows who wrote it."""
    return _without(odd_character(text, lines=True), text)


def _without(odd: OddCharacter | None, text: str) -> str:
    if odd:
        raise odd_one(odd)
    return text


def odd_one(odd: OddCharacter) -> Wrong:
    """What is said of a character that cannot be kept: which it is, where it stands, what to do."""
    words = (
        f"has {odd.name}, which cannot be kept, {where(odd)}: take it out, or type what was meant"
    )
    # Its name is in English alone.
    told: dict[str, Value] = {"character": odd.name.partition(" ")[0], "number": odd.at}
    told |= {"before": odd.before, "after": odd.after}
    said = _ODD[_beside(odd)].of(**told)
    return Wrong(odd.code, said.but(words))


def _beside(odd: OddCharacter) -> str:
    return "after" if odd.before else "before" if odd.after else "alone"


def not_blank(text: str) -> str:
    """The text. Raises Wrong where there is nothing to be seen."""
    if is_blank(text):
        raise Wrong("string_too_short")
    return text


def one_line(text: str) -> str:
    """What programs paste for a space or a hyphen is one, in a text of one line."""
    return as_meant(text)


def more_lines(text: str) -> str:
    """The same in a text of several lines."""
    return as_meant(text, lines=True)


def _whole_letters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Wrong("string_unicode") from None


class TextRule(NamedTuple):
    """A field of text: read as it was `meant`, stripped, of so many characters, and checked.

    Without `most` somebody else counts its bytes. `told` is what the documentation has of it
    beside its length.
    """

    most: int | None
    least: int = 0
    meant: Callable[[str], str] = str
    is_stripped: bool = True
    is_small: bool = False
    checks: tuple[Callable[[str], str], ...] = ()
    told: tuple[tuple[str, Any], ...] = ()

    def then(self, *checks: Callable[[str], str]) -> "TextRule":
        """The same rule, with more checks after its own."""
        return self._replace(checks=(*self.checks, *checks))

    def taken(self, sent: object) -> str:
        """The text as it is kept. Raises Wrong."""
        if not isinstance(sent, str):
            raise Wrong("string_type")
        if not sent.isascii():
            _whole_letters(sent)
        text = self.meant(sent)
        text = text.strip(WHITE_SPACE) if self.is_stripped else text
        if len(text) < self.least:
            raise Wrong("string_too_short", min_length=self.least)
        if self.most is not None and len(text) > self.most:
            raise Wrong("string_too_long", max_length=self.most, actual_length=len(text))
        text = text.lower() if self.is_small else text
        for check in self.checks:
            text = check(text)
        return text


def flag(sent: object) -> bool:
    """Whether a box was ticked, as forms and programs say it. Raises Wrong."""
    word = sent.lower() if isinstance(sent, str) else sent
    if isinstance(word, bool):
        return word
    if isinstance(word, str):
        if word in _ON or word in OFF:
            return word in _ON
    elif isinstance(word, int | float) and word in (0, 1):
        return bool(word)
    raise Wrong("bool_parsing" if isinstance(word, str | int) else "bool_type")
