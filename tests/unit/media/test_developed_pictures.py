"""What is made of uploads: pixels, upright, in the sizes of pages, and nothing else."""

import io

import pytest
from PIL import Image, ImageCms

from broadsheet.adapters.pillow_images import process as develop
from broadsheet.domain.media.media import FORMATS, sizes_of
from broadsheet.usecases.media.ports import NotAPicture
from tests.support.pictures import CAMERA, PLACE, bomb, moving, opened, photograph

NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_is_made_in_every_size_and_format(kind: str) -> None:
    developed = develop(photograph(700, 350, kind=kind))
    assert (developed.width, developed.height) == (700, 350)
    steps = {320: (320, 160), 640: (640, 320), 960: (700, 350)}
    assert developed.files.keys() == {f"{step}.{kind}" for step in steps for kind in FORMATS}
    for name, body in developed.files.items():
        step, _, made = name.partition(".")
        picture = opened(body)
        assert (picture.format, picture.size) == (NAMES[made], steps[int(step)])


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, [1]), (320, [320]), (321, [320, 321]), (1600, [320, 640, 960, 1600]),
     (9000, [320, 640, 960, 1600])],
)  # fmt: skip
def test_no_size_is_wider_than_the_picture_and_none_is_missing(
    width: int, widths: list[int]
) -> None:
    assert [size.width for size in sizes_of(width)] == widths


def test_nothing_of_camera_and_place_is_left() -> None:
    upload = photograph()
    assert CAMERA.encode() in upload
    assert PLACE in upload
    for body in develop(upload).files.values():
        assert CAMERA.encode() not in body
        assert PLACE not in body
        assert not opened(body).getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & opened(body).info.keys()


def test_nothing_that_encoders_find_beside_the_pixels_is_written_again() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (700, 350), "red").save(
        buffer, "JPEG", comment=b"CANARY-COMMENT", icc_profile=_swapped()
    )
    for body in develop(buffer.getvalue()).files.values():
        assert b"CANARY-COMMENT" not in body
        assert not {"comment", "icc_profile"} & opened(body).info.keys()


def _swapped() -> bytes:
    """The profile of a screen that is red where all others are blue."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")


def test_colours_are_those_that_the_pictures_own_profile_means() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (100, 100), "red").save(buffer, "PNG", icc_profile=_swapped())
    shown = opened(develop(buffer.getvalue()).files["320.jpg"]).convert("RGB")
    red, _, blue = shown.getpixel((50, 50))  # type: ignore[misc]
    assert (red < 50, blue > 200) == (True, True)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "TGA"])
def test_only_the_formats_that_can_be_announced_are_decoded(kind: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(buffer, kind)
    with pytest.raises(NotAPicture, match="is no JPEG"):
        develop(buffer.getvalue())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(orientation: int) -> None:
    upload = photograph(800, 500, orientation=orientation)
    developed = develop(upload)
    turned = orientation >= 5
    assert (developed.width, developed.height) == ((500, 800) if turned else (800, 500))
    shown = opened(developed.files["640.jpg"]).convert("RGB")
    at = {1: (0.5, 0.1), 2: (0.5, 0.1), 3: (0.5, 0.9), 4: (0.5, 0.9)}
    at |= {5: (0.1, 0.5), 6: (0.9, 0.5), 7: (0.9, 0.5), 8: (0.1, 0.5)}
    x, y = at[orientation]
    red, _, blue = shown.getpixel((int(x * shown.width), int(y * shown.height)))  # type: ignore[misc]
    assert red > 200
    assert blue < 60


def test_what_can_be_seen_through_stays_so_where_the_format_can_say_it() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    buffer = io.BytesIO()
    clear.save(buffer, "PNG")
    files = develop(buffer.getvalue()).files
    assert opened(files["320.webp"]).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert opened(files["320.jpg"]).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "I;16", "1", "LA"])
def test_pictures_of_every_kind_of_colour_are_made(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    buffer = io.BytesIO()
    Image.new(mode, (30, 30)).save(buffer, kind)
    assert develop(buffer.getvalue()).width == 30


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    """A green of a wide profile is another number in sRGB."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile, changes in ((srgb, False), (b"broken", False), (lab, False)):
        buffer = io.BytesIO()
        Image.new("RGB", (30, 30), (10, 200, 30)).save(buffer, "PNG", icc_profile=profile)
        made = opened(develop(buffer.getvalue()).files["320.webp"]).convert("RGB")
        near = all(
            abs(a - b) < 12
            for a, b in zip(made.getpixel((5, 5)), (10, 200, 30), strict=True)  # type: ignore[arg-type]
        )
        assert near is not changes


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        pytest.param(SVG, "is no JPEG", id="a drawing with a script"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", "is no JPEG", id="a page"),
        pytest.param(b"%PDF-1.7", "is no JPEG", id="a document"),
        pytest.param(b"", "is no JPEG", id="nothing"),
        pytest.param(bomb(), "has more than 50,000,000 pixels", id="a bomb"),
        pytest.param(bomb(9000, 6000), "has more than 50,000,000 pixels", id="a small bomb"),
        pytest.param(photograph()[:2000], "is broken", id="half a picture"),
        pytest.param(bomb(40, 40), "is broken", id="a picture without pixels"),
        pytest.param(moving(), "moves", id="a film"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(upload: bytes, reason: str) -> None:
    with pytest.raises(NotAPicture, match=reason):
        develop(upload)


def test_the_same_upload_always_makes_the_same_bytes() -> None:
    upload = photograph()
    assert develop(upload).files == develop(upload).files
