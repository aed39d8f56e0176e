"""Recordings made by hand: a few kilobytes of each kind, as browsers and parsers expect them."""

import struct
import zlib
from collections.abc import Sequence

_FRAME = bytes([0xFF, 0xFB, 0x90, 0x64]) + bytes(413)
"""MPEG 1, layer III, 128 kbit/s, 44.1 kHz, joint stereo: 417 bytes, 1,152 samples of silence."""
QUIET_FRAME = bytes([0xFF, 0xFB, 0x10, 0x64]) + bytes(100)
"""The same of 32 kbit/s: a quarter of the bytes."""
SAMPLES, RATE = 1152, 44_100


def mp3(frames: int = 40, *, tag: bytes = b"", told: int | None = None) -> bytes:
    """Silence; with a tag in front, or a first frame that says how many frames there are."""
    head = b""
    if told is not None:
        info = b"Xing" + struct.pack(">III", 3, told, 417 * (told + 1))
        head = _FRAME[:4] + bytes(32) + info + bytes(417 - 4 - 32 - len(info))
    return _id3(tag) + head + _FRAME * frames


def _id3(tag: bytes) -> bytes:
    if not tag:
        return b""
    size = len(tag)
    sizes = bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return b"ID3\4\0\0" + sizes + tag


def box(name: bytes, body: bytes = b"") -> bytes:
    """ISO/IEC 14496-12, 4.2."""
    return struct.pack(">I4s", len(body) + 8, name) + body


def _full(name: bytes, body: bytes) -> bytes:
    return box(name, bytes(4) + body)


def track(
    handler: bytes,
    codec: bytes,
    width: int = 0,
    height: int = 0,
    *,
    turned: bool = False,
    object_type: int | None = None,
) -> bytes:
    """One track of a film or a sound, of a codec, or of one of a family's (`object_type`)."""
    entry = bytes(28 if object_type and handler == b"soun" else 78)
    if object_type is not None:
        entry += _full(b"esds", bytes([3, 0x80, 0x80, 0x80, 20, 0, 1, 0, 4, 17, object_type]))
    straight = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    matrix = (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000) if turned else straight
    header = struct.pack(">IIIII", 0, 0, 1, 0, 2000) + bytes(16)
    header += struct.pack(">9i", *matrix) + struct.pack(">II", width << 16, height << 16)
    described = _full(b"stsd", struct.pack(">I", 1) + box(codec, entry))
    handled = _full(b"hdlr", bytes(4) + handler + bytes(13))
    media = box(b"mdia", handled + box(b"minf", box(b"stbl", described)))
    return box(b"trak", _full(b"tkhd", header) + media)


H264, AAC = track(b"vide", b"avc1", 640, 360), track(b"soun", b"mp4a")


def mp4(
    *tracks: bytes, brand: bytes = b"isom", seconds: float = 2, late: bool = False, data: int = 4000
) -> bytes:
    """A film, or with other tracks a sound; its index is in front, or `late` behind its data."""
    header = _full(b"mvhd", struct.pack(">IIII", 0, 0, 1000, int(seconds * 1000)) + bytes(80))
    index = box(b"moov", header + b"".join(tracks or (H264, AAC)))
    parts = [index, box(b"mdat", bytes(data))]
    return box(b"ftyp", brand + bytes(4) + brand) + b"".join(reversed(parts) if late else parts)


def m4a(seconds: float = 2) -> bytes:
    """Sound in MP4."""
    return mp4(AAC, brand=b"M4A ", seconds=seconds)


def element(id_: int, body: bytes) -> bytes:
    """RFC 8794: the id as it is written, a length of eight bytes."""
    name = id_.to_bytes((id_.bit_length() + 7) // 8, "big")
    return name + (len(body) | 1 << 56).to_bytes(8, "big") + body


def webm(
    codecs: Sequence[bytes] = (b"V_VP9", b"A_OPUS"),
    *,
    kind: bytes = b"webm",
    seconds: float | None = 2,
) -> bytes:
    """A film."""
    duration = b"" if seconds is None else element(0x4489, struct.pack(">d", seconds * 1000))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + duration)
    entries = []
    for codec in codecs:
        size = element(0xE0, element(0xB0, b"\2\x80") + element(0xBA, b"\1\x68"))
        is_film = codec[:1] == b"V"
        entry = element(0x83, b"\1" if is_film else b"\2") + element(0x86, codec)
        entries.append(element(0xAE, entry + (size if is_film else b"")))
    tracks = element(0x1654AE6B, b"".join(entries))
    segment = element(0x18538067, info + tracks + element(0x1F43B675, bytes(500)))
    return element(0x1A45DFA3, element(0x4282, kind)) + segment


OPUS = b"OpusHead\1\2" + struct.pack("<HIHB", 312, 48_000, 0, 0)
VORBIS = b"\x01vorbis" + struct.pack("<IBI", 0, 2, 44_100) + bytes(14)


def ogg(
    head: bytes = OPUS,
    *,
    seconds: float = 2,
    rate: int = 48_000,
    before: bytes = b"",
    beside: bytes = b"",
) -> bytes:
    """Sound in three pages; `before` and `beside` it begin other streams."""
    last = int(seconds * rate) + (312 if head == OPUS else 0)
    others = [_page(2, 0, 0, other, serial=8) if other else b"" for other in (before, beside)]
    begin = others[0] + _page(2, 0, 0, head) + others[1]
    return begin + _page(0, 0, 1, bytes(60)) + _page(4, last, 2, bytes(200))


def _page(flags: int, granule: int, number: int, body: bytes, *, serial: int = 7) -> bytes:
    segments = bytes([len(body)])
    page = (
        struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, serial, number, 0, 1)
        + segments
        + body
    )
    return page[:22] + struct.pack("<I", zlib.crc32(page)) + page[26:]


VTT = (
    "WEBVTT\n\n00:00.500 --> 00:01.500\nThe lake was dry.\n\n"
    "2\n00:01.500 --> 00:00:02.000 line:0\nNo boat left.\n"
)


def vtt(text: str = VTT) -> bytes:
    """Captions."""
    return text.encode()


OF_KIND = {"mp4": mp4(), "m4a": m4a(), "webm": webm(), "mp3": mp3(), "ogg": ogg(), "vtt": vtt()}
"""A whole one of each."""
TYPES = {
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "vtt": "text/vtt",
}
