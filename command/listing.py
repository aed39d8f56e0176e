"""`broadsheet list`: what is published, newest first."""

import argparse
import json
import urllib.parse

from client import session
from client.session import Session
from command.help import Commands

_EXAMPLES = """
broadsheet list
broadsheet list --section world --month 2026-11 --limit 100
broadsheet list --search "night train"
broadsheet list --json
"""
_FILTERS = ("section", "tag", "author", "month", "limit")


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("list", run, "List published articles, newest first", _EXAMPLES)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--section", help="name or slug")
    where.add_argument("--tag", help="name or slug")
    where.add_argument("--author", help="name or slug")
    where.add_argument("--search", metavar="WORDS", help="those with all these words")
    parser.add_argument("--month", help="such as 2026-11")
    parser.add_argument("--limit", type=int, default=20, help="at most so many (20)")
    parser.add_argument("--json", action="store_true", help="all that the API says of them")


def run(given: argparse.Namespace, who: Session) -> None:
    """Print a line for each: when, its id, where, and its title."""
    asked = {name: value for name in _FILTERS if (value := getattr(given, name))}
    if given.search:
        asked = {"q": given.search, "limit": given.limit}
    path = "search" if given.search else "articles"
    query = urllib.parse.urlencode(asked)
    items = session.api_of(who).send("GET", f"/{path}?{query}").expect(200).json["items"]
    if given.json:
        print(json.dumps(items, ensure_ascii=False, indent=2))
        return
    for item in items:
        print(f"{item['published_at'][:16]}  {item['id']}  {item['path']}  {item['title']}")
