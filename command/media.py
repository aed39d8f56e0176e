"""`broadsheet media`: the newsroom's pictures, films, sounds and captions."""

import argparse
import os
import urllib.parse
from pathlib import Path
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from client.uploads import Uploads
from command.help import Commands
from command.said import print_notes, say, say_list

_EXAMPLES = """
broadsheet media                                          the newest
broadsheet media --unused
broadsheet media send boat.jpg quay.jpg --alt "A boat at the quay" --credit "Ann Author"
broadsheet media send lake.mp4 --alt "The lake from above"
broadsheet media send lake.en.vtt                         its captions
broadsheet media show 01a20463-5b10-7d21-8a44-6c0f2d9e1b03
broadsheet media describe 01a20463-5b10-7d21-8a44-6c0f2d9e1b03 --alt "A red boat"
broadsheet media describe 01a20463-5b10-7d21-8a44-6c0f2d9e1b03 --focus 30,20
broadsheet media remove 01a20463-5b10-7d21-8a44-6c0f2d9e1b03
"""
_WORDS = ("alt", "caption", "credit")
_KEEPS = "was sent before, and keeps its words: change them with broadsheet media describe {}"


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    does = "List pictures and recordings, and send, describe, remove them"
    parser = commands.add("media", run, does, _EXAMPLES)
    actions = ("send", "show", "describe", "remove")
    parser.add_argument("action", nargs="?", choices=actions, help="without it, list them")
    parser.add_argument("what", nargs="*", metavar="FILE or ID")
    parser.add_argument(
        "--alt", help="what it shows, for those who cannot see it; of a recording, its title"
    )
    parser.add_argument("--caption")
    parser.add_argument("--credit")
    parser.add_argument(
        "--focus", metavar="X,Y", help="what matters most: percent from the left and from the top"
    )
    parser.add_argument("--unused", action="store_true", help="list those that nothing shows")
    commands.limit(parser, 20)


def run(given: argparse.Namespace, who: Session) -> None:
    """List, or do it."""
    api = session.api_of(who)
    if given.focus is not None and given.action != "describe":
        raise CommandError("--focus is for describe, once the picture is there")
    if given.action is None:
        return _list(given, api)
    if not given.what:
        raise CommandError("which? Name " + ("files" if given.action == "send" else "ids"))
    if given.action == "send":
        return _send(given, api, who.site)
    for media_id in given.what:
        {"show": _show, "describe": _describe, "remove": _remove}[given.action](
            given, api, media_id
        )
    return None


def _list(given: argparse.Namespace, api: Api) -> None:
    asked = {"limit": given.limit} | ({"unused": "true"} if given.unused else {})
    query = urllib.parse.urlencode(asked)
    items = api.send("GET", f"/media?{query}").expect(200).json["items"]
    say_list(given, items, map(_line, items), "there is no picture and no recording")


def _line(picture: dict[str, Any]) -> str:
    state = picture["status"] if picture["status"] != "ready" else ""
    words = picture["alt"] or picture.get("name") or "(without a description)"
    return f"{picture['id']}  {picture['created_at'][:16]}  {words}  {state}".rstrip()


def _words(given: argparse.Namespace) -> dict[str, str]:
    """Those that are given: with nothing in them, they are to be nothing."""
    return {name: value for name in _WORDS if (value := getattr(given, name)) is not None}


def _focus(given: argparse.Namespace) -> dict[str, Any]:
    """Raises CommandError for what is no point."""
    if given.focus is None:
        return {}
    x, _, y = given.focus.partition(",")
    if not (x.isdecimal() and y.isdecimal()):
        raise CommandError("--focus is two numbers, such as 30,20: percent from left and top")
    return {"focus": {"x": int(x), "y": int(y)}}


def _send(given: argparse.Namespace, api: Api, site: str) -> None:
    uploads = Uploads(api, site, session.file_of(os.environ).with_name("pictures.json"))
    sent = list[dict[str, Any]]()
    words = _words(given)
    try:
        for path in map(Path, given.what):
            media_id = uploads.id_of(path, words)
            found = api.send("GET", f"/media/{media_id}").expect(200).json
            keeps = media_id in uploads.sent_before and _is_said_otherwise(found, words)
            notes = [*found["notes"], *([_KEEPS.format(media_id)] if keeps else [])]
            sent.append({"file": str(path), "id": media_id, "notes": notes})
    finally:
        # Where one is refused, those before it are there all the same.
        if sent:
            said = ([f"{one['file']}: media:{one['id']}", *_noted(one)] for one in sent)
            say(given, sent, *(line for lines in said for line in lines))


def _is_said_otherwise(found: dict[str, Any], words: dict[str, str]) -> bool:
    return any(found.get(name) != said for name, said in words.items() if said)


def _noted(of: dict[str, Any]) -> list[str]:
    return [f"{'note':12}{note}" for note in of["notes"]]


def _show(given: argparse.Namespace, api: Api, media_id: str) -> None:
    found = api.send("GET", f"/media/{media_id}").expect(200).json
    said = ("id", "status", "reason", "type", "name", "size", "seconds", "width", "height")
    names = (*said, *_WORDS, "created_by", "path")
    lines = [f"{name:12}{found[name]}" for name in names if found.get(name)]
    used = [f"{'used by':12}{', '.join(found['used_by'])}"] if found.get("used_by") else []
    say(given, found, *lines, *_noted(found), *used)


def _describe(given: argparse.Namespace, api: Api, media_id: str) -> None:
    """What is not named stays as it is."""
    changes = _words(given) | _focus(given)
    if not changes:
        raise CommandError("give --alt, --caption, --credit or --focus")
    found = api.send("GET", f"/media/{media_id}").expect(200).json
    words = {name: found[name] for name in _WORDS} | changes
    sent = {name: said for name, said in words.items() if said}
    condition = {"If-Match": f'"{found["version"]}"'}
    receipt = api.send("PUT", f"/media/{media_id}", sent, condition).expect(200).json
    say(given, receipt, f"described: {media_id}")
    print_notes(media_id, receipt)


def _remove(given: argparse.Namespace, api: Api, media_id: str) -> None:
    version = api.send("GET", f"/media/{media_id}").expect(200).json["version"]
    api.send("DELETE", f"/media/{media_id}", headers={"If-Match": f'"{version}"'}).expect(204)
    say(given, {"id": media_id, "removed": True}, f"removed: {media_id}")
