"""`broadsheet profile`: what readers are told of an author."""

import argparse
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import print_notes, say, say_list

_EXAMPLES = """
broadsheet profile                                        all of them
broadsheet profile ann-author
broadsheet profile ann-author --name "Ann Author" --role Reporter --bio "Writes about rivers."
broadsheet profile ann-author --picture 01a20463-5b10-7d21-8a44-6c0f2d9e1b03 --alt "Ann at the quay"
broadsheet profile ann-author --link "Mastodon=https://social.example/@ann"
broadsheet profile ann-author --remove
"""
_FIELDS = ("name", "role", "bio")


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("profile", run, "Read, write and remove authors' profiles", _EXAMPLES)
    parser.add_argument("author", nargs="?", help="the end of the address of their page")
    for field in _FIELDS:
        parser.add_argument(f"--{field}")
    parser.add_argument("--picture", metavar="ADDRESS", help="or the id of one of the newsroom's")
    parser.add_argument("--alt", help="what the picture shows")
    parser.add_argument("--link", action="append", metavar="LABEL=ADDRESS", help="in place of all")
    parser.add_argument("--remove", action="store_true")
    commands.limit(parser, 100)


def run(given: argparse.Namespace, who: Session) -> None:
    """List, show, write or remove."""
    api = session.api_of(who)
    if not given.author:
        items = api.send("GET", f"/profiles?limit={given.limit}").expect(200).json["items"]
        lines = (f"{one['slug']}  {one['name']}{_role(one)}" for one in items)
        return say_list(given, items, lines, "nobody has a profile")
    address, wanted = f"/profiles/{given.author}", _wanted(given)
    found = api.send("GET", address)
    if given.remove:
        condition = {"If-Match": str(found.expect(200).headers["ETag"])}
        api.send("DELETE", address, headers=condition).expect(204)
        return say(given, {"slug": given.author, "removed": True}, f"removed: {given.author}")
    if not wanted:
        return _show(given, found.expect(200).json)
    return _write(given, api, address, found.json if found.status == 200 else {}, wanted)


def _role(profile: dict[str, Any]) -> str:
    return f", {profile['role']}" if profile["role"] else ""


def _wanted(given: argparse.Namespace) -> dict[str, Any]:
    wanted: dict[str, Any] = {n: v for n in _FIELDS if (v := getattr(given, n)) is not None}
    if given.picture:
        named = given.picture
        url = named if "/" in named or ":" in named else f"media:{named}"
        wanted["picture"] = {"url": url} | ({"alt": given.alt} if given.alt else {})
    if given.link:
        wanted["links"] = [_link(one) for one in given.link]
    return wanted


def _link(text: str) -> dict[str, str]:
    label, found, url = text.partition("=")
    if not found:
        raise CommandError(f"--link must be LABEL=ADDRESS, not {text!r}")
    return {"label": label.strip(), "url": url.strip()}


def _show(given: argparse.Namespace, profile: dict[str, Any]) -> None:
    lines = [f"{name:9}{profile[name]}" for name in (*_FIELDS, "url") if profile[name]]
    links = [f"{'link':9}{link['label']}={link['url']}" for link in profile["links"]]
    say(given, profile, *lines, *links)


def _write(
    given: argparse.Namespace, api: Api, address: str, there: dict[str, Any], wanted: dict[str, Any]
) -> None:
    """What is not named stays as it is."""
    condition = {"If-Match": f'"{there["version"]}"'} if there else {}
    kept = {n: there[n] for n in (*_FIELDS, "picture", "links") if there.get(n)}
    receipt = api.send("PUT", address, kept | wanted, condition).expect(200, 201).json
    say(given, receipt, f"{'changed' if there else 'written'}: {given.author}")
    print_notes(given.author, receipt)
