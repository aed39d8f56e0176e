"""Films, sounds and their captions: which files are taken, how large, and what to do about others.

A file is taken as it is, and nothing is made of it: so it has to be of a kind that browsers play.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

import msgspec

from broadsheet.domain.media.kinds import FILES, TYPES, UPLOAD_BYTES
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.sentence import N_

BEGINS, ENDS = '<div class="b-recording">', "</div>"
"""Around a film or a sound with what belongs to it: a picture and captions."""
_BEGINS = pattern(BEGINS)
CAPTIONS = "vtt"
"""The kind of captions."""
LANGUAGE = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
"""In which language captions are (RFC 5646), as a pattern."""
TAKEN: Mapping[str, str] = {
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "text/vtt": CAPTIONS,
}
"""The kinds of files that are taken beside pictures, by the media types that announce them."""
FILMS = frozenset({"mp4", "webm"})
SOUNDS = frozenset({"mp3", "m4a", "ogg"})
PLAYED = FILMS | SOUNDS
CALLED: Mapping[str, str] = {
    "mp4": "MP4",
    "webm": "WebM",
    "mp3": "MP3",
    "m4a": "M4A",
    "ogg": "Ogg",
    CAPTIONS: "WebVTT",
}
"""What people call the kinds."""
NAMED_FILES = "MP4, WebM, MP3, M4A, Ogg or WebVTT"
ANNOUNCED = (*TYPES, *TAKEN)
"""The media types that may be announced."""
CAPTION_BYTES = 2 * 1024 * 1024
"""The largest file of captions: a day of talk has about one megabyte."""
_MEGABYTE = 1024 * 1024

Megabytes = Annotated[int, msgspec.Meta(ge=1, le=2000, description="is no number from 1 to 2000")]
"""S3 copies 5 GB in one call, and whoever copies has a minute for it."""


class UploadLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How large films and sounds may be, in megabytes (2²⁰ bytes): `[uploads]` in `site.toml`."""

    film_mb: Megabytes = 500
    sound_mb: Megabytes = 200

    def largest(self, kind: str) -> int:
        """Bytes of a file of a kind; of none, of a picture."""
        if kind == CAPTIONS:
            return CAPTION_BYTES
        if kind not in PLAYED:
            return UPLOAD_BYTES
        return (self.film_mb if kind in FILMS else self.sound_mb) * _MEGABYTE


DEFAULT_LIMITS = UploadLimits()
"""What a newsroom that chooses nothing gets, and what an import takes."""


class Inspected(NamedTuple):
    """What a file says of itself: how long it lasts, and of a film how large it is shown.

    `notes` say what somebody may want to know of it.
    """

    seconds: float
    width: int = 0
    height: int = 0
    notes: tuple[str, ...] = ()


NO_RECORDING: Mapping[str, str] = {
    "emptiness": N_("is empty: nothing was sent"),
    "page": N_("is a web page, no recording: save the recording itself"),
    "picture": N_("is a picture, and was announced as something else: announce it as a picture"),
    "packed": N_("is packed (ZIP): send what is in it"),
    "avi": N_("is AVI, which browsers do not play: export it as MP4 with H.264 and AAC"),
    "wmv": N_("is Windows Media, which browsers do not play: export it as MP4 or MP3"),
    "mov": N_("is QuickTime (MOV): export it as MP4 with H.264 and AAC"),
    "mkv": N_("is Matroska (MKV): export it as MP4 with H.264 and AAC, or as WebM"),
    "flv": N_("is Flash video, which browsers do not play: export it as MP4 with H.264 and AAC"),
    "mpeg": N_("is MPEG video: export it as MP4 with H.264 and AAC"),
    "mxf": N_("is MXF of a camera or an editing room: export it as MP4 with H.264 and AAC"),
    "weba": N_("is WebM without pictures: export it as Ogg with Opus, or as MP3"),
    "wav": N_("is WAV, ten times as large as it needs to be: export it as MP3 or M4A"),
    "aiff": N_("is AIFF, ten times as large as it needs to be: export it as MP3 or M4A"),
    "flac": N_("is FLAC, five times as large as it needs to be: export it as MP3, M4A or Opus"),
    "caf": N_("is CAF, which few browsers play: export it as MP3 or M4A"),
    "mp2": N_("is MP2 of a broadcaster, which browsers do not play: export it as MP3 or M4A"),
    "amr": N_("is AMR of a telephone: export it as MP3 or M4A"),
    "midi": N_("is MIDI, notes and no sound: export it as MP3 or M4A"),
    "adts": N_("is bare AAC, in which nobody can look for a place: export it as M4A"),
    "subrip": N_("is SubRip (SRT): save it as WebVTT"),
}
"""What to do about a file of a kind that is not taken."""
BROKEN = N_("is broken, or was not sent whole")
ENDLESS = N_("says not how long it lasts: export it anew")
LOCKED = N_("is protected (DRM): export it without")
SILENT = N_("has nothing in it that can be played")
LATE_INDEX = N_(
    "has its index at its end, so that it begins late: export it for the web (fast start)"
)
AV1 = N_("is in AV1, which older devices do not play")
INNER_CAPTIONS = N_(
    "has captions in it, which most browsers do not show: send them as WebVTT as well"
)
MAYBE_CUT = N_("ends in the middle of a sound: listen whether it was sent whole")
MAYBE_PIECES = N_("says not how many pieces it has: look whether it was sent whole")
"""Notes: it is taken."""

