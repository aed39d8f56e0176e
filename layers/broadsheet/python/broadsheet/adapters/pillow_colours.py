"""Pictures of every depth and kind of colour become eight bits of sRGB, with their transparency."""

import io
import math
from collections.abc import Mapping
from typing import NamedTuple

from PIL import Image, ImageCms, ImageMath, TiffImagePlugin

from broadsheet.adapters.screen_profile import screen_of
from broadsheet.domain.shared.sentence import N_

_SRGB = ImageCms.createProfile("sRGB")
_STRIP = 512
"""Rows that are made eight bits at once: as real numbers they take four times the memory."""
_BITS, _PHOTOMETRIC, _SAMPLE_FORMAT = 258, 262, 339
_WHITE_IS_ZERO, _SIGNED = 0, 2
"""Tags of TIFF 6.0, and what they say."""
_OPAQUE = {
    "LA": "L",
    "RGBA": "RGB",
    "RGBX": "RGB",
    "YCbCr": "RGB",
    "HSV": "RGB",
    "P": "RGB",
    "1": "L",
}
"""What has the colours of a mode, and no transparency."""
_PREMULTIPLIED = {"La": "LA", "RGBa": "RGBA", "PA": "RGBA"}
_SPACES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK", "Lab": "LAB"}
_STRETCHED = N_(
    "has levels that no screen shows: its darkest became black, and its brightest white"
)
_HDR = N_("is made for screens that shine brighter than others (HDR): look whether it is dull here")
_BAD_PROFILE = N_("has a colour profile that cannot be used: its colours may be others than meant")


class _Levels(NamedTuple):
    """Which numbers are black and white."""

    black: float
    white: float
    is_guessed: bool = False


def in_srgb(picture: Image.Image, upload: bytes) -> tuple[Image.Image, tuple[str, ...]]:
    """The decoded picture as RGB, or RGBA where some of it is transparent; what is to be said."""
    notes: list[str] = []
    alpha = _alpha_of(picture)
    plain = _in_eight_bits(picture, notes)
    profile = picture.info.get("icc_profile")
    if not profile:
        screen = screen_of(picture, upload)
        profile = screen.profile
        notes += [_HDR] if screen.is_hdr else []
    shown = _converted(plain, profile, notes)
    if alpha is not None:
        shown.putalpha(alpha)
    return shown, tuple(notes)


def _alpha_of(picture: Image.Image) -> Image.Image | None:
    if not picture.has_transparency_data:
        return None
    if picture.mode.startswith("I"):
        clear = picture.info["transparency"]
        seen = ImageMath.lambda_eval(
            lambda a: a["convert"]((a["it"] != clear) * 255, "L"), it=picture.convert("I")
        )
        return seen if isinstance(seen, Image.Image) else None
    whole = picture.convert(_PREMULTIPLIED.get(picture.mode, "RGBA"))
    return whole.getchannel("A")


def _in_eight_bits(picture: Image.Image, notes: list[str]) -> Image.Image:
    """In L, RGB, CMYK or LAB."""
    mode = picture.mode
    if mode in ("F", "I") or mode.startswith("I;16"):
        levels = _levels_of(picture)
        notes += [_STRETCHED] if levels.is_guessed else []
        return _scaled(picture, levels)
    if mode in _PREMULTIPLIED:
        picture = picture.convert(_PREMULTIPLIED[mode])
    # Without the note of which colour is transparent: it would be looked for among the new ones.
    opaque = picture.convert(_OPAQUE.get(picture.mode, picture.mode))
    opaque.info.pop("transparency", None)
    return opaque


def _levels_of(picture: Image.Image) -> _Levels:
    tags: Mapping[int, object] = {}
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        tags = picture.tag_v2
    levels = _numbers_of(picture, tags)
    if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        return levels._replace(black=levels.white, white=levels.black)
    return levels


def _numbers_of(picture: Image.Image, tags: Mapping[int, object]) -> _Levels:
    if picture.mode.startswith("I;16"):
        said = tags.get(_BITS, (16,))
        bits = int(said[0]) if isinstance(said, tuple) else 16
        return _Levels(0, (1 << bits) - 1)
    darkest, brightest = (float(v) for v in picture.convert("F").getextrema())  # type: ignore[arg-type]
    if not (math.isfinite(darkest) and math.isfinite(brightest)):
        raise ValueError("numbers that are none")
    if picture.mode == "F" and darkest >= 0 and brightest <= 1:
        return _Levels(0, 1)
    return _Levels(darkest, max(brightest, darkest + 1), is_guessed=True)


def _scaled(picture: Image.Image, levels: _Levels) -> Image.Image:
    """Each number as the nearest of 256."""
    factor = 255 / (levels.white - levels.black)
    offset = 0.5 - levels.black * factor
    scaled = Image.new("L", picture.size)
    for top in range(0, picture.height, _STRIP):
        bottom = min(top + _STRIP, picture.height)
        strip = picture.crop((0, top, picture.width, bottom)).convert("F")
        scaled.paste(strip.point(lambda v: v * factor + offset).convert("L"), (0, top))
    return scaled


def _converted(picture: Image.Image, profile: bytes | None, notes: list[str]) -> Image.Image:
    """From the picture's own colours to those of the web; as they are, by a broken profile."""
    if picture.mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        return _transformed(picture, ImageCms.ImageCmsProfile(lab))
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = _SPACES.get(source.profile.xcolor_space.strip())
            if mode == "RGB" and picture.mode == "L":
                picture = picture.convert("RGB")
            if mode == picture.mode:
                return _transformed(picture, source)
        except (ImageCms.PyCMSError, OSError):
            pass
        notes.append(_BAD_PROFILE)
    return picture.convert("RGB")


def _transformed(picture: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    transform = ImageCms.buildTransform(source, _SRGB, picture.mode, "RGB")
    return ImageCms.applyTransform(picture, transform) or picture.convert("RGB")
