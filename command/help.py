"""How every command explains itself."""

import argparse
from collections.abc import Callable
from typing import Any

from client.session import Session

Run = Callable[[argparse.Namespace, Session], None]
"""What a command does for whoever is signed in. Raises CommandError with words for a person."""


class Commands:
    """The commands that are known, each added with its examples."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(
        self, name: str, run: Callable[..., None], summary: str, examples: str, **more: Any
    ) -> argparse.ArgumentParser:
        """A command. With `signed_in=False` it is run without a session."""
        is_signed_in = more.pop("signed_in", True)
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name, help=summary, **described(summary, examples), **more
        )
        parser.set_defaults(run=run, is_signed_in=is_signed_in)
        return parser


def described(summary: str, examples: str) -> dict[str, Any]:
    """What a parser prints for `--help`: the summary before the arguments, the examples after."""
    lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
    return {
        "description": f"{summary}.",
        "epilog": f"examples:\n{lines}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }
