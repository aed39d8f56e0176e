"""`broadsheet list`: what is published, or the newsroom's stories of any state; newest first."""

import argparse
import urllib.parse
from difflib import get_close_matches
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import say_list
from command.which import stories

_EXAMPLES = """
broadsheet list
broadsheet list --section world --month 2026-11 --limit 100
broadsheet list --search "night train"
broadsheet list --status draft --mine                 what you write, or wrote once
broadsheet list --status draft,in_review,scheduled    what readers do not have yet
broadsheet list --returned
broadsheet list --json
"""
_FILTERS = ("section", "tag", "author")
_OF_THE_NEWSROOM = ("status", "since", "until")


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("list", run, "List articles, newest first", _EXAMPLES)
    for name in _FILTERS:
        parser.add_argument(f"--{name}", help="name or slug")
    parser.add_argument("--search", metavar="WORDS", help="those with all these words")
    parser.add_argument("--month", help="of what is published; such as 2026-11")
    parser.add_argument("--status", metavar="STATE", help="such as draft; or any")
    parser.add_argument("--mine", action="store_true", help="those that you made")
    parser.add_argument("--returned", action="store_true", help="drafts that an editor returned")
    parser.add_argument("--since", metavar="DAY", help="changed on this day or later")
    parser.add_argument("--until", metavar="DAY", help="changed on this day or before")
    commands.limit(parser, 20)


def run(given: argparse.Namespace, who: Session) -> None:
    """Print a line for each: when, its id, where, and its title."""
    of_newsroom = {n: v for n in _OF_THE_NEWSROOM if (v := getattr(given, n))}
    of_newsroom |= {n: "true" for n in ("mine", "returned") if getattr(given, n)}
    asked = {name: value for name in _FILTERS if (value := getattr(given, name))}
    asked |= {"month": given.month} if given.month else {}
    api = session.api_of(who)
    if of_newsroom:
        asked |= of_newsroom | ({"q": given.search} if given.search else {})
        items = list(stories(api, asked, given.limit))
        return say_list(given, items, map(_story, items), "no story of yours is so")
    path = "articles"
    if given.search:
        if asked:
            raise CommandError("--search alone, or with --status: what is published by both")
        path, asked = "search", {"q": given.search}
    query = urllib.parse.urlencode(asked | {"limit": given.limit})
    items = api.send("GET", f"/{path}?{query}").expect(200).json["items"]
    if not items and given.section:
        _must_be_there(api, given.section)
    return say_list(given, items, map(_card, items), "nothing that is published is so")


def _must_be_there(api: Api, section: str) -> None:
    """Raises CommandError for a section that is none: it may be mistyped."""
    there = api.send("GET", "/sections?limit=100").expect(200).json
    names = {one["name"]: one["slug"] for one in there["items"]}
    if section in (*names, *names.values()) or there["next"]:
        return
    near = get_close_matches(section, [*names, *names.values()], n=3)
    known = ", ".join(near or names) or "none"
    raise CommandError(f"nothing stands in a section {section!r}; there are: {known}")


def _card(item: dict[str, Any]) -> str:
    return f"{item['published_at'][:16]}  {item['id']}  {item['path']}  {item['title']}"


def _story(item: dict[str, Any]) -> str:
    words = f"{item['status'].replace('_', ' '):12}{item['title']}"
    note = f"  “{item['returned']['note']}”" if item["returned"] else ""
    return f"{item['changed_at'][:16]}  {item['id']}  {words}  ({item['created_by']}){note}"
