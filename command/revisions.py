"""`broadsheet revisions`, `compare` and `restore`: what an article was."""

import argparse
from typing import Any

from client import session
from client.api import Api
from client.session import Session
from command.help import Commands
from command.said import line_of, print_notes, say, say_list
from command.which import article_id

_LIST = """
broadsheet revisions "The night train"
broadsheet revisions 01a20460-10cb-74f7-893e-a9a6fbc4d7de --limit 5
"""
_COMPARE = """
broadsheet compare "The night train" 2              with what stands now
broadsheet compare "The night train" 2 4
"""
_RESTORE = """
broadsheet restore "The night train" 2
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("revisions", _list, "List the revisions of an article", _LIST)
    commands.article(parser)
    commands.limit(parser, 20)
    parser = commands.add("compare", _compare, "Show what differs between two revisions", _COMPARE)
    commands.article(parser)
    parser.add_argument("older", type=int, metavar="VERSION")
    parser.add_argument("newer", type=int, nargs="?", help="the newest without it")
    parser = commands.add("restore", _restore, "Make an article what it was once", _RESTORE)
    commands.article(parser)
    parser.add_argument("version", type=int)


def _list(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}/revisions?limit={given.limit}"
    items = api.send("GET", address).expect(200).json["items"]
    say_list(given, items, map(_line, items), "there is no revision")


def _line(step: dict[str, Any]) -> str:
    note = f"  “{step['note']}”" if step["note"] else ""
    words = f"{step['action']}, {step['status'].replace('_', ' ')}"
    return (
        f"{step['version']:>4}  {step['at'][:16]}  {words}, by {step['by']}  {step['title']}{note}"
    )


def _compare(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    newer = given.newer or _fetched(api, address).json["version"]
    found = api.send("GET", f"{address}/revisions/{given.older}/compare?with={newer}").expect(200)
    items = found.json["items"]
    say_list(given, items, map(_difference, items), "nothing differs")


def _difference(change: dict[str, Any]) -> str:
    if "words" not in change:
        return f"{change['field']}: {change.get('before')!r} → {change.get('after')!r}"
    marks = {"added": "{+%s+}", "removed": "[-%s-]", "same": "%s"}
    return f"{change['field']}: " + "".join(marks[w["kind"]] % w["text"] for w in change["words"])


def _restore(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    condition = {"If-Match": str(_fetched(api, address).headers["ETag"])}
    path = f"{address}/revisions/{given.version}/restore"
    receipt = api.send("POST", path, headers=condition).expect(200).json
    say(given, receipt, line_of(receipt))
    print_notes(given.article, receipt)


def _fetched(api: Api, address: str) -> Any:
    return api.send("GET", address).expect(200)
