"""Pictures are made of uploads by decoding them: what Pillow cannot read is no picture.

What is written are pixels alone: places, names and dates in an upload's metadata end here.
"""

import io
from contextlib import suppress
from pathlib import Path

from PIL import ExifTags, Image

from broadsheet.adapters.pillow_colours import in_srgb
from broadsheet.adapters.pillow_files import opened, said_of
from broadsheet.domain.media.kinds import UPLOAD_BYTES
from broadsheet.domain.media.media import MOST_SIDE, formats_of, sizes_of
from broadsheet.domain.media.reasons import HIGH, UNWRITTEN
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage

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
_WRITTEN: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 7},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def process(upload: bytes) -> ProcessedImage:
    """See `ImageProcessor`. What a file may still cost is bounded by `pictures_apart`."""
    try:
        found = opened(upload)
        found.picture.load()
        shown, said = in_srgb(found.picture, upload)
        picture = _upright(found.picture, shown)
    except (NotAPicture, MemoryError):
        raise
    except Exception as error:
        raise NotAPicture(said_of(error)) from error
    return _made_of(picture, found.content_type, (*found.notes, *said))


def looked_at(upload: bytes) -> ProcessedImage:
    """What a picture says of itself, without its pixels and so without files. Raises NotAPicture.

    What is broken further on is not seen.
    """
    try:
        found = opened(upload)
    except NotAPicture:
        raise
    except Exception as error:
        raise NotAPicture(said_of(error)) from error
    shown = sizes_of(found.picture.width)[-1].width
    height = _height(found.picture, shown)
    return ProcessedImage(shown, height, {}, found.content_type, found.notes)


def can_be_taken(path: Path) -> bool:
    """Whether a file is a picture of a size that is taken, as far as its first bytes say."""
    if path.stat().st_size > UPLOAD_BYTES:
        return False
    try:
        opened(path.read_bytes())
    except (NotAPicture, OSError, ValueError, SyntaxError):
        return False
    return True


def _made_of(picture: Image.Image, content_type: str, notes: tuple[str, ...]) -> ProcessedImage:
    sizes = [
        (size.step, size.width, _height(picture, size.width)) for size in sizes_of(picture.width)
    ]
    _, width, height = sizes[-1]
    if height > MOST_SIDE:
        raise NotAPicture(str(HIGH.of(most=MOST_SIDE)))
    formats = formats_of(width, height)
    files: dict[str, bytes] = {}
    for step, wide, high in sizes:
        small = picture.resize((wide, high), Image.Resampling.LANCZOS)
        for kind in formats:
            files[f"{step}.{kind}"] = _encoded(small, kind)
    return ProcessedImage(width, height, files, content_type, notes)


def _height(picture: Image.Image, width: int) -> int:
    return max(1, round(picture.height * width / picture.width))


def _upright(decoded: Image.Image, shown: Image.Image) -> Image.Image:
    """As the camera was held. A note of it that cannot be read turns nothing."""
    turned = None
    with suppress(Exception):  # Pillow reads EXIF as it comes, and fails as it comes
        turned = _TURNED.get(decoded.getexif().get(ExifTags.Base.Orientation, 1))
    return shown if turned is None else shown.transpose(turned)


def _encoded(picture: Image.Image, kind: str) -> bytes:
    """The picture in a format. Raises NotAPicture where its encoder fails."""
    if kind == "jpg" and picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    # A copy of the pixels: encoders write what they find in `info`.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = io.BytesIO()
    try:
        bare.save(buffer, **_WRITTEN[kind])  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise NotAPicture(str(UNWRITTEN.of(kind=str(_WRITTEN[kind]["format"])))) from error
    return buffer.getvalue()
