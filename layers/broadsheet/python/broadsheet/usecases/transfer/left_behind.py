"""What of another site is still there, when all has come that was to come."""

from collections.abc import Iterable, Iterator

from broadsheet.domain.transfer.file_names import place_of
from broadsheet.domain.transfer.site_lines import ImportNote

_REASONS = frozenset({"picture_stays", "picture_missing", "picture_refused", "picture_left"})


def hosts_left(notes: Iterable[ImportNote]) -> Iterator[tuple[str, str]]:
    """The host and address of each picture that is still where it was, each once."""
    addresses = dict.fromkeys(
        note.detail.partition(": ")[0] for note in notes if note.reason in _REASONS
    )
    for address in addresses:
        place = place_of(address)
        yield (place.host if place else ""), address
