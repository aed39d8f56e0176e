"""`broadsheet`: the words of the command line, and whom they are for."""

import argparse
import os
from collections.abc import Sequence

from client.ends import in_words
from client.session import signed_in
from command import (
    colleagues,
    comment_rules,
    completion,
    edit,
    front,
    life,
    listing,
    live,
    login,
    media,
    moderate,
    profiles,
    publish,
    receipt,
    redirects,
    revisions,
    schedule,
    site,
    status,
    terms,
)
from command.help import Commands, described

_EXAMPLES = """
broadsheet login                                  of make run, as editor
broadsheet publish story.md                       Markdown with front matter
broadsheet list --status draft,in_review          what is not published yet
broadsheet edit "The night train"
broadsheet return "The night train" --note "Who says so?"
broadsheet publish "The night train"              what is there already
broadsheet schedule "The night train" "tomorrow 07:30"
broadsheet moderate
broadsheet COMMAND --help                         what a command takes, with examples
"""
_ENDS = """
ends with 0 when all was done, 1 when something was not, 2 for wrong arguments, 3 when nobody is
signed in, 4 when nobody answered (the same may be tried again), 5 when somebody was faster, 130
when it was interrupted"""
_MODULES = (
    *(login, publish, listing, edit, life, revisions, schedule, colleagues, receipt, live),
    *(front, media, profiles, redirects, terms, moderate, comment_rules, site, status, completion),
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    words = described("What a newsroom does from a terminal", _EXAMPLES)
    words["epilog"] += f"\n\n{_ENDS.strip()}."
    made = argparse.ArgumentParser(prog="broadsheet", **words)
    commands = Commands(made)
    for module in _MODULES:
        module.add(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments say. What cannot be done is said on standard error, and raises Ended
    with the status of its kind (`client/errors.py`)."""
    made = parser()
    given = made.parse_args(arguments)
    with in_words(made.prog):
        if given.is_signed_in:
            given.run(given, signed_in(os.environ))
        else:
            given.run(given)
