"""What colleagues write to each other: plain text, and addresses in it that can be followed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.domain.shared.web_address import NotAnAddress, web_address

_ADDRESS = re.compile(r"""https?://[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}…]""")


class Piece(NamedTuple):
    """A stretch of text; with `href` it leads somewhere."""

    text: str
    href: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The text, in its order and whole."""
    end = 0
    for found in _ADDRESS.finditer(text):
        try:
            href = web_address(found[0])
        except NotAnAddress:
            continue
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(found[0], href)
        end = found.end()
    if end < len(text):
        yield Piece(text[end:])
