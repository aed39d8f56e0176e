"""Style sheets and icons, under names that carry their hash, so that they may be kept for ever."""

import functools
import hashlib
from pathlib import Path
from typing import NamedTuple

ASSETS = Path(__file__).parents[2] / "assets"
_HASH = 12
"""Hexadecimal digits of SHA-256 in a name."""


class Asset(NamedTuple):
    """A file of the site that readers' browsers may keep for ever."""

    file: str
    body: bytes


@functools.cache
def assets() -> dict[str, Asset]:
    """Every asset by the name that templates use, in the order of the names."""
    return {path.name: _asset(path) for path in sorted(ASSETS.iterdir()) if path.is_file()}


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:_HASH]
    return Asset(f"assets/{path.stem}.{digest}{path.suffix}", body)


def asset_path(name: str) -> str:
    """The address of the asset on the site."""
    return f"/{assets()[name].file}"
