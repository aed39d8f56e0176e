"""`broadsheet rename`: tags and sections get another name, join, or go."""

import argparse
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import say, say_list

_EXAMPLES = """
broadsheet rename                                         what is under way, and what was
broadsheet rename tag Harbour "The port"
broadsheet rename section Townhall City                   it joins one that is there
broadsheet rename tag Harbour --remove                    no story has it any more
"""
_LISTS = {"tag": "tags", "section": "sections"}


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("rename", run, "Rename, merge or remove tags and sections", _EXAMPLES)
    parser.add_argument("kind", nargs="?", choices=tuple(_LISTS), help="tag or section")
    parser.add_argument("name", nargs="?", help="as it is now, or the end of its address")
    parser.add_argument("to", nargs="?", help="another name, or that of one that is there")
    parser.add_argument("--remove", action="store_true", help="take the tag from its stories")


def run(given: argparse.Namespace, who: Session) -> None:
    """List what is under way, or begin with one."""
    api = session.api_of(who)
    if not given.kind:
        items = api.send("GET", "/renamings").expect(200).json["items"]
        return say_list(given, items, map(_line, items), "nothing was renamed within thirty days")
    if not given.name or bool(given.to) == given.remove:
        raise CommandError(f"which {given.kind}, and what is it called from now on? Or --remove")
    path = f"/{_LISTS[given.kind]}/{_slug(api, given.kind, given.name)}/rename"
    begun = api.send("POST", path, {"to": given.to}).expect(202).json
    said = f"{begun['about']} stories and {begun['pages']} pages follow: broadsheet rename"
    return say(given, begun, f"{begun['name']}  →  {begun['to'] or '–'}; {said}")


def _line(one: Any) -> str:
    """How far one is; of what is over, whether it is whole."""
    how = f"{one['refiled']} of {one['about']}" if not one["ended_at"] else "done"
    left = f", {one['left']} left" if one["left"] else ""
    return f"{one['kind']}  {one['name']}  →  {one['to'] or '–'}  {how}{left}"


def _slug(api: Api, kind: str, name: str) -> str:
    """Of the one that is called so. Raises CommandError where none is."""
    for one in api.items(f"/{_LISTS[kind]}?limit=100"):
        if name in (one["slug"], one["name"]):
            return str(one["slug"])
    raise CommandError(f"nothing is published under a {kind} {name!r}")
