"""Numbers as newspapers of any language write them: 1,234.5 or 1.234,5 or 1 234,5 in any digits."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_SPACES = " \u00a0\u2009\u202f'\u2019\u066c"
"""Between thousands: spaces, apostrophes, and the Arabic mark."""
_MINUS = "-\u2212\u2013\u2012"
_COMMA = "\u066b"
"""The Arabic mark before decimals."""
_CURRENCY = "[$\u00a2-\u00a5\u058f\u060b\u0e3f\u20a0-\u20cf\ufdfc]"
_NUMBER = re.compile(
    rf"(?:(?<![^\W_])([{_MINUS}+])\s*(?:[A-Za-z]{{0,3}}\.?\s?{_CURRENCY}|[A-Za-z]{{2,3}})?\s*)?"
    rf"(\d(?:[\d.,{_COMMA}{_SPACES}]*\d)?|[.,{_COMMA}]\d+)"
)
"""A sign may stand in front of a currency: -$5, -CHF 20."""
_SHAPE = re.compile(
    rf"\d*[.,{_COMMA}]?\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,{_COMMA}]\d+)?"
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"
)
"""Anything else between digits is a date, an hour or two numbers."""
_LETTERS = 3
_IN_WORDS = re.compile(rf"[^\W\d_]{{{_LETTERS + 1},}}")
"""More letters than a unit or a currency has: a cell that has them says something else."""
_TWO_WAYS = re.compile(
    rf"\(.*\)|.*\d\s?[{_MINUS}]|.*[\d)][\u2070\u00b9\u00b2\u00b3\u2074-\u2079].*"
    "|.*[<>\u2264\u2265\u00b1].*",
    re.DOTALL,
)
"""(5) and 5- are below nought to book-keepers, and nobody else; 10² is a hundred, or has a note; <5
and ±3 are no point on an axis."""
_UNIT = re.compile(r"\s?([^\W\d_]+)")
_MONEY = re.compile(rf"{_CURRENCY}|(?<![A-Z])[A-Z]{{3}}(?![A-Za-z])")
_TIMES = frozenset(
    {"b", "bin", "bn", "cr", "k", "m", "mia", "mil", "mio", "mld", "mln", "mn", "mr", "mrd", "t"}
    | {"tr", "tsd", *"百千万萬億亿兆천만억", "百万", "千万"}
)
"""Letters behind a number that may stand for thousands, millions or more of them."""
_WORDED = re.compile(r"(.*\d)\s?([^\W\d_]+(?: [^\W\d_]+){0,2})")
_LONGEST = 40


class Read(NamedTuple):
    """The numbers of cells in their order, None where a cell has none.

    `decimal` is the mark that was taken for the decimal one; `is_guess` says that the cells would
    allow the other reading as well.
    """

    numbers: tuple[float | None, ...]
    decimal: str
    is_guess: bool


def read_numbers(cells: Iterable[str]) -> Read:
    """What the cells of a table say, read in one way that fits them all."""
    found = [_found(cell) for cell in cells]
    known, decimal, is_guess = _decimal_of([digits for _, digits in filter(None, found)])
    numbers = (float(f"{one[0]}{_plain(one[1], known)}") if one else None for one in found)
    return Read(tuple(numbers), decimal, is_guess)


def without_unit(column: Sequence[str]) -> Sequence[str]:
    """The cells of a column without the words behind their numbers, where all have the same."""
    found = {
        cell: _WORDED.fullmatch(cell.strip()) if len(cell) <= 2 * _LONGEST else None
        for cell in column
        if has_digit(cell)
    }
    words = {one[2].casefold() if one else "" for one in found.values()}
    if len(words) != 1 or words == {""}:
        return column
    return [one[1] if (one := found.get(cell)) else cell for cell in column]


def has_digit(cell: str) -> bool:
    """Whether a cell may be meant for a number."""
    return any(c.isdigit() for c in cell)


def have_one_unit(cells: Iterable[str]) -> bool:
    """Whether the numbers of a column can be compared: 5k and 2M cannot, nor can $5 and €5."""
    units = {_unit(cell) for cell in cells if has_digit(cell.replace("0", ""))}
    named = units - {("", "")}
    if len(named) > 1:
        return False
    return len(units) < 2 or not any(unit.lower() in _TIMES for _, unit in named)


def _unit(cell: str) -> tuple[str, str]:
    """The currency, and what stands behind the number."""
    number = _NUMBER.search(cell)
    if number is None:
        return "", ""
    money = _MONEY.search(cell)
    behind = _UNIT.match(cell, number.end())
    word = behind[1] if behind else ""
    # Of letters the case may say how many times (m, M), of words it says nothing.
    return (money[0] if money else ""), (word.casefold() if len(word) > _LETTERS else word)


def _found(cell: str) -> tuple[str, str] | None:
    """The sign and the digits of the only number in a cell, in digits of ours."""
    if len(cell) > _LONGEST or _IN_WORDS.search(cell) or _TWO_WAYS.fullmatch(cell.strip()):
        return None
    numbers = list(_NUMBER.finditer(cell))
    if len(numbers) != 1:
        return None
    sign, written = numbers[0].groups(default="")
    ours = (str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    shaped = "".join(ours)
    if not _SHAPE.fullmatch(shaped):
        return None
    digits = re.sub(f"[{_SPACES}]", "", shaped).replace(_COMMA, ".,")
    return ("-" if sign and sign in _MINUS else ""), digits


def _decimal_of(written: list[str]) -> tuple[str, str, bool]:
    """The mark before decimals where any number shows it, else none; the one that numbers are
    shown with; and whether numbers are guessed to be thousands."""
    marked = [digits for digits in written if re.search("[.,]", digits)]
    either = [digits for digits in marked if _may_be_thousands(digits)]
    said = {_own_decimal(digits) for digits in marked if not _may_be_thousands(digits)}
    if len(said) == 1:
        (known,) = said
        return known, known, False
    marks = {digits[-4] for digits in either}
    # Where some have a mark and others none, it is that of thousands: decimals are on all or none.
    is_guess = bool(either) and (bool(said) or len(marks) > 1 or len(either) == len(written))
    return "", "," if marks == {"."} else ".", is_guess


def _own_decimal(digits: str) -> str:
    """The mark before decimals in a number that can be read in one way alone."""
    marks = re.findall(r"[.,]", digits)
    if len(set(marks)) == 1 and len(marks) > 1:
        return "," if marks[0] == "." else "."
    return str(marks[-1])


def _may_be_thousands(digits: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits) is not None


def _plain(digits: str, known: str) -> str:
    """The digits with a point before decimals, and no other mark."""
    if not re.search("[.,]", digits):
        return digits
    decimal = known if _may_be_thousands(digits) else _own_decimal(digits)
    return "".join("." if c == decimal else c for c in digits if c == decimal or c.isdigit())
