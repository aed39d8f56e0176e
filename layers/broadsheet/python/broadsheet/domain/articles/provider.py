"""Whose addresses become cards: what a rule of the table is, which a newspaper may write, too.

Every function reads what a newspaper says; only who makes cards, or shows them, matches addresses
(`providers.py`).
"""

from typing import Annotated, Any, Literal

import msgspec

EMBED = "EMBED#"
"""What the partitions of addresses on cards begin with (`embed.py`)."""
Shape = Literal["film", "sound", "post", "map"]
"""What a frame shows, and so how high it is."""
_PART = r"[^\s*/<>\"]*\*?[^\s*/<>\"]*"
Pattern = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^(?!https?:)(?:\*\*[^*\s]+|(?!/){_PART}(?:/{_PART})*(?:/\*\*|\?[^\s*/<>\"]+=\*)?)\Z",
        min_length=2,
        max_length=200,
        description="is no address such as video.example.org/watch/*",
    ),
]
"""One `*` in each part of a path, and `**` or a query's at an end: so it is matched in no time."""
_HOST = r"(?!-)(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,62}"
Frame = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^(?:https://{_HOST}/(?:[\w./?&=%@:;,+~#-]|\{{(?:[1-9]|url|map|start)\}})*)?\Z",
        max_length=500,
        description="is no address such as https://video.example.org/embed/{1}",
    ),
]
"""The host is fixed: no value of what somebody typed is in it."""
Endpoint = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^(?:https://{_HOST}/[\w./-]*)?\Z",
        max_length=200,
        description="is no address such as https://video.example.org/oembed",
    ),
]
Host = Annotated[
    str,
    msgspec.Meta(
        pattern=rf"^{_HOST}\Z", max_length=253, description="is no host such as img.example.org"
    ),
]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Addresses of one kind.

    `frame` is the address of what is shown of them on a reader's click; `oembed` is where the
    provider says what they are (https://oembed.com), and `pictures` are the hosts of which a
    picture is taken that it names there. Empty, there is none.
    """

    address: Pattern
    frame: Frame = ""
    shape: Shape = "film"
    oembed: Endpoint = ""
    pictures: tuple[Host, ...] = ()


class Provider(msgspec.Struct, frozen=True):
    """Its name, as readers see it, and its rules: the first that fits is it."""

    name: str
    rules: tuple[Rule, ...]


def rules(*addresses: str, **of: Any) -> tuple[Rule, ...]:
    """A rule for each of these addresses, which have all else in common."""
    return tuple(Rule(address=one, **of) for one in addresses)
