"""What front matter says, by any of the names that generators have for it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from client.errors import WrongField
from client.front_matter import Document

_NESTED = ("taxonomies", "params", "extra", "seo", "meta")
"""Groups whose fields count as well where there is none outside: Hugo's, Zola's, and plugins'."""
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


class Fields:
    """The fields of a document, whatever the case of their names; what is read is remembered.

    Raises WrongField where two names differ by their case alone.
    """

    def __init__(self, document: Document) -> None:
        self._values: dict[str, Any] = {}
        self._words: dict[str, Any] = {}
        self._names: dict[str, str] = {}
        self._read: set[str] = set()
        self._hidden: list[str] = []
        for name, value in document.fields.items():
            if name.lower() in self._names:
                raise WrongField(f"the field {name!r} is there twice", name)
            self._take(name, value, document.words.get(name))
        for group in _NESTED:
            inner, words = self._values.get(group), self._words.get(group)
            if isinstance(inner, dict) and isinstance(words, dict):
                for name, value in inner.items():
                    key, full = str(name).lower(), f"{group}.{name}"
                    if key not in self._names:
                        self._take(full, value, words.get(str(name)), str(name))
                    elif value not in (None, "", [], self._values[key]):
                        self._hidden.append(full)
                self._read.add(group)

    def _take(self, name: str, value: Any, words: Any, short: str = "") -> None:
        key = (short or name).lower()
        self._names[key], self._values[key], self._words[key] = name, value, words

    def value(self, *names: str) -> Any:
        """The first that is there and not null, as YAML, TOML or JSON has it."""
        return next((self._values[n] for n in self._known(names)), None)

    def sendable(self, *names: str) -> Any:
        """The same as JSON can have it: days and hours as they are written."""
        found = next(self._known(names), None)
        return None if found is None else _sendable(self._values[found], self._words[found])

    def words(self, *names: str) -> Any:
        """The same, each number, day and the like in it as it is written."""
        return next((self._words[n] for n in self._known(names)), None)

    def _known(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            key = name.lower()
            if key in self._values:
                self._read.add(key)
                if self._values[key] is not None:
                    yield key

    def is_there(self, name: str) -> bool:
        """Whether there is such a field, which may be null."""
        return name.lower() in self._values

    def text(self, *names: str) -> str:
        """A text in one piece, empty where there is none. Raises WrongField for a list or map."""
        found = self.words(*names)
        if found is None:
            return ""
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        if not isinstance(found, str):
            name = next(self._known(names))
            raise WrongField(f"{name} must be a text: {found!r}", name)
        return found.strip()

    def flag(self, name: str) -> bool | None:
        """True or false, also as a text; None where it is neither."""
        value = self.value(name)
        word = str(value).strip().lower()
        return True if word in _TRUE else False if word in _FALSE else None

    def read(self, *names: str) -> None:
        """Say that these are understood, or are nothing that a reader would miss."""
        self._read.update(name.lower() for name in names)

    def leave(self, name: str) -> None:
        """Say that this was looked at, and is not what it was looked for."""
        self._read.discard(name.lower())

    def unread(self) -> tuple[str, ...]:
        """What nobody asked for, by its names in the file, and what says nothing left out.

        Of a field that is in a group and outside of it, or in two groups, the first counts.
        """
        left = self._values.keys() - self._read
        named = (self._names[n] for n in left if self._values[n] not in (None, "", []))
        return tuple(sorted([*named, *self._hidden]))


def _sendable(value: Any, words: Any) -> Any:
    """What JSON has: a day or an hour, which YAML and TOML make of what looks like one, as it is
    written."""
    if isinstance(value, date | time):
        return words
    if isinstance(value, list) and isinstance(words, list):
        return list(map(_sendable, value, words))
    if isinstance(value, dict) and isinstance(words, dict):
        return {str(n): _sendable(v, words.get(str(n))) for n, v in value.items()}
    return value


def names_in(value: Any, field: str, *, spaces: bool = False) -> list[str]:
    """Names in a list, or in a text with commas between them; with `spaces`, or those.

    Raises WrongField for what is no name.
    """
    if value is None:
        return []
    if isinstance(value, str):
        apart = "," if "," in value else ";" if ";" in value else None
        value = value.split(apart) if apart or spaces else [value]
    if isinstance(value, dict):
        # `{a, b}` is a map for YAML, of names that say nothing.
        is_set = not any(value.values())
        value = list(value) if is_set else [value]
    found = [name_of(one) for one in value if one is not None]
    if any(name is None for name in found):
        raise WrongField(f"these must be names: {value!r}", field)
    tidy = [(name or "").strip() for name in found]
    return list(dict.fromkeys(name for name in tidy if name))


def name_of(entry: Any) -> str | None:
    """A name as such or in an object."""
    if isinstance(entry, Mapping):
        entry = next((entry[n] for n in ("name", "label", "title") if entry.get(n)), None)
    return None if entry is None or isinstance(entry, list | Mapping) else str(entry)
