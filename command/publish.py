"""`broadsheet publish FILE.md`: a Markdown file with front matter becomes an article."""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from command import session
from command.article_file import ArticleFile, article_of
from command.front_matter import read
from command.help import Commands
from command.published import published_as
from command.session import Session
from local.api import Api
from local.cloud import CloudError

_EXAMPLES = """
broadsheet publish story.md
broadsheet publish content/posts/*.md --section World --author "Deniz Aksoy"
broadsheet publish story.md --draft                 do not show it yet
broadsheet publish story.md --dry-run               say what would be sent
"""


_THERE = "it is on the site already, and was not sent; to change it: broadsheet edit {id} --file …"


def add(commands: Commands) -> None:
    """Let it be known."""
    _take(commands.add("publish", run, "Publish Markdown files with front matter", _EXAMPLES))


def given(arguments: list[str]) -> argparse.Namespace:
    """What `run` is given for these, as they are typed after `broadsheet publish`."""
    parser = argparse.ArgumentParser()
    _take(parser)
    return parser.parse_args(arguments)


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
                if receipt.get("is_there"):
                    print(f"{path}: {_THERE.format(**receipt)}", file=sys.stderr)
        except (CloudError, OSError, UnicodeDecodeError) as error:
            refused += 1
            print(f"{path}: {error}", file=sys.stderr)
    if refused:
        raise CloudError(f"{refused} of {len(given.files)} files were not published")


def _read(path: Path, given: argparse.Namespace) -> ArticleFile:
    file = article_of(read(path.read_text("utf-8")), given.zone, path.stem)
    if given.section:
        file.article.setdefault("section", given.section)
    if given.author:
        file.article.setdefault("byline", [{"name": given.author}])
    return file


def publish(api: Api, file: ArticleFile, *, draft: bool, now: datetime | None = None) -> Any:
    """The article's receipt; the same file sent twice is one article.

    One with an hour to come waits for it. Raises CloudError with the API's words.
    """
    if there := published_as(api, file.article):
        return there
    now = now or datetime.now(UTC)
    begins = file.publish_at if file.publish_at and file.publish_at > now else None
    is_draft = draft or file.is_draft
    is_open = not is_draft and begins is None
    article = {"status": "published" if is_open else "draft"} | file.article
    if is_draft or begins:
        article["status"] = "draft"
    key = _key_of(article)
    receipt = api.send("POST", "/articles", article, {"Idempotency-Key": key}).expect(201).json
    hours = {"publish_at": begins, "unpublish_at": file.unpublish_at}
    wanted = {name: _hour(at) for name, at in hours.items() if at and at > now}
    if wanted and not is_draft:
        path, again = f"/articles/{receipt['id']}/schedule", {"Idempotency-Key": f"{key}-hours"}
        receipt = api.send("POST", path, wanted, again).expect(200).json
    return receipt


def _key_of(article: dict[str, Any]) -> str:
    text = json.dumps(article, sort_keys=True, default=str)
    return f"publish-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _hour(at: datetime) -> dict[str, str]:
    return {"local": at.strftime("%Y-%m-%dT%H:%M:%S"), "zone": "UTC"}


def line_of(receipt: Any) -> str:
    """A receipt, for a person."""
    return f"{receipt['status']}: {receipt.get('url') or receipt['path']} (id {receipt['id']})"


def _warn(path: Path, file: ArticleFile) -> None:
    for told in _notes(file):
        print(f"{path}: {told}", file=sys.stderr)


def _notes(file: ArticleFile) -> Iterable[str]:
    if file.unread:
        yield f"left out: {', '.join(file.unread)}"
    if file.publish_at and file.publish_at < datetime.now(UTC):
        yield "its date is past: the article bears the time of its publication here"
