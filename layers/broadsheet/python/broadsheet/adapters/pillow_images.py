"""Pictures are made of uploads by decoding them: what Pillow cannot read is no picture.

What is written are pixels alone: places, names and dates in an upload's metadata end here.
"""

import io
from collections.abc import Callable

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from broadsheet.domain.media.media import sizes_of
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage

MOST_PIXELS = 50_000_000
"""A picture of 8,660 × 5,773: 150 MB when it is decoded, and more than a newspaper's page takes."""
_READ = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""The only decoders that an upload can reach. SVG is not among them: it is a program."""
_SRGB = ImageCms.createProfile("sRGB")
_WRITTEN: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 7},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def process(upload: bytes) -> ProcessedImage:
    """See `ImageProcessor`."""
    picture = _decoded(upload)
    sizes = sizes_of(picture.width)
    files: dict[str, bytes] = {}
    for size in sizes:
        height = max(1, round(picture.height * size.width / picture.width))
        small = picture.resize((size.width, height), Image.Resampling.LANCZOS)
        for kind, options in _WRITTEN.items():
            files[f"{size.step}.{kind}"] = _encoded(small, kind, options)
    width = sizes[-1].width
    return ProcessedImage(width, max(1, round(picture.height * width / picture.width)), files)


def _decoded(upload: bytes) -> Image.Image:
    """The picture upright, in sRGB, with the transparency that it has."""
    try:
        opened = Image.open(io.BytesIO(upload), formats=_READ)
        _must_be_reasonable(opened)
        opened.load()
    except UnidentifiedImageError:
        raise NotAPicture("is no JPEG, PNG, WebP, AVIF or GIF") from None
    except Image.DecompressionBombError:
        raise NotAPicture(_TOO_MANY) from None
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        # What decoders say of broken files: they have no error of their own.
        raise NotAPicture("is broken, or was not sent whole") from error
    profile = opened.info.get("icc_profile")
    upright = ImageOps.exif_transpose(opened)
    return _in_srgb(upright, profile)


_TOO_MANY = f"has more than {MOST_PIXELS:,} pixels"


def _must_be_reasonable(picture: Image.Image) -> None:
    """Before a pixel is decoded: a few bytes may say that they are millions of pixels."""
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture(_TOO_MANY)
    if getattr(picture, "n_frames", 1) > 1:
        raise NotAPicture("moves: only still pictures are taken")


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
