"""Files that say that they are pictures: by mutation of each format, and made to be dear."""

import random
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageCms

from tests.support import telephone_pictures
from tests.support.pictures import bomb, chunk, moving, photograph, saved

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "HEIF")
_MEGA = 1 << 20


def mutated(kind: str, most: int) -> Iterator[tuple[str, bytes]]:
    """So many files of the format, each cut, flipped, wiped, doubled or shuffled in its own way."""
    chance = random.Random(kind)
    whole = [_plain(kind), _progressive() if kind == "JPEG" else _deep(kind)]
    for number in range(most):
        seed = bytearray(whole[number % 2])
        how = ("cut", "flipped", "wiped", "doubled", "lengths")[number % 5]
        at = chance.randrange(len(seed))
        if how == "cut":
            del seed[at:]
        elif how == "flipped":
            for _ in range(chance.randint(1, 8)):
                seed[chance.randrange(len(seed))] = chance.randrange(256)
        elif how == "wiped":
            seed[at : at + 16] = bytes(len(seed[at : at + 16]))
        elif how == "doubled":
            seed[at:at] = seed[at : at + chance.randint(1, 64)]
        else:
            at = chance.randrange(min(64, len(seed)))
            seed[at : at + 4] = b"\xff\xff\xff\xff"
        yield f"{kind} {number} {how}", bytes(seed)


def _plain(kind: str) -> bytes:
    return telephone_pictures.PLAIN if kind == "HEIF" else photograph(64, 40, kind=kind)


def _progressive() -> bytes:
    return saved(Image.effect_noise((64, 40), 50).convert("CMYK"), "JPEG", progressive=True)


def _deep(kind: str) -> bytes:
    if kind == "HEIF":
        return telephone_pictures.TEN_BITS
    noise = Image.effect_noise((64, 40), 50)
    deep = kind in ("PNG", "TIFF")
    return saved(noise.convert("I;16") if deep else noise.convert("RGB"), kind)


def dear() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files that cost nothing to make, and a careless decoder much; each is refused."""
    yield "high", lambda: bomb(1, 50_000_000)
    yield "wide", lambda: bomb(50_000_000, 1)
    yield "sides that no file has", lambda: bomb(0x7FFFFFFF, 0x7FFFFFFF)
    yield "as large as a picture may be, without pixels", lambda: bomb(7_071, 7_071)
    yield "a thousand scans", lambda: scans(1_000)
    yield "two hundred thousand scans of large pixels", lambda: scans(200_000, 7_000)
    yield "text of 100 MB in 100 KB", lambda: _png(chunk(b"zTXt", b"a\0\0" + _nothing(100)))
    yield "text of 640 MB in many", lambda: _png(chunk(b"zTXt", b"a\0\0" + _nothing(1)) * 640)
    yield "a profile of 100 MB in 100 KB", lambda: _png(chunk(b"iCCP", b"a\0\0" + _nothing(100)))
    yield "a film, PNG", lambda: _film("PNG")
    yield "a film, WebP", lambda: _film("WEBP")
    yield "a film, AVIF", lambda: _film("AVIF")
    yield "a film, GIF", moving
    yield "a canvas of WebP", lambda: _webp_canvas(16_777_216, 16_777_216)
    yield "a canvas of WebP, just too large", lambda: _webp_canvas(16_383, 16_383)
    yield (
        "a canvas of GIF",
        lambda: b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"\0" * 6 + b"\x2c" + b"\xff" * 40,
    )
    yield "an AVIF of 65,535 sides", lambda: resized(saved(_dot(), "AVIF"), 65_535, 65_535)
    yield "a JPEG of 65,535 sides", lambda: _resized_jpeg(65_535, 65_535)
    yield "a HEIC of 65,535 sides", lambda: resized(telephone_pictures.PLAIN, 65_535, 65_535)
    yield (
        "a HEIC of 7,000 sides, without pixels",
        lambda: resized(telephone_pictures.PLAIN, 7_000, 7_000),
    )
    yield "a TIFF of 2,147,483,647 sides", lambda: tiff(0x7FFFFFFF, 0x7FFFFFFF)
    yield "a TIFF of 7,000 sides, without pixels", lambda: tiff(7_000, 7_000)
    yield "a BMP of 2,147,483,647 sides", lambda: _resized_bmp(0x7FFFFFFF, 0x7FFFFFFF)


def odd() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files that are pictures, whatever one might think; each is taken."""
    yield "sixteen bits", lambda: _deep("PNG")
    yield "four inks, in passes", _progressive
    yield (
        "two pictures in one",
        lambda: saved(_dot(), "MPO", save_all=True, append_images=[_dot("red")]),
    )
    yield "nearly a hundred scans of large pixels", lambda: scans(85, 7_000)
    yield "a million chunks", lambda: _png(chunk(b"tEXt", b"a\0b") * 1_000_000)
    yield "a frame of GIF without end", lambda: saved(_dot(), "GIF")[:-2] + b"\xff" * _MEGA
    yield "two thirds of a megabyte of notes", lambda: saved(_dot(), "JPEG", comment=b"x" * 65_000)
    yield (
        "notes that cannot be read",
        lambda: saved(_dot(), "JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 64),
    )
    yield "a profile of megabytes", _with_a_large_profile


def _gif_canvas() -> bytes:
    return b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"\0" * 6 + b"\x2c" + b"\xff" * 40


def _with_a_large_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(_dot(), "JPEG", icc_profile=profile + b"\0" * 3 * _MEGA)


def scans(many: int, side: int = 64) -> bytes:
    """A progressive JPEG that goes over its pixels so many times more, for a few bytes each."""
    plain = saved(Image.new("L", (side, side)), "JPEG", progressive=True)
    at = plain.rindex(b"\xff\xda")
    again = plain[at:-2]
    return plain[:-2] + again * many + b"\xff\xd9"


def _png(chunks: bytes) -> bytes:
    whole = saved(_dot(), "PNG")
    return whole[:33] + chunks + whole[33:]


def _nothing(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(_MEGA)) for _ in range(megabytes)) + packer.flush()


def _dot(colour: str = "blue") -> Image.Image:
    return Image.new("RGB", (16, 16), colour)


def _film(kind: str) -> bytes:
    return saved(_dot(), kind, save_all=True, append_images=[_dot("red"), _dot("white")])


def _webp_canvas(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = saved(_dot(), "WEBP")[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _resized_jpeg(width: int, height: int) -> bytes:
    whole = bytearray(saved(_dot(), "JPEG"))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def _resized_bmp(width: int, height: int) -> bytes:
    whole = bytearray(saved(_dot(), "BMP"))
    whole[18:26] = struct.pack("<ii", width, height)
    return bytes(whole)


def resized(heif: bytes, width: int, height: int) -> bytes:
    """A file of the HEIF family that says that it is this large (ISO/IEC 23008-12, 6.5.3)."""
    whole = bytearray(heif)
    at = whole.index(b"ispe") + 8
    whole[at : at + 8] = struct.pack(">II", width, height)
    return bytes(whole)


def tiff(width: int, height: int) -> bytes:
    """A TIFF that says that it is this large, packed by LZW; it ends with its first bytes."""
    said = {256: width, 257: height, 258: 8, 259: 5, 262: 1, 273: 8, 277: 1, 278: height, 279: 16}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in said.items())
    pixels = b"\x80\x01\x40" + bytes(13)
    at = 8 + len(pixels)
    return (
        b"II*\0"
        + struct.pack("<I", at)
        + pixels
        + struct.pack("<H", len(said))
        + entries
        + bytes(4)
    )
