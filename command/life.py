"""`broadsheet review`, `return`, `unpublish`, `retract`, `correct`, `delete`: an article's life."""

import argparse
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import line_of, print_notes, say
from command.which import article_id

_NOTED = {
    "review": ("review", "Hand an article in for review"),
    "return": ("return", "Return an article to its author, or take it back"),
    "unpublish": ("unpublish", "Take an article off the site"),
}
"""What takes a note for the trail: the command, the action of the API, what it does."""
_WITH_TEXT = {
    "retract": ("retract", "reason", "Retract an article: a notice stands in its place"),
    "correct": ("corrections", "text", "Publish a correction below an article"),
}
"""What takes a text that readers see: the command, the action, the field, what it does."""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    for name, (_, summary) in _NOTED.items():
        parser = commands.add(name, _noted, summary, _examples(name, '--note "After the call"'))
        commands.article(parser)
        parser.add_argument("--note", default="", help="for the article's trail")
        parser.set_defaults(name=name)
    for name, (_, field, summary) in _WITH_TEXT.items():
        words = '"The bridge was built in 1931, not in 1913."'
        parser = commands.add(name, _with_text, summary, _examples(name, words))
        commands.article(parser)
        parser.add_argument("text", metavar=field.upper(), help="what readers are told")
        parser.set_defaults(name=name)
    commands.article(commands.add("delete", _delete, "Delete an article", _examples("delete")))


def publish(given: argparse.Namespace, api: Api, named: str) -> None:
    """Publish an article that is there. Raises CommandError with the API's words."""
    sent = {"note": getattr(given, "note", "")}
    _act(given, api, article_id(api, named), "publish", sent)


def _examples(name: str, more: str = "") -> str:
    named = (
        "01a20460-10cb-74f7-893e-a9a6fbc4d7de",
        "/2026/11/the-night-train/",
        '"The night train"',
    )
    return "\n".join(f"broadsheet {name} {one} {more}".rstrip() for one in named)


def _noted(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    action = _NOTED[given.name][0]
    _act(given, api, article_id(api, given.article), action, {"note": given.note})


def _with_text(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    action, field, _ = _WITH_TEXT[given.name]
    if not given.text.strip():
        raise CommandError(f"the {field} is empty: readers are told nothing")
    _act(given, api, article_id(api, given.article), action, {field: given.text})


def _act(given: argparse.Namespace, api: Api, of: str, action: str, sent: dict[str, Any]) -> None:
    receipt = api.send("POST", f"/articles/{of}/{action}", sent).expect(200).json
    say(given, receipt, line_of(receipt))
    print_notes(given.article if "article" in given else of, receipt)


def _delete(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    found = api.send("GET", address).expect(200)
    api.send("DELETE", address, headers={"If-Match": str(found.headers["ETag"])}).expect(204)
    deleted = {"id": found.json["id"], "status": "deleted"}
    say(given, deleted, f"deleted: {found.json['title']} (id {found.json['id']})")
