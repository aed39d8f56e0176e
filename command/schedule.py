"""`broadsheet schedule`: the hour at which an article appears, and at which it goes."""

import argparse
from typing import Any

from client import session
from client.errors import CommandError
from client.session import Session
from command.help import Commands
from command.publish import line_of
from command.which import article_id

_EXAMPLES = """
broadsheet schedule ARTICLE 2026-11-24T06:00                        by the site's clock
broadsheet schedule ARTICLE 2026-11-24T06:00 --zone Europe/Istanbul
broadsheet schedule ARTICLE 2026-10-25T02:30+02:00                  an hour that is twice
broadsheet schedule ARTICLE --until 2026-12-01T00:00                take it off again
broadsheet schedule ARTICLE --clear
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("schedule", run, "Publish or unpublish an article at an hour", _EXAMPLES)
    parser.add_argument("article", help="its id, path or address")
    parser.add_argument("hour", nargs="?", help="when it appears; such as 2026-11-24T06:00")
    parser.add_argument("--until", metavar="HOUR", help="when it goes")
    parser.add_argument("--zone", help="whose clock: such as Europe/Berlin; the site's without it")
    parser.add_argument("--note", default="", help="for the article's trail")
    parser.add_argument("--clear", action="store_true", help="forget the hours that it has")


def run(given: argparse.Namespace, who: Session) -> None:
    """Set the hours, or clear them."""
    api = session.api_of(who)
    address = f"/articles/{article_id(api, given.article)}"
    if given.clear:
        if given.hour or given.until:
            raise CommandError("either hours, or --clear")
        answer = api.send("POST", f"{address}/unschedule", {"note": given.note})
    else:
        answer = api.send("POST", f"{address}/schedule", _wanted(given))
    print(line_of(answer.expect(200).json))


def _wanted(given: argparse.Namespace) -> dict[str, Any]:
    if not given.hour and not given.until:
        raise CommandError("when? Give an hour, --until, or --clear")
    zone = {"zone": given.zone} if given.zone else {}
    hours = {"publish_at": given.hour, "unpublish_at": given.until}
    return {"note": given.note} | {n: {"local": h, **zone} for n, h in hours.items() if h}
