"""`make token USER=editor`: an access token, and nothing else, on standard output."""

import sys

from local import note
from local.cloud import CloudError
from local.stack import HOME


def main(name: str) -> None:
    """Print it. Exits with a word on standard error where there is none."""
    try:
        print(note.read(HOME).people.token(name))
    except CloudError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
