"""What is sent of a running story."""

import re
from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import NotFound

if TYPE_CHECKING:
    from broadsheet.domain.live.entry import SubmittedEntry

_NUMBER = re.compile(r"[1-9][0-9]{0,7}")


def number_of(request: HttpRequest) -> int:
    """The entry's number in the path. Raises NotFound for what cannot be one."""
    number = request.parameter("number")
    if not _NUMBER.fullmatch(number):
        raise NotFound("There is no such entry.")
    return int(number)


def entry_of(request: HttpRequest) -> "SubmittedEntry":
    """The entry. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    # Whoever takes an entry out does not wait for the models.
    from broadsheet.adapters.http.live.submitted import live_entry_from_json  # noqa: PLC0415

    return live_entry_from_json(request.json_bytes())
