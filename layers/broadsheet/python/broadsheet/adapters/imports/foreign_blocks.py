"""What other systems call a block, by its classes, and the one of ours that it is."""

import re
from collections.abc import Mapping

_BLOCKS = {
    "figure": (
        (frozenset({"wp-block-pullquote"}), "b-pullquote"),
        (frozenset({"wp-block-gallery"}), "b-gallery"),
        (frozenset({"wp-block-table"}), "b-table"),
        (frozenset({"wp-block-image", "alignwide"}), "b-wide"),
        (frozenset({"wp-block-image", "alignfull"}), "b-wide"),
        (frozenset({"kg-gallery-card"}), "b-gallery"),
        (frozenset({"kg-image-card", "kg-width-wide"}), "b-wide"),
        (frozenset({"kg-image-card", "kg-width-full"}), "b-wide"),
    ),
    "div": ((frozenset({"kg-callout-card"}), "b-note"),),
}
"""Of WordPress and Ghost, by the element; ours are those of docs/writing.md."""

_FLOURISH = re.compile(r"(?:visualisation|story)/[0-9]{1,12}")
_DATAWRAPPER = re.compile(r"datawrapper-vis-([A-Za-z0-9]{5})")


def drawn_elsewhere(given: Mapping[str, str]) -> str:
    """The address of a chart that a script of its provider's would put into an element.

    Empty where it is none. https://developers.flourish.studio/embedding/,
    https://academy.datawrapper.de/article/180-how-to-embed-charts
    """
    if "flourish-embed" in given.get("class", "").split():
        found = _FLOURISH.fullmatch(given.get("data-src", ""))
        return f"https://flo.uri.sh/{found[0]}/embed" if found else ""
    found = _DATAWRAPPER.fullmatch(given.get("id", ""))
    return f"https://datawrapper.dwcdn.net/{found[1]}/" if found else ""


def block_of(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The attributes of the block of ours that an element is; none where it is no block."""
    classes = set(given.get("class", "").split())
    ours = next((ours for theirs, ours in _BLOCKS.get(name, ()) if theirs <= classes), "")
    return {"class": ours, "role": "note"} if ours == "b-note" else {"class": ours} if ours else {}
