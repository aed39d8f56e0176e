"""What is told to whoever sends something that was not kept as it was sent."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.shared.sentence import Sentence, counted, read_back, sentence

MOST_NOTES = 50
"""In one answer: it is kept with the request's key, and an item of the table has an end."""
LONGEST_WHAT = 200
"""Characters of what a note repeats."""

NAMED_OTHERWISE = sentence("{name} is called {other} now.")
ADDRESS_TAKEN = sentence(
    "Another article has this address in that month; this one stands at {path}."
)
KEPT_AS_ID = sentence("This is kept as the article's id: {kept}.")
KEPT_AS = sentence("This is kept as {kept}.")
MORE = counted(
    "{count} more things were left out or changed.",
    "{count} more things were left out or changed.",
)
_FILLED_IN = (NAMED_OTHERWISE, ADDRESS_TAKEN, KEPT_AS_ID, KEPT_AS, MORE)


class Note(msgspec.Struct, frozen=True):
    """Something that was left out or changed."""

    pointer: Annotated[str, Meta(description="JSON Pointer (RFC 6901) into what was sent")]
    reason: Annotated[str, Meta(description="Stable")]
    detail: Annotated[str, Meta(description="A sentence, for a person")]
    what: Annotated[str, Meta(description="What it was, as it was sent, or its beginning")] = ""
    line: Annotated[int | None, Meta(description="Of the text at the pointer, from 1")] = None

    @property
    def said(self) -> Sentence:
        """What it says, for whoever is told on a page."""
        return read_back(self.detail, _FILLED_IN)


def bounded(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Each note once, and the first `MOST_NOTES`; the last one says how many there are beside."""
    once = tuple(dict.fromkeys(notes))
    if len(once) <= MOST_NOTES:
        return once
    more = len(once) - MOST_NOTES + 1
    told = Note("", "more_notes", str(MORE.of(count=more)))
    return (*once[: MOST_NOTES - 1], told)


def shown(sent: object) -> str:
    """What was sent, as a note repeats it: in one line, and not too long."""
    return shortened(" ".join(str(sent).split()), LONGEST_WHAT)
