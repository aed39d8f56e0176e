"""`broadsheet live`: a running story, entry by entry."""

import argparse
import re
import uuid
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import print_notes, say, say_list
from command.which import article_id

_EXAMPLES = """
broadsheet live "Ferry strike"                                  what stands there, newest first
broadsheet live "Ferry strike" "The first boat has left."
broadsheet live "Ferry strike" "It is over." --headline "Strike ends" --key
broadsheet live "Ferry strike" "The second boat, too." --edit 7
broadsheet live "Ferry strike" --remove 7
"""
_TAG = re.compile(r"<[^>]*>")


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("live", run, "Report on a running story", _EXAMPLES)
    commands.article(parser)
    parser.add_argument("text", nargs="?", help="an entry, in Markdown; without it they are listed")
    parser.add_argument("--headline", help="above the entry")
    parser.add_argument("--key", action="store_true", help="name it above the others")
    parser.add_argument("--byline", help="who reports it, if readers are to know")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--edit", type=int, metavar="NUMBER", help="make this entry say so")
    ways.add_argument("--remove", type=int, metavar="NUMBER", help="take this entry away")
    commands.limit(parser, 20)


def run(given: argparse.Namespace, who: Session) -> None:
    """List, report, edit or remove."""
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}/live"
    if given.remove is not None:
        _remove(given, api, address)
    elif given.text is None and given.edit is None:
        items = api.send("GET", f"{address}?limit={given.limit}").expect(200).json["items"]
        say_list(given, items, map(_line, items), "nothing was reported yet")
    elif given.edit is not None:
        _edit(given, api, address)
    else:
        # Sent again because an answer was lost, it is one entry.
        once = {"Idempotency-Key": str(uuid.uuid4())}
        _told(given, api.send("POST", address, _entry(given), once).expect(201).json)


def _entry(given: argparse.Namespace) -> dict[str, Any]:
    said = {"text": given.text, "headline": given.headline, "byline": given.byline}
    return {name: value for name, value in said.items() if value} | {"is_key": given.key}


def _edit(given: argparse.Namespace, api: Api, address: str) -> None:
    """What is not named stays as it is."""
    entry, condition = _version_of(api, address, given.edit)
    kept = {n: entry[n] for n in ("headline", "byline", "is_key", "html") if entry[n]}
    wanted = _entry(given)
    if given.text is not None:
        kept.pop("html", None)
    sent = kept | wanted | {"is_key": given.key or bool(entry["is_key"])}
    answer = api.send("PUT", f"{address}/{given.edit}", sent, condition).expect(200)
    _told(given, answer.json)


def _remove(given: argparse.Namespace, api: Api, address: str) -> None:
    _, condition = _version_of(api, address, given.remove)
    api.send("DELETE", f"{address}/{given.remove}", headers=condition).expect(204)
    say(given, {"number": given.remove, "removed": True}, f"removed: entry {given.remove}")


def _version_of(api: Api, address: str, number: int) -> tuple[Any, dict[str, str]]:
    """The entry and the condition under which it is changed; looked for from the newest on."""
    for entry in api.items(f"{address}?limit=100"):
        if entry["number"] == number:
            return entry, {"If-Match": f'"{entry["version"]}"'}
    raise CommandError(f"there is no entry {number}")


def _told(given: argparse.Namespace, receipt: Any) -> None:
    say(given, receipt, f"entry {receipt['number']}: {receipt['url']}")
    print_notes(given.article, receipt)


def _line(entry: dict[str, Any]) -> str:
    text = " ".join(_TAG.sub(" ", entry["html"]).split())
    words = f"{entry['headline']}: {text}" if entry["headline"] else text
    key = " ★" if entry["is_key"] else ""
    return f"{entry['number']:>4}  {entry['at'][:16]}{key}  {words[:160]}"
