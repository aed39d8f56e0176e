"""How a command says what came out: in a line for a person, or as the API said it."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any


def say(given: argparse.Namespace, answer: Any, *lines: str) -> None:
    """The lines; with `--json` what the API answered, and nothing else."""
    if given.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif lines:
        print("\n".join(lines))


def say_list(
    given: argparse.Namespace, items: list[Any], lines: Iterable[str], nothing: str
) -> None:
    """A line for each; where there is none, what there is nothing of, where notes go."""
    if given.json:
        print(json.dumps(items, ensure_ascii=False, indent=2))
    elif items:
        print("\n".join(lines))
    else:
        print(nothing, file=sys.stderr)


def print_notes(path: object, receipt: Any) -> None:
    """What was left out or changed, a line each, where people look for what went wrong."""
    for note in receipt.get("notes", ()):
        line = f" line {note['line']}:" if note.get("line") else ""
        what = f" {note['what']}" if note.get("what") else ""
        print(f"{path}:{line} {note['pointer']}{what}: {note['detail']}", file=sys.stderr)


def line_of(receipt: Any) -> str:
    """A receipt, for a person."""
    return f"{receipt['status']}: {receipt.get('url') or receipt['path']} (id {receipt['id']})"
