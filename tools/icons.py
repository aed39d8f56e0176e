"""`make icons`: the icons of all sizes from the one drawing, `layers/site/icon.svg`.

Without a drawing of the newsroom's own, those of the package are made from its `favicon.svg`.
"""

import base64
import struct
from collections.abc import Callable

from client.running import ROOT
from tools.chromium import chromium

SITE = ROOT / "layers/site"
ASSETS = ROOT / "layers/broadsheet/python/broadsheet/assets"
ICO = (16, 32, 48)
"""Sizes in `favicon.ico`."""
SAFE = 0.8
"""W3C's manifest: what a mask may not cut off is a circle of four fifths of the icon's width."""

# Behind an icon that a phone cuts to its own shape comes the drawing's own colour at its edge.
_DRAW = """async ([svg, size, scale, filled]) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;base64,' + svg;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const to = canvas.getContext('2d');
  if (filled) {
    to.drawImage(image, 0, 0, size, size);
    const [r, g, b, a] = to.getImageData(size / 2, size * 0.02, 1, 1).data;
    to.fillStyle = a === 255 ? `rgb(${r} ${g} ${b})` : '#ffffff';
    to.fillRect(0, 0, size, size);
  }
  const inner = size * scale;
  to.drawImage(image, (size - inner) / 2, (size - inner) / 2, inner, inner);
  return canvas.toDataURL('image/png').split(',')[1];
}"""

Draw = Callable[[int, float, bool], bytes]
"""The drawing as a PNG: how large, how much of that, and whether nothing is see-through."""


def main() -> None:
    """Make them beside the drawing, and say which."""
    drawing = SITE / "icon.svg"
    if not drawing.is_file():
        drawing = ASSETS / "favicon.svg"
    for name, body in _drawn(drawing.read_bytes()).items():
        drawing.with_name(name).write_bytes(body)
        print(f"{drawing.with_name(name).relative_to(ROOT)}: {len(body)} bytes")


def _drawn(svg: bytes) -> dict[str, bytes]:
    encoded = base64.b64encode(svg).decode()
    with chromium() as browser:
        page = browser.new_page()

        def draw(size: int, scale: float, filled: bool) -> bytes:
            return base64.b64decode(page.evaluate(_DRAW, [encoded, size, scale, filled]))

        return icons(draw)


def icons(draw: Draw) -> dict[str, bytes]:
    """Every file, by its name."""
    return {
        "icon-180.png": draw(180, 1, True),
        "icon-192.png": draw(192, 1, False),
        "icon-512.png": draw(512, 1, False),
        "icon-maskable-512.png": draw(512, SAFE, True),
        "favicon.ico": ico({size: draw(size, 1, False) for size in ICO}),
    }


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNGs as one Windows icon: a directory of 16 bytes each, then the pictures."""
    entries, bodies, offset = b"", b"", 6 + 16 * len(pictures)
    for size, body in pictures.items():
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(body), offset)
        bodies, offset = bodies + body, offset + len(body)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies


if __name__ == "__main__":
    main()
