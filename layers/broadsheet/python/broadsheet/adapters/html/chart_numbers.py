"""Numbers as newspapers of any language write them: 1,234.5 or 1.234,5 or 1 234,5 in any digits."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_SPACES = " \u00a0\u2009\u202f'\u2019\u066c"
"""Between thousands: spaces, apostrophes, and the Arabic mark."""
_MINUS = "-\u2212\u2013\u2012"
_COMMA = "\u066b"
"""The Arabic mark before decimals."""
_NUMBER = re.compile(rf"([{_MINUS}+])?\s*(\d(?:[\d.,{_COMMA}{_SPACES}]*\d)?|[.,{_COMMA}]\d+)")
_SHAPE = re.compile(
    rf"\d*[.,{_COMMA}]?\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,{_COMMA}]\d+)?"
    r"|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"
)
"""Anything else between digits is a date, an hour or two numbers."""
_IN_WORDS = re.compile(r"[^\W\d_]{4,}")
"""More letters than a unit or a currency has: a cell that has them says something else."""
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
    decimal, is_guess = _decimal_of([digits for _, digits in filter(None, found)])
    return Read(tuple(_number(one, decimal) for one in found), decimal, is_guess)


def _found(cell: str) -> tuple[str, str] | None:
    """The sign and the digits of the only number in a cell, in digits of ours."""
    if len(cell) > _LONGEST or _IN_WORDS.search(cell):
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


def _decimal_of(written: list[str]) -> tuple[str, bool]:
    """The mark before decimals in all of them, and whether that is a guess."""
    one_mark = []
    for digits in written:
        marks = re.findall(r"[.,]", digits)
        if len(set(marks)) == 2 or (len(marks) == 1 and not _may_be_thousands(digits)):
            return marks[-1], False
        if len(marks) > 1:
            return "," if marks[0] == "." else ".", False
        one_mark += marks
    # Where some have a mark and others none, it is that of thousands: decimals are on all or none.
    is_guess = len(one_mark) == len(written)
    return (("," if one_mark[0] == "." else "."), is_guess) if one_mark else (".", False)


def _may_be_thousands(digits: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits) is not None


def _number(found: tuple[str, str] | None, decimal: str) -> float | None:
    if found is None:
        return None
    sign, digits = found
    grouping = "." if decimal == "," else ","
    try:
        return float(sign + digits.replace(grouping, "").replace(decimal, "."))
    except ValueError:
        return None
