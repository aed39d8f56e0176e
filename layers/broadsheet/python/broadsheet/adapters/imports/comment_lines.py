"""Our own file of comments: JSON Lines, one object in each, UTF-8."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.transfer.comment_lines import FORMAT_VERSION, HeaderLine, LeftOut, Line

LONGEST = 4 * 1024 * 1024
"""Bytes of a line: a comment with the longest trail is shorter."""
_decoder: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


def to_line(line: Line) -> bytes:
    """The line with its end."""
    return msgspec.json.encode(line) + b"\n"


def comment_lines(file: BinaryIO) -> Iterator[Line | LeftOut]:
    """The lines; what cannot be understood is named by its number.

    Raises BadFile where the first is no header, or that of a later version.
    """
    header = _parsed(file.readline(LONGEST))
    if not isinstance(header, HeaderLine):
        raise BadFile("The first line is not that of a file of comments that was exported here.")
    if header.version > FORMAT_VERSION:
        raise BadFile(f"The file is of version {header.version}: a later release wrote it.")
    yield header
    number = 1
    while raw := file.readline(LONGEST):
        number += 1
        parsed = _parsed(raw) if raw.strip() else None
        if isinstance(parsed, str):
            yield LeftOut(id=f"line {number}", reason="not_understood", detail=parsed)
        elif parsed is not None and not isinstance(parsed, HeaderLine):
            yield parsed


def _parsed(raw: bytes) -> Line | str:
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return str(error)
