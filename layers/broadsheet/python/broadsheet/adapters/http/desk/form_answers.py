"""What a form of the desk is answered: what is wrong beside its fields, what was kept otherwise."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from broadsheet.adapters.http.problem import status_of
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.notes import Note

LONGEST_SAID = 460
"""Characters of what the next page says: it goes through a cookie."""


class Wrong(NamedTuple):
    """What is wrong with the fields, by their pointers (RFC 6901) into what the API takes."""

    errors: Sequence[FieldError] = ()

    def at(self, *pointers: str) -> list[str]:
        """What is wrong there, or in a part of what is there."""
        return [
            _said_of(error)
            for error in self.errors
            if any(error.pointer == p or error.pointer.startswith(p + "/") for p in pointers)
        ]

    def by_group(self) -> list[tuple[str, str]]:
        """Each field that something is wrong with, without its parts, and what that is."""
        return [(error.pointer.strip("/").split("/")[0], _said_of(error)) for error in self.errors]

    def elsewhere(self, *pointers: str) -> list[str]:
        """What is wrong with none of these, which are all that the page has fields for."""
        beside = [_said_of(error) for error in self.errors]
        for said in self.at(*pointers):
            beside.remove(said)
        return beside


def _said_of(error: FieldError) -> str:
    """What is wrong, in words of a page where the API's own name what is sent to it."""
    if error.code != "unknown_section":
        return error.detail
    meant = f" Did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
    return f"There is no such section.{meant} Editors can make it by ticking the box."


NOTHING_WRONG = Wrong()


def wrong_in(error: Exception | None) -> Wrong:
    """What an error says of fields."""
    return Wrong(tuple(error.errors)) if isinstance(error, Invalid) else NOTHING_WRONG


def said_of(error: Exception | None) -> str:
    """What an error says of no field; empty where the fields have it all."""
    known = error is not None and not isinstance(error, Invalid)
    return str(getattr(error, "detail", "")) if known else ""


def status_for(error: Exception | None) -> int:
    """The status of the page on which the form stands again."""
    return status_of(error).value if error is not None else 200


def with_notes(said: str, notes: Iterable[Note]) -> str:
    """What was done, and what of it is not as it was typed; what does not fit is counted."""
    words = [f"{note.what}: {note.detail}" if note.what else note.detail for note in notes]
    told = list[str]()
    while words and len(" ".join((said, *told, words[0]))) < LONGEST_SAID:
        told.append(words.pop(0))
    more = [f"And {len(words)} more."] if words else []
    return "\n".join((said, *told, *more))
