"""`broadsheet schedule`: the hour at which an article appears, and at which it goes."""

import argparse
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from client import session
from client.api import Api
from client.errors import CommandError
from client.hours import hour_entry
from client.session import Session
from command.help import Commands
from command.said import line_of, print_notes, say
from command.which import article_id

_EXAMPLES = """
broadsheet schedule "The night train" "tomorrow 07:30"             by the site's clock
broadsheet schedule ARTICLE "friday 6am" --zone Europe/Istanbul
broadsheet schedule ARTICLE 2026-11-24T06:00
broadsheet schedule ARTICLE 2026-10-25T02:30+02:00                 an hour that is twice
broadsheet schedule ARTICLE --until "1 Dec 2026 at midnight"       take it off again
broadsheet schedule ARTICLE --clear
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    parser = commands.add("schedule", run, "Publish or unpublish an article at an hour", _EXAMPLES)
    commands.article(parser)
    parser.add_argument("hour", nargs="?", help="when it appears; such as 'tomorrow 07:30'")
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
    receipt = answer.expect(200).json
    say(given, receipt, line_of(receipt), *_hours(given, api, address))
    print_notes(given.article, receipt)


def _wanted(given: argparse.Namespace) -> dict[str, Any]:
    if not given.hour and not given.until:
        raise CommandError("when? Give an hour, --until, or --clear")
    hours = {"publish_at": given.hour, "unpublish_at": given.until}
    now = _now(given.zone)
    wanted = {name: hour_entry(said, now, given.zone) for name, said in hours.items() if said}
    return {"note": given.note} | wanted


def _now(zone: str | None) -> datetime:
    """What the clock shows that words such as `tomorrow` are meant by: this machine's, if no other
    is named."""
    try:
        return datetime.now(ZoneInfo(zone)) if zone else datetime.now().astimezone()
    except (ValueError, OSError, KeyError):
        # The API says which zones there are.
        return datetime.now().astimezone()


def _hours(given: argparse.Namespace, api: Api, address: str) -> list[str]:
    """The hours that it has now, by the clock that they are of."""
    if given.json:
        return []
    article = api.send("GET", address).expect(200).json
    told = {"publish_at": "appears", "unpublish_at": "goes"}
    return [
        f"  {words} {hour['local']} {hour['zone']}"
        for name, words in told.items()
        if (hour := article.get(name))
    ]
