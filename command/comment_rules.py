"""`broadsheet ban` and `words`: who may not comment, and words that hold a comment back."""

import argparse
from typing import Any

from client import session
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import print_notes, say, say_list

_BAN = """
broadsheet ban                                             who is banned
broadsheet ban 01a20462-77aa-7c55-8f21-3b1e6d0c4a02 --days 7 --reason "Insults"
broadsheet ban 01a20462-77aa-7c55-8f21-3b1e6d0c4a02 --network --days 1
broadsheet ban --lift 01a20463-5b10-7d21-8a44-6c0f2d9e1b03
"""
_WORDS = """
broadsheet words                                           both lists
broadsheet words --hold "loan*" --block casino
broadsheet words --forget casino
"""
_LISTS = {"hold": "words", "block": "blocked"}


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("ban", _ban, "Keep a comment's sender out for a time", _BAN)
    parser.add_argument("comment", nargs="?", help="the id of a comment; without it, list bans")
    parser.add_argument("--network", action="store_true", help="all that came from its network")
    parser.add_argument("--days", type=int, default=7, help="for so long (7)")
    parser.add_argument("--reason", default="", help="for colleagues")
    parser.add_argument("--lift", metavar="BAN", help="end this ban")
    commands.limit(parser, 50)
    parser = commands.add("words", _words, "Words that hold comments back", _WORDS)
    for name, words in (("hold", "an editor looks first"), ("block", "it is spam at once")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="WORD", help=words)
    parser.add_argument("--forget", action="append", default=[], metavar="WORD", help="no more")


def _ban(given: argparse.Namespace, who: Session) -> None:
    api = session.api_of(who)
    if given.lift:
        lifted = api.send("POST", f"/moderation/bans/{given.lift}/lift").expect(200).json
        return say(given, lifted, f"lifted: {given.lift}")
    if not given.comment:
        path = f"/moderation/bans?limit={given.limit}"
        items = api.send("GET", path).expect(200).json["items"]
        return say_list(given, items, map(_line, items), "nobody is banned")
    wanted = {"of": "network" if given.network else "sender", "days": given.days}
    sent = wanted | {"reason": given.reason}
    path = f"/moderation/comments/{given.comment}/ban"
    made = api.send("POST", path, sent).expect(200).json
    return say(
        given, made, f"banned: the {made['of']}, until {made['until'][:16]} (id {made['id']})"
    )


def _line(ban: dict[str, Any]) -> str:
    why = f"  “{ban['reason']}”" if ban["reason"] else ""
    return f"{ban['id']}  the {ban['of']} until {ban['until'][:16]}, by {ban['by']}{why}"


def _words(given: argparse.Namespace, who: Session) -> None:
    """What is not named stays as it is."""
    api = session.api_of(who)
    found = api.send("GET", "/moderation/words").expect(200)
    now = {field: list(found.json[field]) for field in _LISTS.values()}
    if not (given.hold or given.block or given.forget):
        lines = [f"{name}: {', '.join(now[field]) or '–'}" for name, field in _LISTS.items()]
        return say(given, found.json, *lines)
    unknown = set(given.forget) - {word for words in now.values() for word in words}
    if unknown:
        raise CommandError(f"in neither list: {', '.join(sorted(unknown))}")
    for name, field in _LISTS.items():
        kept = [word for word in now[field] if word not in given.forget]
        now[field] = list(dict.fromkeys([*kept, *getattr(given, name)]))
    condition = {"If-Match": str(found.headers["ETag"])}
    receipt = api.send("PUT", "/moderation/words", now, condition).expect(200).json
    say(given, receipt, *(f"{name}: {', '.join(now[f]) or '–'}" for name, f in _LISTS.items()))
    return print_notes("words", receipt)
