"""What is sent of a running story."""

import re
from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.sentence import sentence

if TYPE_CHECKING:
    from broadsheet.adapters.http.live.submitted import SentEntry

_NUMBER = re.compile(r"[1-9][0-9]{0,7}")


def number_of(request: HttpRequest) -> int:
    """The entry's number in the path. Raises NotFound for what cannot be one."""
    number = request.parameter("number")
    if not _NUMBER.fullmatch(number):
        raise NotFound(sentence("There is no such entry."))
    return int(number)


# Whoever takes an entry out does not wait for the models.
def entry_of(request: HttpRequest, *, is_new: bool = False) -> "SentEntry":
    """The entry. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.live.submitted import edited_entry, new_entry  # noqa: PLC0415

    return (new_entry if is_new else edited_entry)(request.json_bytes())
