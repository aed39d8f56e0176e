"""`make token USER=editor` or `CLIENT=site:edit`: an access token, and nothing else."""

import sys
from collections.abc import Sequence

from client.ends import in_words
from client.errors import CommandError
from client.running import HOME
from local import note


def main(arguments: Sequence[str]) -> None:
    """Print it. Exits with a word on standard error where there is none.

    `arguments` is a user's name, or `--client` and scopes with commas between them.
    """
    with in_words():
        if len(arguments) not in (1, 2):
            raise CommandError("whose? make token USER=editor, or CLIENT=site:edit")
        kind, name = arguments if len(arguments) == 2 else ("--user", arguments[0])
        stack = note.read(HOME)
        print(stack.machine.token(name) if kind == "--client" else stack.token(name))


if __name__ == "__main__":
    main(sys.argv[1:])
