"""Where what an import left out is written, whole; looked at before hours of work, not after."""

import os
from pathlib import Path

from client.errors import CommandError
from client.files import write_whole


def must_be_writable(path: Path | None) -> None:
    """Raises CommandError where no report can be written to this place."""
    if path is None:
        return
    folder = path.absolute().parent
    if path.is_dir() or not folder.is_dir():
        raise CommandError(f"no report can be written to {path}: name a file in some folder")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise CommandError(f"no report can be written to {path}: you may not write there")


def write_report(path: Path | None, content: bytes) -> None:
    """Write it where one is wished. Raises OSError."""
    if path and (path.is_file() or not path.exists()):
        write_whole(path, content)
    elif path:  # a pipe, a terminal
        path.write_bytes(content)
