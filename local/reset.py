"""`make reset`: forget the local newspaper. What was built for it stays."""

import shutil
import sys
from pathlib import Path

from local.cloud import Cloud, CloudError
from local.stack import BUILDS, HOME


def main(home: Path = HOME) -> None:
    """Delete all state. Exits with a word on standard error if it is in use."""
    if not home.exists():
        return
    try:
        with Cloud(home).idle():
            for entry in home.iterdir():
                if entry.is_dir() and entry != BUILDS:
                    shutil.rmtree(entry)
                elif entry.is_file() and entry.name != "lock":
                    entry.unlink()
    except CloudError as error:
        sys.exit(str(error))
    print("forgotten: the next make run starts a new newspaper", file=sys.stderr)


if __name__ == "__main__":
    main()
