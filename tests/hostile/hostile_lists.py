"""The lists of `lists/`, and requests that nobody knows from another client's."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.support.api import Api, Reply
from tests.support.lambdas import Event
from tests.support.long import sampled

LISTS = Path(__file__).parent / "lists"


def listed(*names: str) -> list[str]:
    """The items of these lists."""
    return [_item(i) for name in names for i in json.loads((LISTS / f"{name}.json").read_text())]


def _item(item: Any) -> str:
    return item if isinstance(item, str) else item[0] * item[1]


MARKUP = listed("markup", "addresses")
"""What would run, if a page had it as it is."""
ALL_TEXTS = MARKUP + listed("unicode", "injections", "long")
"""Everything that may be typed into a field."""
TEXTS = sampled(4, ALL_TEXTS)
"""Of each list its part: for what takes a request for each of them."""
DOCUMENTS = listed("json")
"""Bodies of JSON requests."""


class Crowd(Api):
    """Every call comes from another network, or limits would answer instead."""

    calls = 0

    def send(self, sent: Event) -> Reply:
        Crowd.calls += 1
        high, low = divmod(Crowd.calls, 250)
        sent["requestContext"]["http"]["sourceIp"] = f"11.{high % 250}.{low + 1}.7"
        return super().send(sent)


def bytes_of(text: str) -> bytes:
    """UTF-8 as far as there is any: what a client without scruples sends."""
    return text.encode("utf-8", "surrogatepass")


def form_of(fields: dict[str, str]) -> bytes:
    """A form, encoded as a browser would, had it such text."""
    return "&".join(f"{name}={quote(bytes_of(text))}" for name, text in fields.items()).encode()
