"""`broadsheet duplicate`, `assign`, `remark` and `share`: a story among colleagues, and beyond."""

import argparse
from typing import Any

from client import session
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import line_of, print_notes, say, say_list
from command.which import article_id

_DUPLICATE = """
broadsheet duplicate "The night train"                    a new draft with the same words
"""
_ASSIGN = """
broadsheet assign "The night train" eu-west-1_Example01:6a2f1c9e-0b7d-4c1e-9a55-0d3c5e7f9a01
broadsheet assign "The night train" --nobody
"""
_REMARK = """
broadsheet remark "The night train"                       what colleagues said
broadsheet remark "The night train" "Who has the figures?"
broadsheet remark "The night train" --remove 01a20463-5b10-7d21-8a44-6c0f2d9e1b03
"""
_SHARE = """
broadsheet share "The night train" --days 7 --label "for the lawyer"
broadsheet share "The night train" --list
broadsheet share "The night train" --revoke 01a20463-5b10-7d21-8a44-6c0f2d9e1b03
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    commands.article(commands.add("duplicate", _duplicate, "Make a copy of an article", _DUPLICATE))
    parser = commands.add("assign", _assign, "Give an article to a colleague", _ASSIGN)
    commands.article(parser)
    parser.add_argument("person", nargs="?", help="their id: `by_id` of what they did")
    parser.add_argument("--nobody", action="store_true", help="it is nobody's in particular")
    parser = commands.add("remark", _remark, "Say something to colleagues on an article", _REMARK)
    commands.article(parser)
    parser.add_argument("text", nargs="?", help="without it, what was said is listed")
    parser.add_argument("--remove", metavar="ID", help="take this remark away")
    commands.limit(parser, 20)
    parser = commands.add("share", _share, "Let somebody without an account read it", _SHARE)
    commands.article(parser)
    parser.add_argument("--days", type=int, default=3, help="how long the link is good (3)")
    parser.add_argument("--label", default="", help="for whom; only the newsroom sees it")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--list", action="store_true", help="the links that there are")
    ways.add_argument("--revoke", metavar="ID", help="let this link lead nowhere")
    commands.limit(parser, 20)


def _duplicate(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    path = f"/articles/{article_id(api, given.article)}/duplicate"
    receipt = api.send("POST", path).expect(201).json
    say(given, receipt, line_of(receipt))
    print_notes(given.article, receipt)


def _assign(given: argparse.Namespace, who: Session) -> None:
    if bool(given.person) == given.nobody:
        raise CommandError("whom to? Give their id, or --nobody")
    api = session.api_of(who)
    path = f"/articles/{article_id(api, given.article)}/assign"
    receipt = api.send("POST", path, {"id": given.person}).expect(200).json
    say(given, receipt, f"assigned: {line_of(receipt)}")


def _remark(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    path = f"/articles/{article_id(api, given.article)}/remarks"
    if given.remove:
        gone = api.send("POST", f"{path}/{given.remove}/remove").expect(200).json
        return say(given, gone, f"removed: {given.remove}")
    if given.text is not None:
        receipt = api.send("POST", path, {"text": given.text}).expect(201).json
        say(given, receipt, f"said (id {receipt['id']})")
        return print_notes(given.article, receipt)
    items = api.send("GET", f"{path}?limit={given.limit}").expect(200).json["items"]
    return say_list(given, items, map(_said, items), "nobody has said anything yet")


def _said(remark: dict[str, Any]) -> str:
    return f"{remark['at'][:16]}  {remark['id']}  {remark['by']}: {remark['text']}"


def _share(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    path = f"/articles/{article_id(api, given.article)}/shares"
    if given.list:
        items = api.send("GET", f"{path}?limit={given.limit}").expect(200).json["items"]
        return say_list(given, items, map(_link, items), "there is no link")
    if given.revoke:
        api.send("POST", f"{path}/{given.revoke}/revoke").expect(204)
        return say(given, {"id": given.revoke, "open": False}, f"revoked: {given.revoke}")
    wanted = {"days": given.days, "label": given.label}
    made = api.send("POST", path, wanted).expect(201).json
    return say(given, made, f"{made['url']}\n  until {made['until'][:16]} (id {made['id']})")


def _link(share: dict[str, Any]) -> str:
    state = "open" if share["open"] else "closed"
    label = f"  {share['label']}" if share["label"] else ""
    times = f"opened {share['openings']} times"
    return f"{share['id']}  {state}, until {share['until'][:16]}, {times}{label}"
