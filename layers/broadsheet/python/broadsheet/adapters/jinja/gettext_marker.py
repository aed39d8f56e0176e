"""The mark of words that are shown to readers by other modules than the one that has them.

Apart from `words.py`, so that whoever marks words does not load what translates them.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Message(NamedTuple):
    """Marked words that name something: `{name}` is filled in when they are said."""

    text: str
    values: Mapping[str, str] = {}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """The message itself. Extraction finds it by this name; `ui` translates it on the page."""
    return message
