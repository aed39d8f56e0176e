"""`broadsheet`: the words of the command line, and whom they are for."""

import argparse
import os
import sys
from collections.abc import Sequence

from client.errors import CommandError
from client.session import signed_in
from command import edit, listing, login, moderate, publish, schedule, site, status
from command.help import Commands, described

_EXAMPLES = """
broadsheet login                                  of make run, as editor
broadsheet publish story.md                       Markdown with front matter
broadsheet list --section world
broadsheet edit 01a20460-10cb-74f7-893e-a9a6fbc4d7de
broadsheet schedule ARTICLE 2026-11-24T06:00 --zone Europe/Berlin
broadsheet moderate
broadsheet COMMAND --help                         what a command takes, with examples
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    words = described("What a newsroom does from a terminal", _EXAMPLES)
    made = argparse.ArgumentParser(prog="broadsheet", **words)
    commands = Commands(made)
    for module in (login, publish, listing, edit, schedule, moderate, site, status):
        module.add(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments say. What cannot be done is said on standard error, with status 1."""
    given = parser().parse_args(arguments)
    try:
        if given.is_signed_in:
            given.run(given, signed_in(os.environ))
        else:
            given.run(given)
    except (CommandError, OSError, UnicodeDecodeError) as error:
        sys.exit(f"broadsheet: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
