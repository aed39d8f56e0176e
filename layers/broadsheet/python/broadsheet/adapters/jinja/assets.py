"""Style sheets and icons, under names that carry their hash, so that they may be kept for ever."""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from broadsheet.adapters.jinja.style import style_sheet
from broadsheet.domain.site import Site

ASSETS = Path(__file__).parents[2] / "assets"
_STYLE = "site.css"
_HASH = 12
"""Hexadecimal digits of SHA-256 in a name."""
_NO_ASSETS = frozenset({"Makefile", "README.md", "site.json", "site.toml"})
_ICON = {"icon.svg": "favicon.svg"}


class Asset(NamedTuple):
    """A file of the site that readers' browsers may keep for ever."""

    file: str
    body: bytes


@functools.cache
def assets(site: Site) -> Mapping[str, Asset]:
    """Every asset by the name that templates use, in the order of the names.

    A file of the newsroom's stands in place of ours of the same name.
    """
    paths = dict(_files(ASSETS))
    if site.files:
        paths |= _files(Path(site.files))
    bodies = {name: path.read_bytes() for name, path in paths.items()}
    bodies[_STYLE] = style_sheet(site.theme, bodies[_STYLE].decode()).encode()
    return {name: _asset(PurePosixPath(name), bodies[name]) for name in sorted(bodies)}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.iterdir():
        if path.is_file() and path.name not in _NO_ASSETS and path.name[0] != ".":
            yield _ICON.get(path.name, path.name), path


def _asset(name: PurePosixPath, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:_HASH]
    return Asset(f"assets/{name.stem}.{digest}{name.suffix}", body)


def asset_path(site: Site, name: str) -> str:
    """The address of the asset on the site. Raises KeyError if there is none of the name."""
    return f"/{assets(site)[name].file}"
