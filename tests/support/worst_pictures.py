"""What is sent as a picture, of each kind the worst, and what becomes of it: a table for people."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from tests.support import telephone_pictures
from tests.support.broken_pictures import resized, scans, tiff
from tests.support.pictures import bomb, chunk, moving, photograph, png_of, saved

READY = "taken"
BROKEN = "refused: is broken, or was not sent whole"
_TAKEN = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
_PHOTOSHOP = b"8BPS\0\1" + bytes(20)
_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
_RED = Image.new("RGB", (16, 16), "red")


class Row(NamedTuple):
    """Files of one kind, and what becomes of each of them."""

    name: str
    files: Callable[[], Sequence[bytes]]
    outcome: str


def _films() -> Iterator[bytes]:
    others = [Image.new("RGB", (16, 16), colour) for colour in ("blue", "white")]
    for kind in ("PNG", "WEBP", "AVIF", "GIF"):
        yield saved(_RED, kind, save_all=True, append_images=others)
    yield moving()
    yield b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc" + b"\0\0\0\x08moov"


def _cut() -> Iterator[bytes]:
    """At many places after what says which format it is."""
    for kind in _TAKEN:
        whole = photograph(64, 40, kind=kind)
        if kind != "TIFF":  # its list of contents stands at its end, or at its beginning
            yield from (whole[: len(whole) * part // 10] for part in (4, 6, 8))
    yield telephone_pictures.PLAIN[:-120]


def _second_views() -> Iterator[bytes]:
    """Pillow writes them as of no kind: panorama, disparity and angle are told by three bytes."""
    plain = saved(_RED, "MPO", save_all=True, append_images=[_RED])
    at = plain.index(b"MPF\0")
    kind = plain.index(b"\0\0\3\0", at + 20)
    yield from (plain[:kind] + bytes([n, 0, 2, 0]) + plain[kind + 4 :] for n in (1, 2, 3))


def _thumbnails() -> Iterator[bytes]:
    """As cameras write them: listed, and also where the list names what is there no more."""
    plain = saved(_RED, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    yield plain
    yield plain[: plain.rindex(b"\xff\xd8")]
    at = plain.index(b"MPF\0") + 4
    yield plain[: at + 8] + b"\xff" * 40 + plain[at + 48 :]
    yield _ultra_hdr(plain)


def _ultra_hdr(jpeg: bytes) -> bytes:
    said = b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0"/>'
    return jpeg[:2] + b"\xff\xe1" + (len(said) + 2).to_bytes(2, "big") + said + jpeg[2:]


def _pages() -> list[bytes]:
    return [saved(_RED, "TIFF", save_all=True, append_images=[_RED, _RED])]


def _raw() -> list[bytes]:
    """DNG, NEF and their like, CR2, CR3, and those of three other houses."""
    dng = saved(_RED, "TIFF", tiffinfo={50706: b"\1\4\0\0"})
    nef = saved(_RED, "TIFF", tiffinfo={254: 1, 330: 8})
    cr2 = b"II*\0\x10\0\0\0CR\2\0" + bytes(4) + tiff(16, 16)[8:]
    beginnings = (b"\0\0\0\x18ftypcrx \0\0\0\1", b"FUJIFILMCCD-RAW 0201", b"IIRO\x08", b"IIU\0\x18")
    return [dng, nef, cr2, *beginnings]


def _disguised() -> list[bytes]:
    """A picture that is also a program, a page or an archive for whoever wants to see that."""
    tail = b"<script>alert(1)</script>"
    gif = saved(_RED, "GIF")
    return [
        photograph(64, 40) + b"PK\3\4" + bytes(100),
        saved(_RED, "JPEG", comment=tail),
        saved(_RED, "PNG") + tail,
        gif + b"*/alert(1)",
    ]


def _bad_sum() -> tuple[bytes, bytes]:
    """Of the pixels, once beside them and once among them."""
    whole = saved(_RED, "PNG")
    at = whole.index(b"IDAT") + 4
    end = at + int.from_bytes(whole[at - 8 : at - 4], "big")
    beside = whole[:end] + b"\0\0\0\0" + whole[end + 4 :]
    return beside, whole[: end - 12] + bytes(12) + whole[end:]


def _much_beside() -> list[bytes]:
    packed = zlib.compress(bytes(2 << 20), 9)
    text = saved(_RED, "PNG")
    return [
        text[:33] + chunk(b"zTXt", b"a\0\0" + packed) + text[33:],
        text[:33] + chunk(b"iCCP", b"a\0\0" + packed) + text[33:],
    ]


def _bombs() -> list[bytes]:
    return [bomb(9_000, 6_000), resized(saved(_RED, "AVIF"), 9_000, 9_000), tiff(9_000, 9_000)]


ROWS = (
    Row("JPEG, PNG, WebP, AVIF, GIF, TIFF or BMP, whatever type was announced",
        lambda: [photograph(64, 40, kind=kind) for kind in _TAKEN], READY),
    Row("HEIC of a telephone, also with ten bits a colour, or half transparent",
        lambda: [telephone_pictures.PLAIN, telephone_pictures.TEN_BITS,
                 telephone_pictures.HALF_TRANSPARENT], READY),
    Row("held in any of eight ways (EXIF, or HEIF's own)",
        lambda: [*(photograph(64, 40, orientation=n) for n in range(1, 9)),
                 *telephone_pictures.TURNED.values()], READY),
    Row("sixteen bits a colour; four inks; a progressive JPEG",
        lambda: [png_of(8, 8, 16, 0, bytes(16)), png_of(8, 8, 16, 6, bytes(64)),
                 saved(Image.new("CMYK", (8, 8)), "JPEG"), saved(_RED, "JPEG", progressive=True)],
        READY),
    Row("a JPEG with thumbnails, a gain map (Ultra HDR) or a broken list of them",
        lambda: list(_thumbnails()), READY),
    Row("a screenshot of 108 × 18,500", lambda: [photograph(108, 18_500, kind="PNG")],
        "taken, without WebP"),
    Row("a PNG whose pixels are whole, and only their sum is wrong",
        lambda: [_bad_sum()[0]], READY),
    Row("also a program, an archive or a page (polyglots): only its pixels are kept",
        _disguised, READY),
    Row("a stereo camera's or a panorama's JPEG (MPO)", lambda: list(_second_views()),
        "taken: has more than one picture: the first is shown"),
    Row("a HEIC with several pictures", lambda: [telephone_pictures.TWO_PICTURES],
        "taken: has more than one picture: the first is shown"),
    Row("a TIFF of several pages", _pages, "taken: has more than one page: the first is shown"),
    Row("a colour profile that is broken",
        lambda: [saved(_RED, "PNG", icc_profile=b"broken")],
        "taken: has a colour profile that cannot be used: its colours may be others than meant"),
    Row("numbers for pixels (TIFF of 32 bits)",
        lambda: [saved(Image.new("F", (8, 8), 9.0), "TIFF")],
        "taken: has levels that no screen shows: "
        "its darkest became black, and its brightest white"),
    Row("PNG for HDR screens (PQ, HLG)",
        lambda: [png_of(8, 8, 8, 2, bytes(24), chunk(b"cICP", bytes([9, kind, 0, 1])))
                 for kind in (16, 18)],
        "taken: is made for screens that shine brighter than others (HDR): "
        "look whether it is dull here"),
    Row("moving GIF, WebP, AVIF, PNG or HEIC", lambda: list(_films()),
        "refused: moves: only still pictures are taken; export one of its pictures as JPEG or PNG"),
    Row("a film", lambda: [b"\0\0\0\x18ftypmp42", b"\0\0\0\x14ftypqt  ", b"\x1a\x45\xdf\xa3"],
        "refused: is a film or a sound, and was announced as a picture: announce it as what it is"),
    Row("SVG", lambda: [_SVG, b" <svg/>", b"\xef\xbb\xbf<!-- --><SVG>"],
        "refused: is a drawing (SVG), which is a program: export it as PNG"),
    Row("a web page", lambda: [b"<!doctype html><script>alert(1)</script>"],
        "refused: is a web page, not a picture: save the picture itself"),
    Row("PDF, PostScript", lambda: [b"%PDF-1.7", b"%!PS-Adobe-3.0"],
        "refused: is a document, not a picture: export the page as JPEG or PNG"),
    Row("Photoshop, GIMP", lambda: [_PHOTOSHOP, b"gimp xcf v011"],
        "refused: is a document of an image editor: export it as JPEG or PNG"),
    Row("a camera's raw file (DNG, NEF, CR2, CR3, RAF, ORF, RW2 …)", _raw,
        "refused: is a camera's raw file: develop it, and export it as JPEG"),
    Row("JPEG XL", lambda: [b"\xff\x0a\0\0", b"\0\0\0\x0cJXL \r\n\x87\n"],
        "refused: is JPEG XL, which few browsers show: export it as JPEG or PNG"),
    Row("JPEG 2000", lambda: [saved(_RED, "JPEG2000")],
        "refused: is JPEG 2000: export it as JPEG or PNG"),
    Row("ICO", lambda: [saved(_RED, "ICO")],
        "refused: is an icon (ICO): export its largest size as PNG"),
    Row("ZIP, and documents of office programs", lambda: [b"PK\3\4\x14\0", b"\x1f\x8b\x08"],
        "refused: is packed (ZIP, or a document of an office program): send the picture itself"),
    Row("any other file", lambda: [b"hello", bytes(100), saved(_RED, "TGA")],
        "refused: is no JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF that can be read"),
    Row("nothing", lambda: [b""], "refused: is empty: nothing was sent"),
    Row("cut off, without pixels, or with pixels that are damaged",
        lambda: [*_cut(), bomb(40, 40), _bad_sum()[1]], BROKEN),
    Row("few bytes that say millions of pixels, in any format", _bombs,
        "refused: has more than 50,000,000 pixels"),
    Row("longer than any format can say", lambda: [bomb(1, 65_501), bomb(65_501, 1)],
        "refused: is more than 65,500 pixels wide or high"),
    Row("megabytes of text or profile in a PNG of kilobytes", _much_beside,
        "refused: has megabytes of text or colour profile beside its pixels"),
    Row("a progressive JPEG of a thousand scans", lambda: [scans(1_000)],
        "refused: has more than 100 scans"),
)  # fmt: skip
"""In the order in which a person may want to read them."""


def table() -> list[str]:
    """The lines of the table in `docs/media.md`."""
    return ["| what is sent | what becomes of it |", "|---|---|"] + [
        f"| {row.name} | {row.outcome} |" for row in ROWS
    ]
