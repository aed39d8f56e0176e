"""What every record of the table has: a key, and a type that survives storage."""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.shared.patterns import pattern

_ID = pattern(r"[0-9A-Za-z-]{1,64}")


class Key(NamedTuple):
    """Where a record lives: its partition, and its place in the partition's order."""

    pk: str
    sk: str


class Record(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="type"):
    """One item of the table. Subclasses say where they live."""

    @property
    def key(self) -> Key:
        """The record's place in the table."""
        raise NotImplementedError


def is_id(text: str) -> bool:
    """Whether a record may be called so: what is longer is no key of the table."""
    return _ID.fullmatch(text) is not None


def type_of(kind: type[Record]) -> str:
    """What an item of this kind has in its `type`: it stays when the class is renamed."""
    return str(kind.__struct_config__.tag)


def stamp(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with milliseconds: sorts as text in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
