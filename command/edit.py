"""`broadsheet edit`: an article in an editor, and back; nobody's edit is overwritten."""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from command import session
from command.article_file import OURS, article_of
from command.front_matter import read
from command.help import Commands
from command.publish import line_of
from command.session import Session
from command.which import article_id
from local.api import Api, Reply
from local.cloud import CloudError

_EXAMPLES = """
broadsheet edit 01a20460-10cb-74f7-893e-a9a6fbc4d7de          in $VISUAL or $EDITOR
broadsheet edit /2026/11/the-night-train/ --file train.md     with what this file says
broadsheet edit /2026/11/the-night-train/ --print > train.md
"""
_NOT_SENT = ("status", "html")
_FOLLOWS = ("slug", "at")
"""An author's slug follows from the name, and a moment from its hour and zone."""
_FIRST = ("title", "standfirst", "section", "tags", "byline")


def add(commands: Commands) -> None:
    """Let it be known."""
    parser = commands.add("edit", run, "Edit an article", _EXAMPLES)
    parser.add_argument("article", help="its id, path or address")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--file", type=Path, help="what it is to be: Markdown with front matter")
    ways.add_argument("--print", action="store_true", help="only print it as such a file")


def run(given: argparse.Namespace, who: Session) -> None:
    """Fetch it, have it edited, and send it as an edit of the version that was fetched."""
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    found = api.send("GET", address).expect(200)
    if "body" not in found.json:
        raise CloudError("this article is not yours to edit")
    text = as_file(found.json)
    if given.print:
        print(text, end="")
        return
    kept = None if given.file else _edited(text)
    edited = (given.file or kept or Path()).read_text("utf-8")
    if edited == text:
        print("nothing was changed")
        return
    try:
        print(line_of(_send(api, address, found, edited)))
    except CloudError as error:
        where = f"; your text is in {kept}" if kept else ""
        raise CloudError(f"{error}{where}") from None
    if kept:
        kept.unlink()


def as_file(article: dict[str, Any]) -> str:
    """An article as a file that says the same when it is read."""
    names = [*_FIRST, *sorted(OURS - {*_FIRST, *_NOT_SENT})]
    fields = {n: _lean(article[n]) for n in names if article.get(n) not in (None, [], "", False)}
    for name in ("section", "tags"):
        if name in fields:
            fields[name] = _names(fields[name])
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{front}---\n{article['body'].rstrip()}\n"


def _lean(value: Any) -> Any:
    """Without what says nothing, and what follows from the rest."""
    if isinstance(value, dict):
        kept = {n: _lean(v) for n, v in value.items() if v not in (None, [], "")}
        return {n: v for n, v in kept.items() if n not in _FOLLOWS}
    return [_lean(one) for one in value] if isinstance(value, list) else value


def _names(terms: Any) -> Any:
    return [term["name"] for term in terms] if isinstance(terms, list) else terms["name"]


def _edited(text: str) -> Path:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if not sys.stdin.isatty() and "EDITOR" not in os.environ and "VISUAL" not in os.environ:
        raise CloudError("there is no terminal to edit in: give --file, or set EDITOR")
    with tempfile.NamedTemporaryFile(
        "w", suffix=".md", prefix="broadsheet-", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    done = subprocess.run([*shlex.split(command), file.name], check=False)
    if done.returncode:
        raise CloudError(f"{command} ended with {done.returncode}; your text is in {file.name}")
    return Path(file.name)


def _send(api: Api, address: str, found: Reply, edited: str) -> dict[str, Any]:
    file = article_of(read(edited), "UTC")
    fields = {n: v for n, v in file.article.items() if n not in _NOT_SENT}
    # Weak as CloudFront makes it where it compresses; either form names the version.
    condition = {"If-Match": str(found.headers["ETag"])}
    return api.send("PUT", address, fields, condition).expect(200).json
