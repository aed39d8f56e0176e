"""Lists, slice by slice."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec

from broadsheet.adapters.http.answer import PRIVATE, Answer, readable
from broadsheet.adapters.http.fields import UrlReference
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import FieldError, Malformed, every
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.shared.paging import Cursor, Slice

T = TypeVar("T")
Item = TypeVar("Item")

_SEVERAL = ("status",)
"""What may have several values, with commas between them."""
LIMIT = 20
LONGEST = 100


class ItemList(msgspec.Struct, Generic[Item], frozen=True):
    """A slice of a list; `next` is a relative address."""

    items: Sequence[Item]
    next: Annotated[UrlReference | None, msgspec.Meta(description="Where the next items are")]


def both(one: Callable[[], T], other: Callable[[], Item]) -> tuple[T, Item]:
    """What two looks at a request give. Raises Malformed that names what is wrong for either."""
    first, second = every(Malformed, one, other)
    return first, second


def paging(
    request: HttpRequest, *filters: str, limit: int | None = None
) -> tuple[int, Cursor | None]:
    """`limit` and `cursor` of a list that is filtered by `filters` and nothing else.

    Raises Malformed that names what is unknown or there twice, and a limit that is none.
    """
    _, asked = both(
        lambda: once(request, *filters, "limit", "cursor"),
        lambda: slice_asked(request.query, limit),
    )
    return asked


def once(request: HttpRequest, *allowed: str) -> dict[str, str]:
    """The parameters. Raises Malformed that names every unknown one, and what is there twice.

    API Gateway makes one value of both, with a comma between them: it would be looked for.
    """
    sent = [one.partition("=")[0] for one in request.raw_query.split("&")]
    twice = {n for n in sent if n in allowed and n not in _SEVERAL and sent.count(n) > 1}
    if twice:
        words = for_programs("is there twice: send it once")
        raise Malformed([FieldError(f"?{name}", "twice", words) for name in sorted(twice)])
    return request.only(*allowed)


def slice_asked(query: Mapping[str, str], limit: int | None = None) -> tuple[int, Cursor | None]:
    """`limit`, which is this one or `LIMIT` where none is sent, and `cursor`. Raises Malformed."""
    sent, cursor = query.get("limit", str(limit or LIMIT)), query.get("cursor")
    if not (re.fullmatch("[0-9]{1,3}", sent) and 1 <= int(sent) <= LONGEST):
        raise Malformed(
            [FieldError("?limit", "bad_limit", for_programs(f"must be 1 to {LONGEST}"))]
        )
    return int(sent), Cursor(cursor) if cursor is not None else None


def list_answer(
    request: HttpRequest,
    found: Slice[T],
    show: Callable[[T], object],
    cache: str = PRIVATE,
    listed: Callable[..., ItemList[Any]] = ItemList,
) -> Answer:
    """A list, with its next slice also as a Link (RFC 8288).

    `listed` makes an ItemList of the items and of `next`.
    """
    following = next_link(request, found.next)
    body = listed([show(item) for item in found.items], following)
    answered = readable(request, body, cache=cache)
    if following:
        answered["headers"]["link"] = f'<{following}>; rel="next"'
    return answered


def next_link(request: HttpRequest, cursor: Cursor | None) -> str | None:
    """Where the next slice is."""
    if cursor is None:
        return None
    return f"{request.path}?{urlencode({**request.query, 'cursor': cursor})}"
