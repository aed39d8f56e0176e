"""`broadsheet publish FILE.md`: a Markdown file with front matter becomes an article."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from client import running, session
from client.article_file import ArticleFile, article_of
from client.errors import CommandError
from client.front_matter import read
from client.publish import publish
from client.running import HOME
from client.session import Session
from command.help import Commands

_EXAMPLES = """
broadsheet publish story.md
broadsheet publish content/posts/*.md --section World --author "Deniz Aksoy"
broadsheet publish story.md --draft                 do not show it yet
broadsheet publish story.md --dry-run               say what would be sent
"""


_THERE = "it is on the site already, and was not sent; to change it: broadsheet edit {id} --file …"


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    _take(commands.add("publish", run, "Publish Markdown files with front matter", _EXAMPLES))


def _take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.md")
    parser.add_argument("--draft", action="store_true", help="as drafts, whatever they say")
    parser.add_argument("--section", help="of files that name none")
    parser.add_argument("--author", help="of files that name none")
    parser.add_argument("--zone", default="UTC", help="of dates without one; such as Europe/Berlin")
    parser.add_argument("--dry-run", action="store_true", help="print it, and send nothing")


def run(given: argparse.Namespace, who: Session) -> None:
    """Publish each file; one that is refused does not keep the others back."""
    api, refused = session.api_of(who), 0
    may_publish = "editors" in session.roles(who.token) or "authors" not in session.roles(who.token)
    for path in given.files:
        try:
            file = _read(path, given)
            _warn(path, file)
            if given.dry_run:
                print(json.dumps(file.article, ensure_ascii=False, indent=2, default=str))
            else:
                receipt = publish(api, file, draft=given.draft or not may_publish)
                print(line_of(receipt))
                print_notes(path, receipt)
                if receipt.get("is_there"):
                    print(f"{path}: {_THERE.format(**receipt)}", file=sys.stderr)
        except (CommandError, OSError, UnicodeDecodeError) as error:
            refused += 1
            print(f"{path}: {error}", file=sys.stderr)
    if refused:
        raise CommandError(f"{refused} of {len(given.files)} files were not published")


def _read(path: Path, given: argparse.Namespace) -> ArticleFile:
    file = article_of(read(path.read_text("utf-8")), given.zone, path.stem)
    if given.section:
        file.article.setdefault("section", given.section)
    if given.author:
        file.article.setdefault("byline", [{"name": given.author}])
    return file


def print_notes(path: object, receipt: Any) -> None:
    """What was left out or changed, a line each, where people look for what went wrong."""
    for note in receipt.get("notes", ()):
        line = f" line {note['line']}:" if note.get("line") else ""
        what = f" {note['what']}" if note.get("what") else ""
        print(f"{path}:{line} {note['pointer']}{what}: {note['detail']}", file=sys.stderr)


def line_of(receipt: Any) -> str:
    """A receipt, for a person."""
    return f"{receipt['status']}: {receipt.get('url') or receipt['path']} (id {receipt['id']})"


def _warn(path: Path, file: ArticleFile) -> None:
    if file.unread:
        print(f"{path}: left out: {', '.join(file.unread)}", file=sys.stderr)
    if file.publish_at and file.publish_at < datetime.now(UTC):
        told = "its date is past: the article bears the time of its publication here"
        print(f"{path}: {told}", file=sys.stderr)


def main() -> None:
    """`make publish FILE=article.md`: the same as a user of the stack that runs here."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    _take(parser)
    parser.add_argument("--user", default="editor")
    given = parser.parse_args()
    try:
        here = running.read(HOME)
        run(given, Session(site=here.site_url, token=here.token(given.user)))
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
