"""`broadsheet redirect`: addresses that lead elsewhere."""

import argparse

from client import session
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import print_notes, say, say_list

_EXAMPLES = """
broadsheet redirect                                       all of them
broadsheet redirect /old/page/ /2026/11/the-night-train/
broadsheet redirect /shop/ https://shop.example.org/
broadsheet redirect /old/page/ --remove
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("redirect", run, "List, make and remove redirects", _EXAMPLES)
    parser.add_argument("path", nargs="?", help="the old address, from its first slash on")
    parser.add_argument("target", nargs="?", help="where it leads")
    parser.add_argument("--remove", action="store_true")
    commands.limit(parser, 100)


def run(given: argparse.Namespace, who: Session) -> None:
    """List, make or remove."""
    api = session.api_of(who)
    if not given.path:
        items = api.send("GET", f"/redirects?limit={given.limit}").expect(200).json["items"]
        lines = (f"{one['path']}  →  {one['target']}" for one in items)
        return say_list(given, items, lines, "no address leads elsewhere")
    if given.remove:
        gone = api.send("POST", "/redirects/remove", {"path": given.path}).expect(200).json
        return say(given, gone, f"removed: {gone['path']}")
    if not given.target:
        raise CommandError(f"where does {given.path} lead? Give a target, or --remove")
    made = {"path": given.path, "target": given.target}
    receipt = api.send("POST", "/redirects", made).expect(200).json
    say(given, receipt, f"{receipt['path']}  →  {receipt['target']}")
    return print_notes(given.path, receipt)
