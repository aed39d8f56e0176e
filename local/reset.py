"""`make reset`: forget the local newspaper. What was built for it stays.

What an earlier release kept in another format is forgotten by the next `make run`: sample data,
which its own release alone can read.
"""

import shutil
import sys
from pathlib import Path

from client.ends import in_words
from client.files import write_whole
from client.running import HOME
from local.cloud import Cloud
from local.stack import BUILDS

FORMAT = 2
"""Of the records in the table; one more whenever a release cannot read those of the one before."""


def main(home: Path = HOME) -> None:
    """Delete all state. Exits with a word on standard error if it is in use."""
    if not home.exists():
        return
    with in_words():
        forget(home)
    print("forgotten: the next make run starts a new newspaper", file=sys.stderr)


def forget(home: Path) -> None:
    """Delete all state. Raises CommandError if it is in use."""
    with Cloud(home).idle():
        _empty(home)


def forget_another_format(home: Path) -> bool:
    """Delete all state that is of another format than this release's; whether there was some.

    Raises CommandError if it is in use.
    """
    # A run of another release, that has kept nothing yet, must not find its format changed.
    with Cloud(home).idle():
        written = home / "format"
        is_this, has_state = _read(written) == str(FORMAT), (home / "state").exists()
        if has_state and not is_this:
            _empty(home)
        if not is_this:
            write_whole(written, str(FORMAT))
    return has_state and not is_this


def _empty(home: Path) -> None:
    for entry in home.iterdir():
        if entry.is_dir() and entry != BUILDS:
            shutil.rmtree(entry)
        elif entry.is_file() and entry.name != "lock":
            entry.unlink()


def _read(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


if __name__ == "__main__":
    main()
