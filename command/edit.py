"""`broadsheet edit`: an article in an editor, and back; nobody's edit is overwritten."""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from client import session
from client.api import Api, Reply
from client.article_file import NOT_SENT, article_of, as_file
from client.errors import CommandError
from client.files import text_in
from client.front_matter import read
from client.session import Session
from command.help import Commands
from command.said import line_of, print_notes, say
from command.which import article_id

_EXAMPLES = """
broadsheet edit 01a20460-10cb-74f7-893e-a9a6fbc4d7de          in $VISUAL or $EDITOR
broadsheet edit /2026/11/the-night-train/ --file train.md     with what this file says
broadsheet edit /2026/11/the-night-train/ --print > train.md
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("edit", run, "Edit an article", _EXAMPLES)
    commands.article(parser)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--file", type=Path, help="what it is to be: Markdown with front matter")
    ways.add_argument("--print", action="store_true", help="only print it as such a file")


def run(given: argparse.Namespace, who: Session) -> None:
    """Fetch it, have it edited, and send it as an edit of the version that was fetched."""
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    found = api.send("GET", address).expect(200)
    if "body" not in found.json:
        raise CommandError("this article is not yours to edit")
    text = as_file(found.json)
    if given.print:
        print(text, end="")
        return
    kept = None if given.file else _edited(text)
    edited = text_in(given.file or kept or Path())
    if edited == text:
        print("nothing was changed")
        return
    try:
        receipt = _send(api, address, found, edited)
    except CommandError as error:
        where = f"; your text is in {kept}" if kept else ""
        raise _again(error, where) from None
    except KeyboardInterrupt:
        _say_where(kept)
        raise
    say(given, receipt, line_of(receipt))
    print_notes(given.article, receipt)
    if kept:
        kept.unlink()


def _again(error: CommandError, where: str) -> CommandError:
    """The same error, with more to say."""
    said = CommandError(f"{error}{where}")
    said.exit_status = error.exit_status
    return said


def _edited(text: str) -> Path:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if not sys.stdin.isatty() and "EDITOR" not in os.environ and "VISUAL" not in os.environ:
        raise CommandError("there is no terminal to edit in: give --file, or set EDITOR")
    with tempfile.NamedTemporaryFile(
        "w", suffix=".md", prefix="broadsheet-", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    try:
        done = subprocess.run([*_split(command), file.name], check=False)
    except OSError:
        Path(file.name).unlink()
        raise CommandError(f"{command!r} cannot be started: set EDITOR to an editor") from None
    except KeyboardInterrupt:
        _say_where(Path(file.name))
        raise
    if done.returncode:
        raise CommandError(f"{command} ended with {done.returncode}; your text is in {file.name}")
    return Path(file.name)


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quotation mark that nothing ends
        return [command]


def _say_where(kept: Path | None) -> None:
    if kept:
        print(f"your text is in {kept}", file=sys.stderr)


def _send(api: Api, address: str, found: Reply, edited: str) -> dict[str, Any]:
    file = article_of(read(edited), "UTC")
    fields = {n: v for n, v in file.article.items() if n not in NOT_SENT}
    # Weak as CloudFront makes it where it compresses; either form names the version.
    condition = {"If-Match": str(found.headers["ETag"])}
    return api.send("PUT", address, fields, condition).expect(200).json
