"""`make reset`: forget the local newspaper. What was built for it stays.

What an earlier release kept in another format is forgotten by the next `make run`: sample data,
which its own release alone can read.
"""

import shutil
import sys
from pathlib import Path

from local.cloud import Cloud, CloudError
from local.stack import BUILDS, HOME

FORMAT = 2
"""Of the records in the table; one more whenever a release cannot read those of the one before."""


def main(home: Path = HOME) -> None:
    """Delete all state. Exits with a word on standard error if it is in use."""
    if not home.exists():
        return
    try:
        forget(home)
    except CloudError as error:
        sys.exit(str(error))
    print("forgotten: the next make run starts a new newspaper", file=sys.stderr)


def forget(home: Path) -> None:
    """Delete all state. Raises CloudError if it is in use."""
    with Cloud(home).idle():
        for entry in home.iterdir():
            if entry.is_dir() and entry != BUILDS:
                shutil.rmtree(entry)
            elif entry.is_file() and entry.name != "lock":
                entry.unlink()


def forget_another_format(home: Path) -> bool:
    """Delete all state that is of another format than this release's; whether there was some.

    Raises CloudError if it is in use.
    """
    written = home / "format"
    is_other = (home / "state").exists() and _read(written) != str(FORMAT)
    if is_other:
        forget(home)
    home.mkdir(parents=True, exist_ok=True)
    written.write_text(str(FORMAT))
    return is_other


def _read(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


if __name__ == "__main__":
    main()
