"""What an upload is: opened by one of the few decoders that it can reach, and not too much."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageFile, TiffImagePlugin, UnidentifiedImageError

from broadsheet.domain.media.kinds import ADVICE, MOVES, NAMED, kind_of
from broadsheet.domain.media.media import MOST_SIDE
from broadsheet.domain.media.reasons import MANY_PIXELS, MANY_SCANS, UNREADABLE, WIDE
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.media.ports import NotAPicture

MOST_PIXELS = 50_000_000
"""A picture of 8,660 × 5,773: 150 MB when it is decoded, and more than a newspaper's page takes."""
MOST_SCANS = 100
"""Of a progressive JPEG; encoders write about ten."""
_TOO_MANY = str(MANY_PIXELS.of(most=MOST_PIXELS))
# Pillow itself refuses twice as many as this, before WebP's decoder asks for their memory.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
_TEXT = re.compile("MAX_TEXT_CHUNK|text chunks")
"""Pillow's words for what it does not unpack: 1 MB in a chunk of a PNG, or 64 MB in all."""
_BROKEN = N_("is broken, or was not sent whole")
_BEGINS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP|GIF8[79]a|II\*\0|MM\0\*|....ftyp(?:avi|he|mif1|msf1)",
    re.DOTALL,
)
"""How files of the formats that are taken begin."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END, _SCAN = 0xD9, 0xDA
_ALONE = (0x01, 0xD8)
"""Markers without a length, beside restarts."""
_DECODERS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
"""The only ones that an upload can reach. SVG is not among them: it is a program."""
_HEIF = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
"""Brands of ISO/IEC 23008-12; the last two may also be AVIF."""
_SEQUENCES = (b"hevc", b"hevx", b"hevm", b"hevs", b"msf1")
"""Those of them whose files need have no still picture."""
_FILMS = ("PNG", "WEBP", "AVIF", "GIF")
"""Formats in which a second picture is a movement, and no page or view of its own."""
_NEW_SUBFILE, _SUB_IFDS, _DNG = 254, 330, 50706
"""Tags of TIFF 6.0, its Supplement 1, and of Adobe's DNG."""
_SMALL, _NO_PAGE = 1, 5
"""Bits of what a part of a TIFF is: a smaller copy, or that or a mask."""
_PAGES = 8
"""Of a TIFF, so many parts are looked at: their chain may be as long as the file."""
_SEVERAL = N_("has more than one picture: the first is shown")
_VIEWS = (
    "Multi-Frame Image (Panorama)",
    "Multi-Frame Image: (Disparity)",
    "Multi-Frame Image: (Multi-Angle)",
)
"""Pillow's words for what CIPA DC-007 has beside thumbnails, depths and gain maps."""


class Opened(NamedTuple):
    """A picture that is not decoded yet; `notes` say what of the file is not in it."""

    picture: ImageFile.ImageFile
    content_type: str
    notes: tuple[str, ...]


def opened(upload: bytes) -> Opened:
    """The upload as a picture. Raises NotAPicture, and whatever else Pillow raises."""
    kind = kind_of(upload[:4096])
    if kind is not None:
        raise NotAPicture(ADVICE[kind])
    picture = _recognised(upload)
    _must_be_reasonable(picture)
    if picture.format in ("JPEG", "MPO"):
        _must_have_few_scans(upload)
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        _must_not_be_raw(picture)
    return Opened(picture, _type_of(picture), tuple(_notes(picture)))


def _recognised(upload: bytes) -> ImageFile.ImageFile:
    try:
        return Image.open(io.BytesIO(upload), formats=_decoders_of(upload))
    except UnidentifiedImageError:
        raise NotAPicture(_why_not(upload)) from None
    except Image.DecompressionBombError:
        raise NotAPicture(_TOO_MANY) from None


def _why_not(upload: bytes) -> str:
    if upload[4:8] == b"ftyp" and upload[8:12] in _SEQUENCES:
        return MOVES
    return _BROKEN if _BEGINS.match(upload) else str(UNREADABLE.of(known=NAMED))


def said_of(error: Exception) -> str:
    """What codecs say of files that are broken, or too much: they have no errors of their own."""
    if isinstance(error, ValueError) and _TEXT.search(str(error)):
        return N_("has megabytes of text or colour profile beside its pixels")
    return _BROKEN


def _decoders_of(upload: bytes) -> tuple[str, ...]:
    if upload[4:8] != b"ftyp" or upload[8:12] not in _HEIF:
        return _DECODERS
    # Only where there is such a file; it says of no type what it is.
    from pi_heif import register_heif_opener  # type: ignore[import-untyped] # noqa: PLC0415

    # Each thread reserves memory of which the process may not have much; what is beside the
    # picture is not looked at.
    register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    return (*_DECODERS, "HEIF")


def _type_of(picture: ImageFile.ImageFile) -> str:
    if picture.format == "HEIF":
        # As the brand says; a sequence is a picture here.
        return str(picture.custom_mimetype).removesuffix("-sequence")
    return "image/jpeg" if picture.format == "MPO" else f"image/{str(picture.format).lower()}"


def _must_be_reasonable(picture: Image.Image) -> None:
    """Before a pixel is decoded: a few bytes may say that they are millions of pixels."""
    if max(picture.size) > MOST_SIDE:
        raise NotAPicture(str(WIDE.of(most=MOST_SIDE)))
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture(_TOO_MANY)
    if picture.format in _FILMS and getattr(picture, "is_animated", False):
        raise NotAPicture(MOVES)


def _notes(picture: Image.Image) -> Iterator[str]:
    if isinstance(picture, TiffImagePlugin.TiffImageFile) and _has_second_page(picture):
        yield N_("has more than one page: the first is shown")
    if picture.format == "HEIF" and getattr(picture, "n_frames", 1) > 1:
        yield _SEVERAL
    views = getattr(picture, "mpinfo", {}).get(0xB002, ())
    if picture.format == "MPO" and any(v["Attribute"]["MPType"] in _VIEWS for v in views):
        yield _SEVERAL


def _has_second_page(picture: TiffImagePlugin.TiffImageFile) -> bool:
    try:
        for page in range(1, _PAGES):
            picture.seek(page)
            if not picture.tag_v2.get(_NEW_SUBFILE, 0) & _NO_PAGE:
                return True
    except (EOFError, SyntaxError):
        return False
    finally:
        picture.seek(0)
    return False


def _must_not_be_raw(picture: TiffImagePlugin.TiffImageFile) -> None:
    """What cameras keep of the sensor is TIFF, too, and the first picture in it a thumbnail."""
    tags = picture.tag_v2
    is_preview = tags.get(_NEW_SUBFILE, 0) & _SMALL and _SUB_IFDS in tags
    if _DNG in tags or is_preview:
        raise NotAPicture(ADVICE["raw"])


def _must_have_few_scans(upload: bytes) -> None:
    """Each scan of a progressive JPEG goes over all its pixels, and takes a few bytes to ask for.

    Markers are read as decoders do: by length where they have one, and else the next 0xFF that
    is neither stuffed nor a restart. ITU-T T.81, B.1.1.2 to B.1.1.5
    """
    at, scans = 2, 0
    while marker := _MARKER.search(upload, at):
        code, at = marker[0][1], marker.end()
        if code == _END:
            return
        if code in _ALONE:
            continue
        scans += code == _SCAN
        if scans > MOST_SCANS:
            raise NotAPicture(str(MANY_SCANS.of(most=MOST_SCANS)))
        at += int.from_bytes(upload[at : at + 2], "big")
