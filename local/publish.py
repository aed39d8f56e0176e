"""`make publish FILE=article.md`: `broadsheet publish` as a user of the stack that runs here."""

import argparse
import sys

from command import publish
from command.session import Session
from local import note
from local.cloud import CloudError
from local.stack import HOME


def main() -> None:
    """Publish one file, and print where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--user", default="editor")
    given = parser.parse_args()
    try:
        stack = note.read(HOME)
        who = Session(site=stack.site_url, token=stack.people.token(given.user))
        publish.run(publish.given(["--", given.file]), who)
    except CloudError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
