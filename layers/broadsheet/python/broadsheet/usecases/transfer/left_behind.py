"""What of another site is still there, when all has come that was to come."""

from collections.abc import Iterable, Iterator
from typing import Literal

from broadsheet.domain.transfer.file_names import place_of
from broadsheet.domain.transfer.site_lines import ImportNote

_BECAUSE = ("stays", "missing", "refused", "left")


def hosts_left(
    notes: Iterable[ImportNote], what: Literal["picture", "file"]
) -> Iterator[tuple[str, str]]:
    """The host and address of each picture, or other file, that is still where it was, once."""
    reasons = [f"{what}_{because}" for because in _BECAUSE]
    addresses = dict.fromkeys(
        note.detail.partition(": ")[0] for note in notes if note.reason in reasons
    )
    for address in addresses:
        place = place_of(address)
        yield (place.host if place else ""), address
