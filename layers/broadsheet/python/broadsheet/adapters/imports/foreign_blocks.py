"""What other systems call a block, by its classes, and the one of ours that it is."""

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
    "div": (
        (frozenset({"kg-callout-card"}), "b-note"),
        (frozenset({"b-recording"}), "b-recording"),
    ),
}
"""Of WordPress and Ghost, by the element; ours are those of docs/writing.md."""


def block_of(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The attributes of the block of ours that an element is; none where it is no block."""
    classes = set(given.get("class", "").split())
    ours = next((ours for theirs, ours in _BLOCKS.get(name, ()) if theirs <= classes), "")
    return {"class": ours, "role": "note"} if ours == "b-note" else {"class": ours} if ours else {}
