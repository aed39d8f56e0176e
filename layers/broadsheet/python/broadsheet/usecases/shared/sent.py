"""What was sent, as far as a use case has to know of its form."""

from typing import Protocol

from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.record import Record


class Sent(Protocol):
    """What somebody sent, to be compared with what is there."""

    def must_fit(self, before: Record | None) -> None:
        """Raises Invalid that names each field that cannot be changed, and is not as it is.

        None is nothing: what is not there yet.
        """

    def notes(self, after: Record) -> tuple[Note, ...]:
        """What of it is not kept as it was sent."""


class _Nothing:
    def must_fit(self, before: Record | None) -> None:
        """It fits."""

    def notes(self, after: Record) -> tuple[Note, ...]:
        """None, whatever is there."""
        del after
        return ()


NOTHING_SENT: Sent = _Nothing()
"""Where nothing was sent, or in no form that is to be compared."""
