"""Whether browsers play a file that was sent, and how long it lasts."""

from collections.abc import Callable, Mapping

from broadsheet.adapters.recordings import mp3, mp4, ogg, vtt, webm
from broadsheet.adapters.recordings.window import Window
from broadsheet.domain.media.reasons import OTHER_KIND, UNREADABLE
from broadsheet.domain.media.recordings import (
    BROKEN,
    CALLED,
    CAPTIONS,
    ENDLESS,
    FILMS,
    NAMED_FILES,
    Inspected,
    no_recording,
)
from broadsheet.usecases.media.ports import NotAPicture, UploadedFile

_HEAD = 512
LONGEST_SECONDS = 31 * 24 * 60 * 60
"""More than 2,000 MB have in them of the quietest speech (8 kbit/s)."""
WIDEST = 16_384
"""Pixels that H.264, VP9 and AV1 can have on a side as they are used (ITU-T H.264, table A-1)."""
_BY_KIND: Mapping[str, Callable[[Window, str], Inspected]] = {
    "mp4": mp4.inspect,
    "m4a": mp4.inspect,
    "webm": webm.inspect,
    "mp3": mp3.inspect,
    "ogg": ogg.inspect,
    CAPTIONS: vtt.inspect,
}
_BEGINS = {
    b"\x1a\x45\xdf\xa3": "webm",
    b"ID3": "mp3",
    b"OggS": "ogg",
    b"WEBVTT": CAPTIONS,
}
_SOUNDS = frozenset({b"M4A ", b"M4B "})
"""Brands of MP4 that say so; others leave it to their tracks."""


def inspect(file: UploadedFile, kind: str) -> Inspected:
    """See `FileInspector`."""
    window = Window(file)
    head = window.head(_HEAD)
    if (reason := no_recording(head)) is not None:
        raise NotAPicture(reason)
    found = _kind_of(head)
    if found == "mp3" and (reason := no_recording(_behind_tags(window))) is not None:
        raise NotAPicture(reason)
    if found is None and kind != CAPTIONS:
        raise NotAPicture(str(UNREADABLE.of(known=NAMED_FILES)))
    if found is not None and found != kind and {found, kind} != {"mp4", "m4a"}:
        raise NotAPicture(str(OTHER_KIND.of(found=CALLED[found], announced=CALLED[kind])))
    said = _BY_KIND[kind](window, kind)
    # Also what is no number is not between the two.
    if kind != CAPTIONS and not 0 < said.seconds <= LONGEST_SECONDS:
        raise NotAPicture(ENDLESS)
    if kind in FILMS and not (0 < said.width <= WIDEST and 0 < said.height <= WIDEST):
        raise NotAPicture(BROKEN)
    return said


def _behind_tags(window: Window) -> bytes:
    """How the sound itself begins: programs put the tags of MP3 in front of others, too."""
    begins = mp3.after_tags(window)
    return window.at(begins, min(_HEAD, window.size - begins))


def _kind_of(head: bytes) -> str | None:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain[4:8] == b"ftyp":
        return "m4a" if plain[8:12] in _SOUNDS else "mp4"
    for begins, kind in _BEGINS.items():
        if plain.startswith(begins):
            return kind
    # Frame sync and layer III (ISO/IEC 11172-3, 2.4.1.3), also behind zeros that writers leave.
    bare = head.lstrip(b"\0")
    return "mp3" if len(bare) > 1 and bare[0] == 0xFF and bare[1] & 0xE6 == 0xE2 else None
