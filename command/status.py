"""`broadsheet status`: who is signed in where, and how things stand."""

import argparse
import time

from client import session
from client.api import Api
from client.session import Session
from command.help import Commands
from command.said import say
from command.which import article_id

_EXAMPLES = """
broadsheet status
broadsheet status 01a20460-10cb-74f7-893e-a9a6fbc4d7de      of an article
broadsheet status /2026/11/the-night-train/
"""
_LISTED = 100


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("status", run, "Say who is signed in, and how things stand", _EXAMPLES)
    parser.add_argument("article", nargs="?", help="of this one: its id, path, address or title")


def run(given: argparse.Namespace, who: Session) -> None:
    """Print it."""
    api = session.api_of(who)
    lines = _article(api, given.article) if given.article else _newsroom(api, who)
    say(given, lines, *(f"{name:12}{value}" for name, value in lines.items()))


def _newsroom(api: Api, who: Session) -> dict[str, str]:
    said = session.claims(who.token)
    name = session.name_of(who.token)
    left = max(0, int((float(said.get("exp", 0)) - time.time()) / 60))
    newest = api.send("GET", "/articles?limit=1").expect(200).json["items"]
    found = {
        "site": who.site,
        "signed in": f"{name} ({', '.join(session.roles(who.token)) or 'no role'})",
        "token": f"good for {left} minutes",
        "newest": f"{newest[0]['title']}, {newest[0]['published_at'][:16]}"
        if newest
        else "nothing",
    }
    queue = api.send("GET", f"/moderation/comments?state=pending&limit={_LISTED}")
    if queue.status == 200:
        waiting = len(queue.json["items"])
        more = " or more" if queue.json["next"] else ""
        found["comments"] = f"{waiting}{more} wait for an editor"
    return found


def _article(api: Api, named: str) -> dict[str, str]:
    article = api.send("GET", f"/articles/{article_id(api, named)}").expect(200).json
    found = {
        "title": article["title"],
        "id": article["id"],
        "status": f"{article['status']}, version {article['version']}",
        "address": article["url"] or article["path"],
        "modified": article["modified_at"],
    }
    for field in ("publish_at", "unpublish_at", "embargo"):
        if hour := article.get(field):
            found[field.replace("_", " ")] = f"{hour['local']} {hour['zone']}"
    if "possible" in article:
        found["possible"] = ", ".join(article["possible"]) or "nothing"
    return found
