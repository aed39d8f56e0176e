"""How every command explains itself, and what all of them take."""

import argparse
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from client.session import Session

Run = Callable[[argparse.Namespace, Session], None]
"""What a command does for whoever is signed in. Raises CommandError with words for a person."""
_MOST = 100
"""As many items as one request is answered with (`adapters/http/lists.py`)."""


class Commands:
    """The commands that are known, each added with its examples."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser
        self._parsers = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(
        self, name: str, run: Callable[..., None], summary: str, examples: str, **more: Any
    ) -> argparse.ArgumentParser:
        """A command. With `signed_in=False` it is run without a session, and with `json=False` it
        has nothing to say that a program could read."""
        is_signed_in, says_json = more.pop("signed_in", True), more.pop("json", True)
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name, help=summary, **described(summary, examples), **more
        )
        parser.set_defaults(run=run, is_signed_in=is_signed_in)
        if says_json:
            parser.add_argument("--json", action="store_true", help="all that the API says")
        return parser

    def article(self, parser: argparse.ArgumentParser) -> None:
        """Let it be about an article."""
        parser.add_argument("article", help="its id, path, address or title")

    def limit(self, parser: argparse.ArgumentParser, usual: int) -> None:
        """Let a list have an end."""
        words = f"at most so many ({usual}), up to {_MOST}"
        parser.add_argument("--limit", type=_limit, default=usual, metavar="NUMBER", help=words)


def _limit(text: str) -> int:
    try:
        limit = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number, not {text!r}") from None
    if not 1 <= limit <= _MOST:
        raise argparse.ArgumentTypeError(f"must be 1 to {_MOST}, not {limit}")
    return limit


def zone_named(text: str) -> str:
    """The name of a time zone, as it was typed. Raises ArgumentTypeError where there is none."""
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        words = f"must be a name of the tz database, such as Europe/Berlin, not {text!r}"
        raise argparse.ArgumentTypeError(words) from None


def described(summary: str, examples: str) -> dict[str, Any]:
    """What a parser prints for `--help`: the summary before the arguments, the examples after."""
    lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
    return {
        "description": f"{summary}.",
        "epilog": f"examples:\n{lines}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }
