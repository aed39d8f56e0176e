"""`broadsheet front`: what editors decide about the front page."""

import argparse
from typing import Any

from client import session
from client.api import Api
from client.session import Session
from command.help import Commands
from command.said import print_notes, say
from command.which import article_id

_EXAMPLES = """
broadsheet front                                          as it is
broadsheet front --lead "The night train"
broadsheet front --pin "The night train" --pin /2026/11/quiet-water/
broadsheet front --unpin "The night train" --hide /2026/11/quiet-water/
broadsheet front --layout calm                            a lead, then a list
broadsheet front --clear                                  as the newest stories come
"""
_LAYOUTS = ("graded", "calm", "busy")
_LISTS = {"pin": "pinned", "hide": "hidden"}


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("front", run, "Show or arrange the front page", _EXAMPLES)
    named = "id, path, address or title"
    parser.add_argument("--lead", metavar="ARTICLE", help=f"comes first: {named}")
    for name, words in (("pin", "follows the lead, after those that do"), ("hide", "is left out")):
        parser.add_argument(f"--{name}", metavar="ARTICLE", action="append", default=[], help=words)
        undone = f"--un{name}"
        parser.add_argument(undone, metavar="ARTICLE", action="append", default=[], help="no more")
    parser.add_argument("--layout", choices=_LAYOUTS, help="how the first stories stand")
    parser.add_argument("--clear", action="store_true", help="forget all that was decided")


def run(given: argparse.Namespace, who: Session) -> None:
    """Show it, or arrange it as the version that was fetched."""
    api = session.api_of(who)
    found = api.send("GET", "/front").expect(200)
    wanted = _wanted(given, api, found.json)
    if wanted is None:
        return _show(given, api, found.json)
    condition = {"If-Match": str(found.headers["ETag"])}
    receipt = api.send("PUT", "/front", wanted, condition).expect(200).json
    say(given, receipt, "arranged")
    return print_notes("front page", receipt)


def _wanted(given: argparse.Namespace, api: Api, now: dict[str, Any]) -> dict[str, Any] | None:
    if given.clear:
        return {"lead": None, "pinned": [], "hidden": []}
    wanted = {"lead": now["lead"], "pinned": list(now["pinned"]), "hidden": list(now["hidden"])}
    wanted["layout"] = given.layout or now["layout"]
    if given.lead:
        wanted["lead"] = article_id(api, given.lead)
    for name, field in _LISTS.items():
        gone = {article_id(api, one) for one in getattr(given, f"un{name}")}
        more = [article_id(api, one) for one in getattr(given, name)]
        kept = [one for one in wanted[field] if one not in gone and one not in more]
        wanted[field] = [*kept, *more]
    moved = any(getattr(given, f"{un}{n}") for n in _LISTS for un in ("", "un"))
    return wanted if given.lead or given.layout or moved else None


def _show(given: argparse.Namespace, api: Api, front: dict[str, Any]) -> None:
    if given.json:
        return say(given, front)
    named = [("lead", front["lead"]), *(("pinned", one) for one in front["pinned"])]
    named += [("hidden", one) for one in front["hidden"]]
    lines = [f"{what:8}{one}  {_title(api, one)}" for what, one in named if one]
    lines += [f"layout  {front['layout']}"] if front["layout"] != _LAYOUTS[0] else []
    return say(
        given, front, *(lines or ["nothing was decided: the newest stories come as they are"])
    )


def _title(api: Api, article: str) -> str:
    found = api.send("GET", f"/articles/{article}")
    return str(found.json["title"]) if found.status == 200 else "(not on the site)"
