"""`broadsheet moderate`: what waits for an editor, and what is decided on it."""

import argparse
import itertools
import sys
import urllib.parse
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import say

_EXAMPLES = """
broadsheet moderate                                      what waits, oldest first
broadsheet moderate --state approved --limit 50
broadsheet moderate approve COMMENT COMMENT
broadsheet moderate reject COMMENT --reason "Off topic"
broadsheet moderate --json | jq -r '.[].id' | xargs broadsheet moderate approve
"""
_DECISIONS = ("approve", "reject", "spam", "delete", "hold", "undo")
_AT_ONCE = 25
"""As many as one request may decide on."""
_STATES = ("pending", "approved", "rejected", "spam", "deleted")


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("moderate", run, "List comments, and decide on them", _EXAMPLES)
    parser.add_argument("decision", nargs="?", choices=_DECISIONS, help="without it, list them")
    parser.add_argument("comments", nargs="*", metavar="COMMENT", help="ids")
    parser.add_argument("--reason", default="", help="for the comment's trail")
    parser.add_argument("--state", choices=_STATES, default="pending", help="which are listed")
    parser.add_argument("--article", help="list those on the article with this id")
    commands.limit(parser, 25)


def run(given: argparse.Namespace, who: Session) -> None:
    """List, or decide."""
    api = session.api_of(who)
    if not given.decision:
        _list(given, api)
    elif not given.comments:
        raise CommandError("which comments? Give their ids")
    else:
        _decide(given, api)


def _list(given: argparse.Namespace, api: Api) -> None:
    asked = {"state": given.state, "limit": given.limit}
    asked |= {"article": given.article} if given.article else {}
    query = urllib.parse.urlencode(asked)
    items = api.send("GET", f"/moderation/comments?{query}").expect(200).json["items"]
    if not items and not given.json:
        print(f"no comment is {given.state}")
    else:
        say(given, items, "\n\n".join(map(_readable, items)))


def _readable(comment: dict[str, Any]) -> str:
    title = (comment["article"] or {}).get("title", "an article that is gone")
    signals = ", ".join(signal["name"] for signal in comment["signals"])
    head = f"{comment['id']}  {comment['submitted_at'][:16]}  {comment['name']} on “{title}”"
    body = [f"  {line}" for line in comment["body"].splitlines()]
    return "\n".join([head, *([f"  ! {signals}"] if signals else []), *body])


def _decide(given: argparse.Namespace, api: Api) -> None:
    """25 at a time; what is refused is said, and holds up no other."""
    refused, answers = 0, list[Any]()
    comments = iter(given.comments)
    while ids := list(itertools.islice(comments, _AT_ONCE)):
        sent = {"ids": ids, "action": given.decision, "reason": given.reason}
        results = api.send("POST", "/moderation/comments/bulk", sent).expect(200).json["results"]
        answers += results
        for result in results:
            is_refused = "code" in result
            refused += is_refused
            said = result["detail"] if is_refused else result["state"]
            if is_refused or not given.json:
                print(f"{result['id']}: {said}", file=sys.stderr if is_refused else sys.stdout)
    if given.json:
        say(given, answers)
    if refused:
        raise CommandError(f"{refused} of {len(given.comments)} comments were not decided on")
