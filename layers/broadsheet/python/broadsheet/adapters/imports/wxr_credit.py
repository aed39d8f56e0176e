"""Who made a picture, as WordPress and its plugins keep it beside an attachment."""

import re
from collections.abc import Mapping, Sequence

CREDITS = ("_media_credit", "media_credit", "_credit", "credit", "isc_image_source")
"""Fields of Media Credit, Navis Media Credits and Image Source Control."""
METADATA = "_wp_attachment_metadata"
_FIELD = re.compile(rb's:6:"credit";s:(\d{1,4}):"')


def credit_in(meta: Mapping[str, Sequence[str]]) -> str:
    """The first that is said; the last is what the camera wrote (IPTC, read by WordPress itself).

    WordPress keeps that serialised by PHP, in which a text has its length in bytes before it.
    """
    for name in CREDITS:
        if said := next(iter(meta.get(name, ())), "").strip():
            return said
    kept = next(iter(meta.get(METADATA, ())), "").encode()
    found = _FIELD.search(kept)
    if found is None:
        return ""
    return kept[found.end() : found.end() + int(found[1])].decode("utf-8", "ignore").strip()
