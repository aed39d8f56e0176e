"""What a form of the desk is answered: what is wrong beside its fields, what was kept otherwise."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from broadsheet.adapters.http.desk.form import VERSION
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.problem import status_of
from broadsheet.domain.shared.errors import (
    BroadsheetError,
    FieldError,
    Invalid,
    VersionMismatch,
    VersionRequired,
)
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.sentence import Sentence, counted, sentence

MOST_SAID = 5
"""Notes that the next page says: they go through a cookie."""


class Wrong(NamedTuple):
    """What is wrong with the fields, by their pointers (RFC 6901) into what the API takes."""

    errors: Sequence[FieldError] = ()

    def at(self, *pointers: str) -> list[Sentence]:
        """What is wrong there, or in a part of what is there."""
        return [
            error.said
            for error in self.errors
            if any(error.pointer == p or error.pointer.startswith(p + "/") for p in pointers)
        ]

    def by_group(self) -> list[tuple[str, Sentence]]:
        """Each field that something is wrong with, without its parts, and what that is."""
        return [(error.pointer.strip("/").split("/")[0], error.said) for error in self.errors]

    def elsewhere(self, *pointers: str) -> list[Sentence]:
        """What is wrong with none of these, which are all that the page has fields for."""
        beside = [error.said for error in self.errors]
        for said in self.at(*pointers):
            beside.remove(said)
        return beside


NOTHING_WRONG = Wrong()


def wrong_in(error: Exception | None) -> Wrong:
    """What an error says of fields."""
    return Wrong(tuple(error.errors)) if isinstance(error, Invalid) else NOTHING_WRONG


def said_of(error: Exception | None) -> Sentence | None:
    """What an error says of no field; None where the fields have it all."""
    if isinstance(error, (VersionMismatch, VersionRequired)):
        # A version is a number to programs alone.
        return sentence("Not saved yet: somebody was quicker.")
    if isinstance(error, BroadsheetError) and not isinstance(error, Invalid):
        return error.said
    return None


def status_for(error: Exception | None) -> int:
    """The status of the page on which the form stands again."""
    return status_of(error).value if error is not None else 200


def version_of(desk: DeskRequest, error: Exception | None, newest: int | None) -> str | int | None:
    """Of which version a form is that stands again.

    What was wrong was compared with nothing: it stays with the one that it began with. Else its
    page shows the newest.
    """
    return (desk.form.text(VERSION) or None) if isinstance(error, Invalid) else newest


def with_notes(notes: Iterable[Note], *said: Sentence) -> list[Sentence]:
    """What was done, and what of it is not as it was typed; what does not fit is counted."""
    told = [in_words(note) for note in notes]
    more = len(told) - MOST_SAID
    if more <= 0:
        return [*said, *told]
    return [*said, *told[:MOST_SAID], counted("And one more.", "And {count} more.", more)]


def in_words(note: Note) -> Sentence:
    """A note, with what it is about."""
    return (
        sentence("{what}: {detail}", what=note.what, detail=note.said) if note.what else note.said
    )
