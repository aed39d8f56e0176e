"""Guest authors of Co-Authors Plus: people without an account, each an item of its own.

https://github.com/Automattic/Co-Authors-Plus/blob/develop/php/class-coauthors-guest-authors.php
"""

from typing import NamedTuple

from broadsheet.adapters.imports.html_tree import plain_text
from broadsheet.adapters.imports.wxr_meta import first_meta
from broadsheet.adapters.imports.xml_stream import Element

GUEST = "guest-author"
_PREFIX = "cap-"
_SHOWN = ("website", "yahooim", "aim", "jabber")
"""What readers could see of them beside their words."""


class Guest(NamedTuple):
    """Somebody: by the login under which posts name them. `left` is what a profile has not."""

    login: str
    name: str
    bio: str
    left: str


def guest_in(item: Element) -> Guest:
    """The guest author that an item is."""
    said = {key: first_meta(item, f"{_PREFIX}{key}") for key in ("user_login", "display_name")}
    login = said["user_login"] or item.said("wp:post_name").removeprefix(_PREFIX)
    name = plain_text(said["display_name"] or item.said("title")) or login
    more = ((key, first_meta(item, f"{_PREFIX}{key}")) for key in _SHOWN)
    left = ", ".join(f"{key}: {value}" for key, value in more if value)
    return Guest(login, name, plain_text(first_meta(item, f"{_PREFIX}description")), left)
