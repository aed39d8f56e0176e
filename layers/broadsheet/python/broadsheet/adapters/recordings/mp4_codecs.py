"""What tracks of MP4 are in, and whether browsers play it. https://mp4ra.org/registered-types/sampleentries."""

from broadsheet.adapters.recordings.mp4_boxes import Box, Boxes
from broadsheet.adapters.recordings.window import Window

SHOWN = frozenset({"avc1", "avc3", "vp08", "vp09", "av01"})
HEARD = frozenset({"mp4a", "Opus", "fLaC", ".mp3"})
COVERS = frozenset({"jpeg", "png ", "mjpa", "mjpb"})
"""Pictures of chapters, which podcasts have in a track of their own."""
CAPTIONS = frozenset({"tx3g", "wvtt", "stpp", "c608", "c708"})
_CALLED = {
    "hvc1": "HEVC (H.265)",
    "hev1": "HEVC (H.265)",
    "dvh1": "HEVC (H.265)",
    "dvhe": "HEVC (H.265)",
    "mp4v": "MPEG-4 Visual",
    "apch": "ProRes",
    "apcn": "ProRes",
    "apcs": "ProRes",
    "apco": "ProRes",
    "ap4h": "ProRes",
    "s263": "H.263",
    "alac": "Apple Lossless",
    "ac-3": "Dolby Digital",
    "ec-3": "Dolby Digital Plus",
    "samr": "AMR",
}
_PLAYED_OBJECTS = frozenset({0x40, 0x66, 0x67, 0x68, 0x69, 0x6B})
"""AAC of MPEG-4 and MPEG-2, and MP3 of both."""
_OBJECTS = {
    **dict.fromkeys(range(0x60, 0x66), "MPEG-2"),
    0x6A: "MPEG-1",
    0x6C: "JPEG",
    0x6D: "PNG",
    0xA5: "Dolby Digital",
    0xA6: "Dolby Digital Plus",
    0xA9: "DTS",
    0xAC: "DTS",
    0xDD: "Vorbis",
    0xE1: "QCELP",
}
"""Object types: https://mp4ra.org/registered-types/object-types."""
_FOUND_IN = {"mp4a": 28, "mp4v": 78}
"""Bytes of a sample entry (8.5.2.2) before the boxes in it."""
_PROFILES = {44: "4:4:4", 110: "High 10", 122: "High 4:2:2", 244: "High 4:4:4"}
"""Of H.264 (ITU-T H.264, annex A), what screens of phones and many browsers cannot decode."""


def codec_of(boxes: Boxes, entry: Box) -> str:
    """The name of a sample entry; where that names a whole family, which one of it, if it says.

    One that browsers play is one of `SHOWN` or `HEARD`.
    """
    begins = _FOUND_IN.get(entry.name)
    if begins is None or entry.body + begins > entry.end:
        return entry.name
    inner = Box(entry.name, entry.body + begins, entry.end)
    described = boxes.first(inner, "esds")
    kind = _object_type(boxes.window, described) if described else None
    if kind is None or kind in _PLAYED_OBJECTS:
        return entry.name
    return _OBJECTS.get(kind, entry.name)


def unusual_profile(boxes: Boxes, entry: Box) -> str | None:
    """What of H.264 a track needs that few browsers have; None for what all have."""
    if entry.name not in ("avc1", "avc3") or entry.body + 78 > entry.end:
        return None
    described = boxes.first(Box(entry.name, entry.body + 78, entry.end), "avcC")
    if described is None or described.end - described.body < 2:
        return None
    profile = _PROFILES.get(boxes.window.at(described.body + 1, 1)[0])
    return f"H.264 ({profile})" if profile else None


def called(codec: str) -> str:
    """What people call it."""
    return _CALLED.get(codec, codec.strip() or "?")


def _object_type(window: Window, described: Box) -> int | None:
    """Of an elementary stream's descriptor (ISO/IEC 14496-1, 7.2.6.5); None if it has none."""
    said = window.at(described.body + 4, min(described.end - described.body - 4, 64))
    at = _behind_length(said, 0)
    if said[:1] != b"\3" or len(said) < at + 3:
        return None
    flags = said[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    if flags & 0x40 or said[at : at + 1] != b"\4":
        return None
    at = _behind_length(said, at)
    return said[at] if at < len(said) else None


def _behind_length(said: bytes, tag: int) -> int:
    """Where a descriptor's content begins: its length has up to four bytes of seven bits."""
    at = tag + 1
    while at < min(tag + 4, len(said)) and said[at] & 0x80:
        at += 1
    return at + 1
