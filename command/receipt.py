"""`broadsheet receipt`: which pages a change reached, and when they were right."""

import argparse
import time
import urllib.parse
from typing import Any

from client import session
from client.api import Api
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.said import say
from command.which import article_id

_EXAMPLES = """
broadsheet receipt "The night train"
broadsheet receipt "The night train" --wait         until all pages are right, or one is late
"""
_PATIENCE, _PAUSE = 300.0, 1.0
"""Seconds for which pages are waited for, and between two looks."""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    summary = "Show the pages that the last change of an article reached"
    parser = commands.add("receipt", run, summary, _EXAMPLES)
    commands.article(parser)
    parser.add_argument("--wait", action="store_true", help="until all pages are right")


def run(given: argparse.Namespace, who: Session) -> None:
    """Print it. Raises CommandError where pages are late, or what was taken down is still there."""
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}/receipt"
    until = time.monotonic() + _PATIENCE
    receipt = _whole(api, address)
    while given.wait and receipt["waiting"] and not receipt["late"] and time.monotonic() < until:
        time.sleep(_PAUSE)
        receipt = _whole(api, address)
    say(given, receipt, *_lines(receipt))
    if receipt["late"]:
        raise CommandError(f"{receipt['late']} pages are late; the page is tried again by itself")


def _whole(api: Api, address: str) -> dict[str, Any]:
    """All slices of a receipt as one."""
    found: dict[str, Any] = api.send("GET", address).expect(200).json
    following = found["next"]
    while following:
        query = urllib.parse.urlsplit(following).query
        more = api.send("GET", f"{address}?{query}").expect(200).json
        found["items"] += more["items"]
        for count in ("right", "waiting", "late"):
            found[count] += more[count]
        following = more["next"]
    found["next"] = None
    return found


def _lines(receipt: dict[str, Any]) -> list[str]:
    proof = receipt["proof"]
    told = [receipt["summary"]]
    if proof:
        answers = [one["call"] for one in proof["api"] if one["has_it"]]
        still = f"; still in the answer of {', '.join(answers)}" if answers else ""
        told.append(f"looked for {proof['sentences']} of its sentences{still}")
    return told + [_line(page) for page in receipt["items"]]


def _line(page: dict[str, Any]) -> str:
    return f"  {page['state']:8} {page['path']}"
