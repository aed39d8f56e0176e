"""Pictures are made of uploads by decoding them: what Pillow cannot read is no picture.

What is written are pixels alone: places, names and dates in an upload's metadata end here.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from broadsheet.domain.media.media import UPLOAD_BYTES, sizes_of
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage

MOST_PIXELS = 50_000_000
"""A picture of 8,660 × 5,773: 150 MB when it is decoded, and more than a newspaper's page takes."""
MOST_SIDE = 16_383
"""What WebP, in which every picture is written, can say of a side: 14 bits.
https://developers.google.com/speed/webp/docs/riff_container"""
MOST_SCANS = 100
"""Of a progressive JPEG; encoders write about ten."""
_TOO_MANY = f"has more than {MOST_PIXELS:,} pixels"
# Pillow itself refuses twice as many as this, before WebP's decoder asks for their memory.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
_TEXT = re.compile("MAX_TEXT_CHUNK|text chunks")
"""Pillow's words for what it does not unpack: 1 MB in a chunk of a PNG, or 64 MB in all."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END, _SCAN = 0xD9, 0xDA
_ALONE = (0x01, 0xD8)
"""Markers without a length, beside restarts."""
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the tag of EXIF (JEITA CP-3451, 4.6.4, Orientation)."""
_READ = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""The only decoders that an upload can reach. SVG is not among them: it is a program."""
_SRGB = ImageCms.createProfile("sRGB")
_WRITTEN: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 7},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def process(upload: bytes) -> ProcessedImage:
    """See `ImageProcessor`. What a file may still cost is bounded by `pictures_apart`."""
    try:
        return _made_of(_decoded(upload))
    except (NotAPicture, MemoryError):
        raise
    except Exception as error:
        raise NotAPicture(_said(error)) from error


def _said(error: Exception) -> str:
    """What codecs say of files that are broken, or too much: they have no errors of their own."""
    if isinstance(error, ValueError) and _TEXT.search(str(error)):
        return "has megabytes of text or colour profile beside its pixels"
    return "is broken, or was not sent whole"


def _made_of(picture: Image.Image) -> ProcessedImage:
    sizes = sizes_of(picture.width)
    files: dict[str, bytes] = {}
    for size in sizes:
        height = max(1, round(picture.height * size.width / picture.width))
        small = picture.resize((size.width, height), Image.Resampling.LANCZOS)
        for kind, options in _WRITTEN.items():
            files[f"{size.step}.{kind}"] = _encoded(small, kind, options)
    width = sizes[-1].width
    return ProcessedImage(width, max(1, round(picture.height * width / picture.width)), files)


def looked_at(upload: bytes) -> ProcessedImage:
    """What a picture says of itself, without its pixels and so without files. Raises NotAPicture.

    What is broken further on is not seen.
    """
    try:
        opened = _opened(io.BytesIO(upload))
    except NotAPicture:
        raise
    except Exception as error:
        raise NotAPicture(_said(error)) from error
    width, height = opened.size
    shown = sizes_of(width)[-1].width
    return ProcessedImage(shown, max(1, round(height * shown / width)), {})


def can_be_taken(path: Path) -> bool:
    """Whether a file is a picture of a size that is taken, as far as its first bytes say."""
    try:
        with path.open("rb") as file:
            _opened(file)
    except (NotAPicture, OSError, ValueError, SyntaxError):
        return False
    return path.stat().st_size <= UPLOAD_BYTES


def _opened(upload: IO[bytes]) -> Image.Image:
    """The picture, before a pixel is decoded."""
    try:
        opened = Image.open(upload, formats=_READ)
    except UnidentifiedImageError:
        raise NotAPicture("is no JPEG, PNG, WebP, AVIF or GIF that can be read") from None
    except Image.DecompressionBombError:
        raise NotAPicture(_TOO_MANY) from None
    _must_be_reasonable(opened)
    return opened


def _decoded(upload: bytes) -> Image.Image:
    """The picture upright, in sRGB, with the transparency that it has."""
    opened = _opened(io.BytesIO(upload))
    if opened.format in ("JPEG", "MPO"):
        _must_have_few_scans(upload)
    opened.load()
    return _in_srgb(_upright(opened), opened.info.get("icc_profile"))


def _must_be_reasonable(picture: Image.Image) -> None:
    """Before a pixel is decoded: a few bytes may say that they are millions of pixels."""
    if max(picture.size) > MOST_SIDE:
        raise NotAPicture(f"is more than {MOST_SIDE:,} pixels wide or high")
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture(_TOO_MANY)
    # Two pictures in a JPEG are for two eyes or of two lenses; the first is shown.
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise NotAPicture("moves: only still pictures are taken")


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
            raise NotAPicture(f"has more than {MOST_SCANS} scans")
        at += int.from_bytes(upload[at : at + 2], "big")


def _upright(picture: Image.Image) -> Image.Image:
    """As the camera was held. A note of it that cannot be read turns nothing."""
    try:
        turned = _TURNED.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - Pillow reads EXIF as it comes, and fails as it comes
        return picture
    return picture if turned is None else picture.transpose(turned)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        convert = _conversion(profile, picture.mode, mode)
        if convert is not None:
            return convert(picture)
    return picture.convert(mode)


def _conversion(
    profile: bytes, before: str, after: str
) -> Callable[[Image.Image], Image.Image] | None:
    """From the picture's own colours to those of the web; None for a profile that is broken."""
    if before == "RGBA" or after == "RGBA":
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(source, _SRGB, before, after)
    except (ImageCms.PyCMSError, OSError):
        return None
    return lambda picture: ImageCms.applyTransform(picture, transform) or picture.convert(after)


def _encoded(picture: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    if kind == "jpg" and picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    # A copy of the pixels: encoders write what they find in `info`.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()