_BEGINNINGS = (
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"fLaC", "flac"),
    (b"FLV\x01", "flv"),
    (b"\0\0\x01\xba", "mpeg"),
    (b"\0\0\x01\xb3", "mpeg"),
    (b"#!AMR", "amr"),
    (b"MThd", "midi"),
    (b"caff\0\1", "caf"),
    (b"\x06\x0e\x2b\x34", "mxf"),
    (b"riff\x2e\x91\xcf\x11", "wav"),
    (b"PK\x03\x04", "packed"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF8", "picture"),
)
_RIFF = {b"AVI ": "avi", b"WAVE": "wav", b"WEBP": "picture"}
_RIFFS = (b"RIFF", b"RF64", b"BW64")
"""The last two for more than 4 GB (ITU-R BS.2088)."""
_STILL = frozenset({b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"hevx"})
"""Brands of ISO/IEC 23008-12 and AVIF."""


def recording_blocks(html: str) -> Iterator[tuple[int, int]]:
    """Where each such block begins and ends in sanitised HTML; see `elements`."""
    from broadsheet.domain.shared.plain_text import elements  # noqa: PLC0415 - few texts have one

    return elements(html, _BEGINS, "div")


def lasting(seconds: int) -> str:
    """How long something lasts, as clocks say it in any language: `12:05` or `1:02:05`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def no_recording(head: bytes) -> str | None:
    """What to do about a file that begins so; None for what may be taken.

    https://www.garykessler.net/library/file_sigs.html, and the formats' own specifications.
    """
    kind = _kind_of(head)
    return NO_RECORDING[kind] if kind else None


def _kind_of(head: bytes) -> str | None:
    if not head:
        return "emptiness"
    if head[:4] in _RIFFS:
        return _RIFF.get(head[8:12])
    if head[:4] == b"FORM" and head[8:11] == b"AIF":
        return "aiff"
    if head[4:8] == b"ftyp":
        return "mov" if head[8:12] == b"qt  " else "picture" if head[8:12] in _STILL else None
    if (layer := _layer(head)) is not None:
        return layer
    if head[0:189:188] == b"GG" or head[4:197:192] == b"GG":
        return "mpeg"  # packets of 188 bytes, of cameras with four more (ISO/IEC 13818-1, 2.4.3)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "page"
    return next((kind for begins, kind in _BEGINNINGS if head.startswith(begins)), None)


def _layer(head: bytes) -> str | None:
    """Of sounds that are bare frames, those that are not taken, by the bits after a sync word.

    ISO/IEC 13818-7, 6.2 (no layer) and ISO/IEC 11172-3, 2.4.1.3 (layer II).
    """
    if len(head) < 2 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        return "adts"
    return "mp2" if head[1] & 0xE6 == 0xE4 else None


_BY_TYPE: Mapping[str, str] = {
    "video/quicktime": "mov",
    "video/x-msvideo": "avi",
    "video/avi": "avi",
    "video/x-ms-wmv": "wmv",
    "audio/x-ms-wma": "wmv",
    "video/x-matroska": "mkv",
    "video/x-flv": "flv",
    "video/mpeg": "mpeg",
    "video/mp2t": "mpeg",
    "application/mxf": "mxf",
    "audio/webm": "weba",
    "audio/x-caf": "caf",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/vnd.wave": "wav",
    "audio/aiff": "aiff",
    "audio/x-aiff": "aiff",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "audio/amr": "amr",
    "audio/midi": "midi",
    "audio/aac": "adts",
    "application/x-subrip": "subrip",
}


def advice_on_recording(media_type: str) -> str | None:
    """What to do about a file of this media type; None for one that is not known."""
    kind = _BY_TYPE.get(media_type)
    return NO_RECORDING[kind] if kind else None


def kind_announced(media_type: str) -> str:
    """The kind of file that a media type announces; empty for a picture."""
    return TAKEN.get(media_type, "")


def served_as(kind: str) -> str:
    """The media type that a file of the kind is served with."""
    return FILES[kind]
