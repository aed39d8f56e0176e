"""What is told to whoever sends something that was not kept as it was sent."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

MOST_NOTES = 50
"""In one answer: it is kept with the request's key, and an item of the table has an end."""
LONGEST_WHAT = 200
"""Characters of what a note repeats."""


class Note(msgspec.Struct, frozen=True):
    """Something that was left out or changed."""

    pointer: Annotated[str, Meta(description="JSON Pointer (RFC 6901) into what was sent")]
    reason: Annotated[str, Meta(description="Stable")]
    detail: Annotated[str, Meta(description="A sentence, for a person")]
    what: Annotated[str, Meta(description="What it was, as it was sent, or its beginning")] = ""
    line: Annotated[int | None, Meta(description="Of the text at the pointer, from 1")] = None


def bounded(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Each note once, and the first `MOST_NOTES`; the last one says how many there are beside."""
    once = tuple(dict.fromkeys(notes))
    if len(once) <= MOST_NOTES:
        return once
    more = len(once) - MOST_NOTES + 1
    told = Note("", "more_notes", f"{more} more things were left out or changed.")
    return (*once[: MOST_NOTES - 1], told)


def shown(sent: object) -> str:
    """What was sent, as a note repeats it: in one line, and not too long."""
    text = " ".join(str(sent).split())
    return text if len(text) <= LONGEST_WHAT else f"{text[: LONGEST_WHAT - 1]}…"
