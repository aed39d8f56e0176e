"""The file that an address without a host names: beside a text, or where a site has its files."""

from pathlib import Path

FOLDERS = ("", "static", "public", "assets", "src/assets", "source", "src", "content", "images")
"""Where what stands at the root of a site is in its folder."""
_OF_A_SITE = (
    *(".git", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "_config.yml"),
    *("package.json", ".eleventy.js", "eleventy.config.js", "astro.config.mjs", "pelicanconf.py"),
)
"""What is at the root of a folder of a site."""


def safe_in(root: Path, path: Path) -> Path | None:
    """The file itself, if it is one and is within `root`, wherever a symbolic link leads."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return real if real.is_file() and real.is_relative_to(root) else None


def found_in(root: Path, address: str, beside: Path | None) -> Path | None:
    """The file of an address in the folder `root`; of one that is relative, beside a text first."""
    name = address.lstrip("/")
    if not name or "\0" in name:
        return None
    places = [] if address.startswith("/") or beside is None else [beside]
    places += [root / one for one in FOLDERS]
    files = (safe_in(root, place / name) for place in places)
    return next(filter(None, files), None)


def root_of(text: Path) -> Path:
    """The folder of the site that a text is in, or the text's own where none is seen."""
    folder = text.resolve().parent
    above = (
        one for one in (folder, *folder.parents) if any((one / n).exists() for n in _OF_A_SITE)
    )
    return next(above, folder)
