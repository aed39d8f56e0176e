"""The body of an article as HTML, and what is known of it."""

from typing import NamedTuple, NewType

import msgspec

from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.sentence import N_

SafeHtml = NewType("SafeHtml", str)
"""HTML that came out of the sanitiser (`adapters/html/markup.py`), the only door to this type."""

AS_TABLE = N_("The numbers as a table")
"""What leads from a chart in a body to its table: in English, until it stands on a page."""


class Recording(msgspec.Struct, frozen=True, omit_defaults=True):
    """A film or a sound that a story plays: its file, its bytes, how long it lasts, what it is.

    A film has a `width`.
    """

    media: str
    size: int
    seconds: int
    title: str = ""
    width: int = 0


class BodyHtml(msgspec.Struct, frozen=True):
    """The body as sanitised HTML, and the offset at which 'Also read' may stand in it.

    `media` are the newsroom's pictures and files in it, `unworded` those pictures of which nothing
    says what they show, and `recordings` what can be played, in the order of the text.
    """

    html: SafeHtml
    fold: int
    media: tuple[str, ...] = ()
    unworded: tuple[str, ...] = ()
    recordings: tuple[Recording, ...] = ()


class NotedBody(NamedTuple):
    """A body as HTML, and what of it is not there as its author typed it."""

    body: BodyHtml
    notes: tuple[Note, ...]
