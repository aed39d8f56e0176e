"""Which article somebody means: by its id, its path or its address."""

import re
import urllib.parse

from client.api import Api
from client.errors import CommandError

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def article_id(api: Api, named: str) -> str:
    """The article's id. Raises CommandError where a path or an address leads to none."""
    if _ID.fullmatch(named):
        return named
    path = urllib.parse.urlsplit(named).path
    if not path.startswith("/"):
        raise CommandError(f"{named!r} is neither an id nor an address of an article")
    query = urllib.parse.urlencode({"path": path})
    items = api.send("GET", f"/articles?{query}").expect(200).json["items"]
    if not items:
        raise CommandError(f"there is no published article at {path}")
    return str(items[0]["id"])
