"""`make export-comments FILE=…`: every comment as JSON Lines, here or of a stack on AWS."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from broadsheet.adapters.imports.comment_lines import to_line
from broadsheet.domain.transfer.comment_lines import CommentLine, Line
from broadsheet.usecases.transfer.export_comments import export_comments
from client.errors import CommandError
from operate.access import access_to
from operate.ends import in_words

_EVERY = 500


def write_out(lines: Iterator[Line], file: BinaryIO) -> Counter[str]:
    """Write the lines; how many comments of each state there are."""
    states: Counter[str] = Counter()
    for line in lines:
        file.write(to_line(line))
        if isinstance(line, CommentLine):
            states[line.state.value] += 1
            _tell(states.total())
    return states


def main() -> None:
    """Write the file, and say what is in it."""
    parser = argparse.ArgumentParser(
        prog="python -m operate.export_comments",
        description="Writes every comment of every state to a file of JSON Lines. "
        "Without --dry-run, the file must not be there yet.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--dry-run", action="store_true", help="only count")
    given = parser.parse_args()
    with in_words():
        stack = access_to(given.stack)
        lines = export_comments(stack.table, stack.table, stack.services.keys)
        states = _counted(lines) if given.dry_run else _written(lines, given.file)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{states.total():8} comments")
    for state, number in sorted(states.items()):
        print(f"{number:8}   {state}")


def _written(lines: Iterator[Line], path: Path) -> Counter[str]:
    if path.exists():
        raise CommandError(f"{path} is there already: name another file")
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    # What it holds is nobody's but the newsroom's.
    unfinished.touch(mode=0o600)
    with unfinished.open("wb") as file:
        states = write_out(lines, file)
    unfinished.rename(path)
    return states


def _counted(lines: Iterator[Line]) -> Counter[str]:
    return Counter(line.state.value for line in lines if isinstance(line, CommentLine))


def _tell(done: int) -> None:
    if sys.stderr.isatty() and done % _EVERY == 0:
        print(f"\r{done} comments", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
