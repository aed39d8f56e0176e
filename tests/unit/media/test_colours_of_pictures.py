"""Every depth and kind of colour becomes that of the web: the same picture in eight bits."""

import struct
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms

from broadsheet.adapters.pillow_colours import in_srgb
from broadsheet.adapters.pillow_files import opened
from broadsheet.adapters.pillow_images import process as develop
from broadsheet.usecases.media.ports import NotAPicture
from tests.support import telephone_pictures
from tests.support.pictures import chunk, png_of, saved
from tests.support.pictures import opened as shown

Colour = tuple[int, ...]
GREY, HALF = 32_896, struct.pack(">H", 32_896)
"""Of sixteen bits, that of which 128 are the eight."""


def colours(upload: bytes) -> tuple[Image.Image, tuple[str, ...]]:
    found = opened(upload)
    found.picture.load()
    return in_srgb(found.picture, upload)


def test_sixteen_bits_of_grey_become_the_nearest_of_eight() -> None:
    ramp = png_of(400, 8, 16, 0, struct.pack(">400H", *range(0, 400 * 164, 164)))
    made, _ = colours(ramp)
    assert [made.getpixel((x, 4))[0] for x in (0, 1, 2, 100, 200)] == [0, 1, 1, 64, 128]  # type: ignore[index]
    for name, body in develop(ramp).files.items():
        step, _, _ = name.partition(".")
        wide = min(int(step), 400)
        seen = shown(body).convert("L").getpixel((wide // 2, 2))
        assert isinstance(seen, int | float)
        assert abs(seen - 128) < 3, name


def test_more_rows_than_are_made_at_once_are_all_there() -> None:
    tall = Image.new("I;16", (2, 1_100), GREY)
    made, _ = colours(saved(tall, "PNG"))
    assert made.getcolors() == [(2_200, (128, 128, 128))]


def _tiff(mode: str, value: Any, **options: Any) -> bytes:
    return saved(Image.new(mode, (8, 8), value), "TIFF", **options)


def _png(depth: int, kind: int, pixel: bytes, *chunks: bytes) -> bytes:
    return png_of(8, 8, depth, kind, pixel * (1 if depth < 8 else 8), b"".join(chunks))


def _lab() -> bytes:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    lab = ImageCms.applyTransform(Image.new("RGB", (8, 8), (200, 100, 50)), to_lab)
    assert lab is not None
    return saved(lab, "TIFF")


def swapped() -> bytes:
    """The profile of a screen that is red where all others are blue."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")


def _profiled(mode: str, value: Any) -> bytes:
    return saved(Image.new(mode, (8, 8), value), "PNG", icc_profile=swapped())


def _gamma(hundred_thousandths: int) -> bytes:
    return chunk(b"gAMA", struct.pack(">I", hundred_thousandths))


P3 = struct.pack(">8I", 31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)
WARM = bytes([200, 100, 50])
COLOURS: dict[str, tuple[Callable[[], bytes], Colour]] = {
    "sixteen bits of three colours": (
        lambda: _png(16, 2, struct.pack(">HHH", 65_535, GREY, 0)),
        (255, 128, 0),
    ),
    "sixteen bits that can be seen through": (
        lambda: _png(16, 6, struct.pack(">HHHH", 65_535, GREY, 0, GREY)),
        (255, 128, 0, 128),
    ),
    "sixteen bits of grey that can be seen through": (
        lambda: _png(16, 4, HALF * 2),
        (128, 128, 128, 128),
    ),
    "sixteen bits of which one grey is clear": (
        lambda: _png(16, 0, HALF, chunk(b"tRNS", HALF)),
        (128, 128, 128, 0),
    ),
    "sixteen bits of which another grey is clear": (
        lambda: _png(16, 0, HALF, chunk(b"tRNS", struct.pack(">H", GREY + 1))),
        (128, 128, 128, 255),
    ),
    "eight bits of which one grey is clear": (
        lambda: _png(8, 0, b"\x80", chunk(b"tRNS", b"\0\x80")),
        (128, 128, 128, 0),
    ),
    "two bits": (lambda: _png(2, 0, b"\xaa\xaa"), (170, 170, 170)),
    "one bit": (lambda: _png(1, 0, b"\xff"), (255, 255, 255)),
    "a palette that is half clear": (
        lambda: _png(8, 3, b"\1", chunk(b"PLTE", b"\0\0\0\xff\0\0"), chunk(b"tRNS", b"\xff\x80")),
        (255, 0, 0, 128),
    ),
    "light that is linear": (lambda: _png(8, 2, b"\x37" * 3, _gamma(100_000)), (128, 128, 128)),
    "grey light that is linear": (lambda: _png(8, 0, b"\x37", _gamma(100_000)), (128, 128, 128)),
    "the gamma of the web": (lambda: _png(8, 2, b"\x37" * 3, _gamma(45_455)), (55, 55, 55)),
    "no gamma at all": (lambda: _png(8, 2, b"\x37" * 3, _gamma(0)), (55, 55, 55)),
    # By the matrix of CSS Color 4 from Display P3 to sRGB, with the curve of both.
    "a wide screen, by its primaries": (
        lambda: _png(8, 2, WARM, _gamma(45_455), chunk(b"cHRM", P3)),
        (215, 93, 31),
    ),
    "a wide screen, by its number": (
        lambda: _png(8, 2, WARM, chunk(b"cICP", bytes([12, 13, 0, 1]))),
        (215, 93, 31),
    ),
    "primaries that are none": (
        lambda: _png(8, 2, WARM, _gamma(45_455), chunk(b"cHRM", bytes(32))),
        (200, 100, 50),
    ),
    "primaries in one line": (
        lambda: _png(8, 2, WARM, _gamma(45_455), chunk(b"cHRM", struct.pack(">8I", *[33_333] * 8))),
        (200, 100, 50),
    ),
    "a profile of a picture that can be seen through": (
        lambda: _profiled("RGBA", (255, 0, 0, 128)),
        (0, 0, 255, 128),
    ),
    "a profile of a palette": (
        lambda: saved(Image.new("RGB", (8, 8), "red").quantize(4), "PNG", icc_profile=swapped()),
        (0, 0, 255),
    ),
    "a profile of colours for a grey picture": (lambda: _profiled("L", 100), (100, 100, 100)),
    "a TIFF of sixteen bits, the high byte last": (lambda: _tiff("I;16", GREY), (128, 128, 128)),
    "a TIFF of sixteen bits, the high byte first": (lambda: _tiff("I;16B", GREY), (128, 128, 128)),
    "a TIFF whose white is nought": (lambda: _tiff("I;16", 0, tiffinfo={262: 0}), (255, 255, 255)),
    "a TIFF of real numbers": (lambda: _tiff("F", 0.5), (128, 128, 128)),
    "a TIFF of what eyes see": (_lab, (200, 100, 50)),
    "a TIFF of luminance": (lambda: _tiff("YCbCr", (128, 128, 128)), (128, 128, 128)),
    "a TIFF of four inks": (lambda: _tiff("CMYK", (0, 255, 255, 0)), (255, 0, 0)),
    "a TIFF of grey that can be seen through": (
        lambda: _tiff("LA", (128, 64)),
        (128, 128, 128, 64),
    ),
    "a JPEG of four inks": (
        lambda: saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"),
        (255, 0, 0),
    ),
    "a JPEG of four inks that does not say who wrote it": (
        lambda: _unsigned(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")),
        (255, 0, 0),
    ),
    "a telephone's picture of ten bits": (lambda: telephone_pictures.TEN_BITS, (255, 0, 0)),
    "a telephone's picture that can be seen through": (
        lambda: telephone_pictures.HALF_TRANSPARENT,
        (255, 0, 0, 128),
    ),
}


def _unsigned(jpeg: bytes) -> bytes:
    """Without Adobe's marker: browsers read inks as if it were there, and so does this."""
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big") :]


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_is_the_same_in_eight_bits_of_the_web(name: str) -> None:
    upload, meant = COLOURS[name]
    made, notes = colours(upload())
    found = made.getpixel((3, 3))
    assert isinstance(found, tuple)
    assert len(found) == len(meant)
    assert all(abs(a - b) <= 2 for a, b in zip(found, meant, strict=True)), found
    assert notes == ()


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (lambda: _tiff("I", 70_000), "levels that no screen shows"),
        (lambda: _tiff("F", 7.5), "levels that no screen shows"),
        (lambda: _png(8, 2, WARM, chunk(b"cICP", bytes([9, 16, 0, 1]))), "HDR"),
        (lambda: saved(Image.new("RGB", (8, 8)), "PNG", icc_profile=b"x"), "colour profile"),
    ],
)
def test_what_becomes_of_colours_that_no_screen_has_is_said(
    upload: Callable[[], bytes], said: str
) -> None:
    _, notes = colours(upload())
    assert [said in note for note in notes] == [True]
    assert develop(upload()).notes == notes


def test_numbers_that_are_none_are_no_picture() -> None:
    with pytest.raises(NotAPicture, match="is broken"):
        develop(_tiff("F", float("nan")))
