"""What is made of uploads: pixels, upright, in the sizes of pages, and nothing else."""

import io

import pytest
from PIL import Image, ImageCms

from broadsheet.adapters import pillow_images
from broadsheet.adapters.pillow_images import process as develop
from broadsheet.domain.media.kinds import TYPES
from broadsheet.domain.media.media import FORMATS, sizes_of
from broadsheet.usecases.media.ports import NotAPicture
from tests.support import telephone_pictures
from tests.support.pictures import CAMERA, PLACE, opened, photograph, saved

NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP"])
def test_a_picture_is_made_in_every_size_and_format(kind: str) -> None:
    developed = develop(photograph(700, 350, kind=kind))
    assert (developed.width, developed.height) == (700, 350)
    assert developed.content_type == f"image/{kind.lower()}"
    assert developed.content_type in TYPES
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


@pytest.mark.parametrize("kind", ["PPM", "TGA", "SGI", "PCX"])
def test_only_the_formats_that_can_be_announced_are_decoded(kind: str) -> None:
    with pytest.raises(NotAPicture, match="is no JPEG"):
        develop(saved(Image.new("RGB", (64, 64), "red"), kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(
    orientation: int, kind: str
) -> None:
    if kind == "HEIF":
        upload = telephone_pictures.TURNED[orientation]
    else:
        upload = photograph(64, 40, orientation=orientation, kind=kind)
    developed = develop(upload)
    turned = orientation >= 5
    assert (developed.width, developed.height) == ((40, 64) if turned else (64, 40))
    shown = opened(developed.files["320.jpg"]).convert("RGB")
    at = {1: (0.5, 0.1), 2: (0.5, 0.1), 3: (0.5, 0.9), 4: (0.5, 0.9)}
    at |= {5: (0.1, 0.5), 6: (0.9, 0.5), 7: (0.9, 0.5), 8: (0.1, 0.5)}
    x, y = at[orientation]
    red, _, blue = shown.getpixel((int(x * shown.width), int(y * shown.height)))  # type: ignore[misc]
    assert red > 180
    assert blue < 90


def test_what_can_be_seen_through_stays_so_where_the_format_can_say_it() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    buffer = io.BytesIO()
    clear.save(buffer, "PNG")
    files = develop(buffer.getvalue()).files
    assert opened(files["320.webp"]).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert opened(files["320.jpg"]).getpixel((5, 5)) == (255, 255, 255)


def test_a_profile_of_no_use_changes_no_colour() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, b"broken", lab):
        upload = saved(Image.new("RGB", (30, 30), (10, 200, 30)), "PNG", icc_profile=profile)
        made = opened(develop(upload).files["320.webp"]).convert("RGB").getpixel((5, 5))
        assert isinstance(made, tuple)
        assert all(abs(a - b) < 12 for a, b in zip(made, (10, 200, 30), strict=True))


def test_a_format_whose_encoder_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is not called broken for it."""
    monkeypatch.setitem(pillow_images._WRITTEN, "webp", {"format": "WEBP", "quality": "high"})
    upload = photograph(64, 40)
    with pytest.raises(NotAPicture, match="cannot be written as WEBP"):
        develop(upload)


def test_the_same_upload_always_makes_the_same_bytes() -> None:
    upload = photograph()
    assert develop(upload).files == develop(upload).files
