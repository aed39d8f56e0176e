"""Which files are pictures, by their names."""

import re

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
}
"""Those that the API takes (`domain/media/kinds.py`), by how their names end."""
_ENDS = "|".join((*(end.removeprefix(".") for end in TYPES), "svg"))
_NAMED = re.compile(rf"\.(?:{_ENDS})\Z", re.IGNORECASE)


def is_picture(name: str) -> bool:
    """Whether a text shows what is called so, though not every kind is taken."""
    return _NAMED.search(name) is not None
