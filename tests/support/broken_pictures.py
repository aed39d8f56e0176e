"""Files that say that they are pictures: by mutation of each format, and made to be dear."""

import io
import random
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms

from tests.support.pictures import bomb, chunk, moving, photograph

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
_MEGA = 1 << 20


def mutated(kind: str, most: int) -> Iterator[tuple[str, bytes]]:
    """So many files of the format, each cut, flipped, wiped, doubled or shuffled in its own way."""
    chance = random.Random(kind)
    whole = [photograph(64, 40, kind=kind), _progressive() if kind == "JPEG" else _deep(kind)]
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


def _progressive() -> bytes:
    return _saved(Image.effect_noise((64, 40), 50).convert("CMYK"), "JPEG", progressive=True)


def _deep(kind: str) -> bytes:
    noise = Image.effect_noise((64, 40), 50)
    return _saved(noise.convert("I;16") if kind == "PNG" else noise.convert("RGB"), kind)


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def dear() -> Iterator[tuple[str, bytes]]:
    """Files that cost nothing to make, and a careless decoder much; each is refused."""
    yield "high", bomb(1, 50_000_000)
    yield "wide", bomb(50_000_000, 1)
    yield "sides that no file has", bomb(0x7FFFFFFF, 0x7FFFFFFF)
    yield "as large as a picture may be, without pixels", bomb(7_071, 7_071)
    yield "a thousand scans", scans(1_000)
    yield "two hundred thousand scans of large pixels", scans(200_000, 7_000)
    yield "text of 100 MB in 100 KB", _png(chunk(b"zTXt", b"a\0\0" + _nothing(100)))
    yield "text of 640 MB in many", _png(chunk(b"zTXt", b"a\0\0" + _nothing(1)) * 640)
    yield "a profile of 100 MB in 100 KB", _png(chunk(b"iCCP", b"a\0\0" + _nothing(100)))
    yield "a film, PNG", _film("PNG")
    yield "a film, WebP", _film("WEBP")
    yield "a film, AVIF", _film("AVIF")
    yield "a film, GIF", moving()
    yield "a canvas of WebP", _webp_canvas(16_777_216, 16_777_216)
    yield "a canvas of WebP, just too large", _webp_canvas(16_383, 16_383)
    yield "a canvas of GIF", b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"\0" * 6 + b"\x2c" + b"\xff" * 40
    yield "an AVIF of 65,535 sides", _resized_avif(65_535, 65_535)
    yield "a JPEG of 65,535 sides", _resized_jpeg(65_535, 65_535)


def odd() -> Iterator[tuple[str, bytes]]:
    """Files that are pictures, whatever one might think; each is taken."""
    yield "sixteen bits", _deep("PNG")
    yield "four inks, in passes", _progressive()
    yield "two pictures in one", _saved(_dot(), "MPO", save_all=True, append_images=[_dot("red")])
    yield "nearly a hundred scans of large pixels", scans(85, 7_000)
    yield "a million chunks", _png(chunk(b"tEXt", b"a\0b") * 1_000_000)
    yield "a frame of GIF without end", _saved(_dot(), "GIF")[:-2] + b"\xff" * _MEGA
    yield "two thirds of a megabyte of notes", _saved(_dot(), "JPEG", comment=b"x" * 65_000)
    yield "notes that cannot be read", _saved(_dot(), "JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 64)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield "a profile of megabytes", _saved(_dot(), "JPEG", icc_profile=profile + b"\0" * 3 * _MEGA)


def scans(many: int, side: int = 64) -> bytes:
    """A progressive JPEG that goes over its pixels so many times more, for a few bytes each."""
    plain = _saved(Image.new("L", (side, side)), "JPEG", progressive=True)
    at = plain.rindex(b"\xff\xda")
    again = plain[at:-2]
    return plain[:-2] + again * many + b"\xff\xd9"


def _png(chunks: bytes) -> bytes:
    whole = _saved(_dot(), "PNG")
    return whole[:33] + chunks + whole[33:]


def _nothing(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(_MEGA)) for _ in range(megabytes)) + packer.flush()


def _dot(colour: str = "blue") -> Image.Image:
    return Image.new("RGB", (16, 16), colour)


def _film(kind: str) -> bytes:
    return _saved(_dot(), kind, save_all=True, append_images=[_dot("red"), _dot("white")])


def _webp_canvas(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = _saved(_dot(), "WEBP")[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _resized_jpeg(width: int, height: int) -> bytes:
    whole = bytearray(_saved(_dot(), "JPEG"))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def _resized_avif(width: int, height: int) -> bytes:
    whole = bytearray(_saved(_dot(), "AVIF"))
    at = whole.index(b"ispe") + 8
    whole[at : at + 8] = struct.pack(">II", width, height)
    return bytes(whole)
