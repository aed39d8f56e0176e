"""What is known to be needed, read by key in one call before anything else."""

from collections.abc import Mapping, Sequence

from broadsheet.domain.shared.record import Key, Record
from broadsheet.usecases.shared.ports import Gathers, R


class ReadTogether:
    """Implements `Reads`: what is `known` was read by key in one call, and is not read again."""

    def __init__(self, table: Gathers, known: Mapping[Key, type[Record]]) -> None:
        self._table, self._known = table, known.keys()
        self._found = table.get_all(known)
        self.query = table.query

    def get(self, kind: type[R], key: Key) -> R | None:
        """See `Reads`."""
        found = self._found.get(key) if key in self._known else self._table.get(kind, key)
        return found if isinstance(found, kind) else None

    def get_many(self, kind: type[R], keys: Sequence[Key]) -> Mapping[Key, R]:
        """See `Reads`."""
        if not self._known >= set(keys):
            return self._table.get_many(kind, keys)
        found = ((key, self.get(kind, key)) for key in keys)
        return {key: record for key, record in found if record is not None}
