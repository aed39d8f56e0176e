"""`broadsheet publish FILE.md`: a Markdown file with front matter becomes an article."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from client import running, session
from client.api import Api
from client.article_file import ArticleFile, article_of, line_in
from client.ends import in_words
from client.errors import CommandError
from client.file_pictures import Send, must_have_words, with_pictures
from client.files import text_in, words_of
from client.front_matter import Document, read
from client.publish import as_sent, publish
from client.running import HOME, ROOT
from client.session import Session
from client.uploads import Uploads, type_of
from command import life
from command.help import Commands, zone_named
from command.said import line_of, print_notes, say
from command.which import is_id

_EXAMPLES = """
broadsheet publish story.md
broadsheet publish content/posts/*.md --section World --author "Deniz Aksoy"
broadsheet publish story.md --draft                 do not show it yet
broadsheet publish story.md --dry-run               say what would be sent, and what refused
broadsheet publish "The night train"                what is there: a draft, by its title or id
"""
_THERE = "it is on the site already, and was not sent; to change it: broadsheet edit {id} --file …"
_SUFFIXES = (".md", ".mdx", ".markdown", ".mkd", ".txt", ".html")
"""What a file of a text ends with, that is not there."""
_SOME_ID = "00000000-0000-4000-8000-000000000000"
"""Of a picture that is not sent yet."""


class _Read(NamedTuple):
    """A file that was read."""

    path: Path
    document: Document
    file: ArticleFile


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    summary = "Publish Markdown files with front matter"
    _take(commands.add("publish", _run, summary, _EXAMPLES, signed_in=False))


def _take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE.md or ARTICLE")
    parser.add_argument("--note", default="", help="for the trail of an article that is there")
    parser.add_argument("--draft", action="store_true", help="as drafts, whatever they say")
    parser.add_argument("--section", help="of files that name none")
    parser.add_argument(
        "--new-section",
        action="append",
        default=[],
        metavar="SECTION",
        help="make this section, if it is not there; for editors, and once for each",
    )
    parser.add_argument("--author", help="of files that name none")
    words = "of dates without one; such as Europe/Berlin"
    parser.add_argument("--zone", type=zone_named, default="UTC", help=words)
    parser.add_argument("--dry-run", action="store_true", help="print it, and send nothing")


def _run(given: argparse.Namespace) -> None:
    if given.dry_run:
        try_out(given, _perhaps_signed_in())
    else:
        run(given, session.signed_in(os.environ))


def _perhaps_signed_in() -> Session | None:
    try:
        return session.signed_in(os.environ)
    except CommandError:
        return None


def run(given: argparse.Namespace, who: Session) -> None:
    """Publish each file; one that is refused does not keep the others back."""
    api, may_publish = session.api_of(who), _may_publish(who)
    memory = session.file_of(os.environ).with_name("pictures.json")
    pictures = Uploads(api, who.site, memory)

    def one(named: str) -> None:
        path = Path(named)
        if _is_there(named):
            return life.publish(given, api, named)
        read_file = _read(path, given, pictures.id_of)
        is_draft = given.draft or not may_publish
        _warn(read_file, keeps_date=may_publish)
        receipt = publish(api, read_file.file, draft=is_draft)
        say(given, receipt, line_of(receipt))
        print_notes(path, receipt)
        if receipt.get("is_there"):
            print(f"{path}: {_THERE.format(**receipt)}", file=sys.stderr)
        return None

    _each(given.files, one, "not published")


def try_out(given: argparse.Namespace, who: Session | None) -> None:
    """Say what would be sent, and what of it the API would refuse; nobody is asked but a site.

    Raises CommandError where something would be.
    """
    found: list[_Read] = []
    may_publish = who is None or _may_publish(who)
    sections = _sections(session.api_of(who)) if who else None

    def one(named: str) -> None:
        path = Path(named)
        read_file = _read(path, given, _only_looked_at)
        _warn(read_file, keeps_date=may_publish)
        found.append(read_file)
        section = read_file.file.article.get("section")
        if sections is not None and section not in sections:
            print(f"{path}: nothing stands in the section {section!r} yet", file=sys.stderr)

    now = datetime.now(UTC)
    refused = _each_of(given.files, one)
    articles = [as_sent(r.file, now, draft=given.draft or not may_publish) for r in found]
    for read_file, article, wrong in zip(found, articles, _checked(articles), strict=True):
        print(json.dumps(article, ensure_ascii=False, indent=2, default=str))
        refused += bool(wrong)
        for error in wrong:
            field = error["pointer"].strip("/").partition("/")[0]
            where = f"{read_file.path}:{line_in(read_file.document, field)}"
            print(f"{where}: {error['pointer']} {error['detail']}", file=sys.stderr)
    if refused:
        raise CommandError(f"{refused} of {len(given.files)} files would not be published")


def _is_there(named: str) -> bool:
    """Whether an article is meant that is there: what is called as files are, is a file."""
    is_file = Path(named).exists() or Path(named).suffix.lower() in _SUFFIXES
    return is_id(named) or "://" in named or not is_file


def _may_publish(who: Session) -> bool:
    roles = session.roles(who.token)
    return "editors" in roles or "authors" not in roles


def _only_looked_at(path: Path, _words: dict[str, str]) -> str:
    type_of(path)
    return _SOME_ID


def _sections(api: Api) -> set[str] | None:
    """The names of all sections in which something stands, or None where nobody answers."""
    try:
        return {str(one["name"]) for one in api.items("/sections?limit=100")}
    except CommandError:
        return None


def _checked(articles: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
    """What the API would say. In a process of its own, as the command is without its models."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "layers" / "broadsheet" / "python")}
    done = subprocess.run(
        [sys.executable, "-m", "operate.check_articles"],
        input=json.dumps(articles, default=str),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"the articles could not be looked at: {done.stderr.strip()[-300:]}")
    found: list[list[dict[str, str]]] = json.loads(done.stdout)
    return found


def _each(files: list[str], do: Callable[[str], None], what: str) -> None:
    if refused := _each_of(files, do):
        raise CommandError(f"{refused} of {len(files)} files were {what}")


def _each_of(files: list[str], do: Callable[[str], None]) -> int:
    """How many of them could not be done; each is said."""
    refused = 0
    for path in files:
        try:
            do(path)
        except (CommandError, OSError) as error:
            refused += 1
            words = words_of(error, path) if isinstance(error, OSError) else str(error)
            at = "" if path in words else f"{path}: "
            print(f"{at}{words}", file=sys.stderr)
    return refused


def _read(path: Path, given: argparse.Namespace, send: Send) -> _Read:
    document = read(text_in(path))
    file = article_of(document, given.zone, path.stem, has_files=True)
    if given.section:
        file.article.setdefault("section", given.section)
    if file.article.get("section") in given.new_section:
        file.article["new_section"] = True
        print(
            f"{path}: makes the section {file.article['section']}, if it is not there",
            file=sys.stderr,
        )
    if given.author:
        file.article.setdefault("byline", [{"name": given.author}])
    file, notes = with_pictures(file, document, path, send)
    must_have_words(file)
    told = (f"{reason.replace('_', ' ')}: {detail}" for reason, detail in notes)
    return _Read(path, document, file._replace(notes=(*file.notes, *told)))


def _warn(read_file: _Read, *, keeps_date: bool) -> None:
    path, file = read_file.path, read_file.file
    if file.unread:
        print(f"{path}: left out: {', '.join(file.unread)}", file=sys.stderr)
    for note in file.notes:
        print(f"{path}: {note}", file=sys.stderr)
    if file.publish_at and file.publish_at < datetime.now(UTC) and not keeps_date:
        told = "its date is past, and only an editor can keep it: the draft bears none"
        print(f"{path}: {told}", file=sys.stderr)


def main() -> None:
    """`make publish FILE=article.md`: the same as a user of the stack that runs here."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    _take(parser)
    parser.add_argument("--user", default="editor")
    parser.set_defaults(json=False)
    given = parser.parse_args()
    with in_words():
        here = running.read(HOME)
        do = try_out if given.dry_run else run
        do(given, Session(site=here.site_url, token=here.token(given.user)))


if __name__ == "__main__":
    main()
