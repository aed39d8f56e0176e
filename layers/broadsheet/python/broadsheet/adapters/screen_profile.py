"""Colour profiles (ICC) of screens that are told of by a few numbers beside the pixels."""

import re
import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PIL import Image

_Matrix = Sequence[Sequence[float]]
_Chroma = tuple[float, float]
_D65 = (0.3127, 0.3290)
_SRGB: tuple[_Chroma, ...] = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_PRIMARIES: Mapping[int, tuple[_Chroma, ...]] = {
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
"""BT.2020 and Display P3, as ITU-T H.273, table 2, counts them."""
_HDR = (16, 18)
"""PQ and HLG: transfer characteristics of ITU-T H.273, table 3, of which no curve is a profile."""
_CODED = re.compile(rb"colrnclx(..)(..)|cICP(.)(.)", re.DOTALL)
"""In ISO/IEC 23008-12 and in PNG (third edition, 11.3.2.6)."""
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Of sRGB, as a parametric curve (ICC.1, 10.18, type 3)."""
_LIKE_SRGB = (0.44, 0.47)
"""Between these a gamma is that of sRGB, 1/2.2."""


class Screen(NamedTuple):
    """For which screen a picture's numbers are; `profile` is None where it is any, or not said."""

    profile: bytes | None = None
    is_hdr: bool = False


def screen_of(picture: Image.Image, upload: bytes) -> Screen:
    """What a file without a profile says of its colours, by code or by gamma."""
    coded = _CODED.search(upload[: 1 << 16]) if picture.format in ("HEIF", "AVIF", "PNG") else None
    if coded:
        primaries, transfer = (int.from_bytes(part) for part in coded.groups() if part is not None)
        wide = _PRIMARIES.get(primaries)
        return Screen(_profile(_D65, wide, None) if wide else None, transfer in _HDR)
    if "srgb" in picture.info or "gamma" not in picture.info:
        return Screen()
    return Screen(_of_gamma(float(picture.info["gamma"]), picture.info.get("chromaticity")))


def _of_gamma(gamma: float, chromaticity: Sequence[float] | None) -> bytes | None:
    """Of PNG's gAMA and cHRM (third edition, 11.3.2)."""
    if gamma <= 0:
        return None
    curve = None if _LIKE_SRGB[0] < gamma < _LIKE_SRGB[1] else 1 / gamma
    white, primaries = _D65, _SRGB
    if chromaticity and min(chromaticity[1::2]) > 0:
        white, *primaries_said = zip(chromaticity[::2], chromaticity[1::2], strict=True)
        primaries = tuple(primaries_said)
    if curve is None and all(
        abs(a - b) < 0.01
        for x, y in zip(primaries, _SRGB, strict=True)
        for a, b in zip(x, y, strict=True)
    ):
        return None
    return _profile(white, primaries, curve)


def _profile(white: _Chroma, primaries: Sequence[_Chroma], gamma: float | None) -> bytes | None:
    """A profile of matrix and curve; `gamma` None is the curve of sRGB. None for no colours."""
    try:
        columns = _adapted(white, primaries)
    except ZeroDivisionError:
        return None
    curve = _curve(gamma)
    tags = [(b"wtpt", _xyz(_D50)), (b"desc", _text()), (b"cprt", b"text\0\0\0\0-\0\0\0")]
    tags += [
        (name + b"XYZ", _xyz(column))
        for name, column in zip((b"r", b"g", b"b"), columns, strict=True)
    ]
    tags += [(name + b"TRC", curve) for name in (b"r", b"g", b"b")]
    at, table, body = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, data in tags:
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return _header(128 + len(table) + len(body)) + table + body


def _header(size: int) -> bytes:
    header = bytearray(128)
    header[0:4], header[8:12] = struct.pack(">I", size), b"\x02\x40\0\0"
    header[12:24], header[36:40] = b"mntrRGB XYZ ", b"acsp"
    header[68:80] = struct.pack(">iii", *(round(v * 65536) for v in _D50))
    return bytes(header)


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(_fixed(v) for v in values))


def _fixed(value: float) -> int:
    return max(-(1 << 31), min((1 << 31) - 1, round(value * 65536)))


def _text() -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">I", 2) + b"-\0" + bytes(8 + 3 + 67)


def _curve(gamma: float | None) -> bytes:
    if gamma is not None:
        return b"para\0\0\0\0\0\0\0\0" + struct.pack(">i", _fixed(gamma))
    return b"para\0\0\0\0\0\x03\0\0" + struct.pack(">5i", *(_fixed(v) for v in _CURVE))


def _adapted(white: _Chroma, primaries: Sequence[_Chroma]) -> list[list[float]]:
    """The primaries as XYZ under the white of profiles. Raises ZeroDivisionError."""
    to = [_of_chroma(one) for one in primaries]
    shown = _of_chroma(white)
    scale = _solved(_across(to), shown)
    cone = [_times(_BRADFORD, one) for one in (shown, _D50)]
    back = []
    for one, much in zip(to, scale, strict=True):
        seen = _times(_BRADFORD, [v * much for v in one])
        seen = [v * d / s for v, s, d in zip(seen, *cone, strict=True)]
        back.append(_solved(_BRADFORD, seen))
    return back


def _of_chroma(chroma: _Chroma) -> list[float]:
    x, y = chroma
    return [x / y, 1.0, (1 - x - y) / y]


def _across(rows: _Matrix) -> _Matrix:
    return [list(column) for column in zip(*rows, strict=True)]


def _times(matrix: _Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _solved(matrix: _Matrix, right: Sequence[float]) -> list[float]:
    """By Cramer's rule. Raises ZeroDivisionError for colours that are in one line."""
    whole = _determinant(matrix)
    found = []
    for place in range(3):
        replaced = [
            [right[y] if x == place else row[x] for x in range(3)] for y, row in enumerate(matrix)
        ]
        found.append(_determinant(replaced) / whole)
    return found


def _determinant(m: _Matrix) -> float:
    (a, b, c), (d, e, f), (g, h, i) = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
