"""Style sheets, fonts and icons, under names with their hash, so that they may be kept for ever."""

import functools
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from broadsheet.adapters.jinja.style import minified, style_sheet, themed, with_faces
from broadsheet.domain.site.site import Site

ASSETS = Path(__file__).parents[2] / "assets"
COMPILED = ASSETS.with_name("assets_compiled")
"""What of them was made small when the layer was built."""
_PAGES = "site.css"
"""What all pages of readers have."""
_STYLES = (_PAGES, "desk.css", "desk-story.css")
"""Those that the site's colours and typefaces stand in front of."""
_FACES = "fonts.css"
"""No file of its own as it leaves: `site.css` ends with it, one request before the first paint."""
FONT = re.compile(r"""url\((["']?)(?P<name>[\w-]+\.woff2)\1\)""")
"""How `fonts.css` asks for one."""
_HASH = 12
"""Hexadecimal digits of SHA-256 in a name."""
_NO_ASSETS = frozenset({"Makefile", "README.md", "site.json", "site.toml", "sw.js", "sw-off.js"})
_BUILT = frozenset({"desk-editor.js"})
"""Small already, and a program of others: not a line of it is touched."""
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
    small, theirs = _small(), _read(Path(site.files)) if site.files else {}
    bodies = _read(ASSETS, but=small) | small | theirs
    faces = _with_hashes(bodies.pop(_FACES).decode(), bodies)
    if _FACES in theirs:
        faces = minified(faces)
    made = themed if theirs.keys().isdisjoint(_STYLES) else style_sheet
    bodies |= {one: made(site.theme, bodies[one].decode()).encode() for one in _STYLES}
    bodies[_PAGES] = with_faces(bodies[_PAGES].decode(), faces).encode()
    return {name: _asset(PurePosixPath(name), bodies[name]) for name in sorted(bodies)}


def asset_names(folder: Path) -> frozenset[str]:
    """The names that the files of a folder have as assets, and `icon.svg`, which has another."""
    return frozenset({path.name for _, path in _files(folder)})


def our_fonts() -> frozenset[str]:
    """Those that come with the package."""
    return frozenset(name for name in asset_names(ASSETS) if name.endswith(".woff2"))


def _with_hashes(css: str, bodies: Mapping[str, bytes]) -> str:
    """The style sheet with the addresses that its fonts are kept under. Raises KeyError."""

    def address(font: re.Match[str]) -> str:
        return f"url(/{_asset(PurePosixPath(font['name']), bodies[font['name']]).file})"

    return FONT.sub(address, css)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.iterdir():
        if path.is_file() and path.name not in _NO_ASSETS and path.name[0] != ".":
            yield _ICON.get(path.name, path.name), path


def _read(folder: Path, but: Collection[str] = ()) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in _files(folder) if name not in but}


def _small() -> dict[str, bytes]:
    if COMPILED.is_dir():
        return {path.name: path.read_bytes() for path in COMPILED.iterdir()}
    return small_assets()


def small_assets() -> dict[str, bytes]:
    """Our own style sheets and scripts by their names, in as few bytes as they leave in."""
    sources = {name: path for name, path in _files(ASSETS) if name not in _BUILT}
    return {
        name: _MADE_SMALL[path.suffix](path.read_text("utf-8")).encode()
        for name, path in sources.items()
        if path.suffix in _MADE_SMALL
    }


def script(source: str) -> str:
    """The script without indentation, empty lines and lines that only say why.

    All line ends stay, so that no statement is joined to another. Of what may go on over a line's
    end (a template literal, a comment in stars) nothing is touched: such a script stays as it is.
    """
    lines = [line.strip() for line in source.splitlines()]
    if "/*" in source or any(line.count("`") % 2 for line in lines):
        return source
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


_MADE_SMALL = {".css": minified, ".js": script}


def _asset(name: PurePosixPath, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:_HASH]
    return Asset(f"assets/{name.stem}.{digest}{name.suffix}", body)


def asset_path(site: Site, name: str) -> str:
    """The address of the asset on the site. Raises KeyError if there is none of the name."""
    return f"/{assets(site)[_ICON.get(name, name)].file}"
