"""`python -m tools.pictures`: the edition's drawings, as the files that readers' browsers load.

`local/edition/pictures/<name>.svg` becomes `local/edition/media/<name>-<w>x<h>.webp` in each width.
"""

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from client.running import ROOT
from tools.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITION = ROOT / "local/edition"
DRAWINGS = EDITION / "pictures"
MEDIA = EDITION / "media"
WIDTHS = (480, 960, 1600)
"""A phone, the column of an article, and either on a dense screen."""
QUALITY = 0.82

_ENCODE = """async ([svg, width, height, quality]) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;base64,' + svg;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  canvas.getContext('2d', {alpha: false}).drawImage(image, 0, 0, width, height);
  return canvas.toDataURL('image/webp', quality);
}"""


def height_of(width: int) -> int:
    """The height of a picture: every drawing is three to two."""
    return round(width * 2 / 3)


def file_of(name: str, width: int) -> str:
    """The file's name, which says the picture's size."""
    return f"{name}-{width}x{height_of(width)}.webp"


def _encoded(page: "Page", drawing: Path, width: int) -> bytes:
    # Without a size of its own, an SVG is drawn as small as the browser likes, and enlarged.
    size = f'<svg width="{width}" height="{height_of(width)}" '
    svg = drawing.read_text("utf-8").replace("<svg ", size, 1)
    given = [base64.b64encode(svg.encode()).decode(), width, height_of(width), QUALITY]
    data: str = page.evaluate(_ENCODE, given)
    head, _, body = data.partition(",")
    if "image/webp" not in head:
        sys.exit("this Chromium cannot write WebP")
    return base64.b64decode(body)


def main() -> None:
    """Draw every picture, or those that are named."""
    named = [DRAWINGS / f"{name}.svg" for name in sys.argv[1:]] or sorted(DRAWINGS.glob("*.svg"))
    MEDIA.mkdir(exist_ok=True)
    total = 0
    with chromium() as browser:
        page = browser.new_page()
        for drawing in named:
            for width in WIDTHS:
                encoded = _encoded(page, drawing, width)
                (MEDIA / file_of(drawing.stem, width)).write_bytes(encoded)
                total += len(encoded)
    print(f"{len(named) * len(WIDTHS)} files, {total / 1024:.0f} KB")


if __name__ == "__main__":
    main()
