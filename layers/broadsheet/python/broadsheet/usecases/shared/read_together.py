"""What is known to be needed, read by key in one call before anything else."""

from collections.abc import Mapping

from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Gathers, R


class ReadTogether:
    """Implements `Reads`: what is `known` was read by key in one call, and is not read again."""

    def __init__(self, table: Gathers, known: Mapping[Key, type[Record]]) -> None:
        self._table, self._known = table, known.keys()
        self._found = table.get_all(known)
        self.get_many, self.query = table.get_many, table.query

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        found = self._found.get(key) if key in self._known else self._table.get(kind, key)
        return found if isinstance(found, kind) else None
