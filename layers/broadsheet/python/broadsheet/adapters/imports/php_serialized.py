"""What PHP writes down of a value (`serialize()`), as WordPress keeps what plugins know of a post.

https://www.php.net/manual/en/function.serialize.php
"""

import re
from typing import TypeAlias

PhpValue: TypeAlias = "bool | int | float | str | dict[int | str, PhpValue] | None"
"""Lists are arrays, too, by their numbers."""
_SCALAR = re.compile(rb"N;|([bid]):([^;]{1,40});")
_STRING = re.compile(rb's:([0-9]{1,9}):"')
_ARRAY = re.compile(rb"a:([0-9]{1,9}):\{")
_DEEPEST = 20


class NotSerialized(ValueError):
    """What is none, is broken, or has objects in it."""


def unserialized(text: str) -> PhpValue:
    """The value. Raises NotSerialized."""
    return _Reader(text.strip().encode("utf-8", "replace")).value(_DEEPEST)


def listed(value: "PhpValue") -> list["PhpValue"]:
    """What is in an array, in its order; of anything else nothing."""
    return list(value.values()) if isinstance(value, dict) else []


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def value(self, left: int) -> PhpValue:
        if found := _ARRAY.match(self._data, self._at):
            self._at = found.end()
            return self._array(int(found[1]), left)
        if found := _STRING.match(self._data, self._at):
            return self._string(found.end(), int(found[1]))
        found = _SCALAR.match(self._data, self._at)
        if found is None:
            raise NotSerialized(f"at byte {self._at}")
        self._at = found.end()
        try:
            return _scalar(found)
        except ValueError:
            raise NotSerialized(f"at byte {self._at}") from None

    def _array(self, size: int, left: int) -> PhpValue:
        made: dict[int | str, PhpValue] = {}
        for _ in range(size):
            key = self.value(0)
            if not left or not isinstance(key, int | str):
                raise NotSerialized(f"at byte {self._at}")
            made[key] = self.value(left - 1)
        if self._data[self._at : self._at + 1] != b"}":
            raise NotSerialized(f"at byte {self._at}")
        self._at += 1
        return made

    def _string(self, start: int, size: int) -> str:
        """Lengths are in bytes, and wrong where somebody changed line ends or addresses."""
        end = start + size
        if self._data[end : end + 2] != b'";':
            end = self._data.find(b'";', start)
        if end < 0:
            raise NotSerialized(f"at byte {start}")
        self._at = end + 2
        return self._data[start:end].decode("utf-8", "replace")


def _scalar(found: re.Match[bytes]) -> bool | int | float | None:
    if found[1] is None:
        return None
    kind, said = found[1], found[2].decode("ascii", "replace")
    if kind == b"b":
        return said == "1"
    return int(said) if kind == b"i" else float(said)
