"""The newsroom's own files beside `site.toml`: icons, style sheets, fonts, pictures, templates."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import FileSystemLoader, TemplateSyntaxError, meta

from broadsheet.adapters.jinja.assets import FONT, asset_names, our_fonts
from broadsheet.adapters.jinja.environment import (
    ORIGINAL,
    OWN_TEMPLATES,
    TEMPLATES,
    bare_environment,
)

ICONS = ("favicon.ico", "icon-180.png", "icon-192.png", "icon-512.png", "icon-maskable-512.png")
_TEXTS = (".css", ".js")
_FACES = "fonts.css"


def wrong_place(folder: Path, name: str) -> str:
    """Why a file that is named is none of the site's; empty, it is."""
    if name in asset_names(folder):
        return ""
    if "/" in name and (folder / name).is_file():
        return f"{name} must lie beside site.toml itself, and in no other folder"
    if (folder / name).is_file():
        return f"{name} is no file that readers get"
    return f"there is no {name} beside site.toml"


def wrong_icons(folder: Path) -> Iterator[str]:
    """Icons that were not made of the newsroom's."""
    if (folder / "icon.svg").is_file():
        missing = [name for name in ICONS if not (folder / name).is_file()]
        if missing:
            yield f"icon.svg: {', '.join(missing)} are not made of it yet: make icons"


def wrong_assets(folder: Path) -> Iterator[str]:
    """Texts of another encoding, and fonts that are asked for and not there."""
    for name in sorted(asset_names(folder)):
        if not name.endswith(_TEXTS) or not (folder / name).is_file():
            continue
        try:
            text = _read(folder / name)
        except UnicodeDecodeError as error:
            yield f"{name}{_where(error)}"
            continue
        if name == _FACES:
            there = asset_names(folder) | our_fonts()
            missing = sorted({font["name"] for font in FONT.finditer(text)} - there)
            yield from (f"{name}: there is no {font} beside site.toml" for font in missing)


def wrong_templates(folder: Path) -> Iterator[str]:
    """Templates that cannot be read, ask for one that is not there, or are asked for by none."""
    engine = bare_environment(FileSystemLoader(folder))
    ours = _names(TEMPLATES)
    theirs = {n for n in _names(folder) if n != "README.md"}
    known = ours | theirs | {f"{ORIGINAL}/{name}" for name in ours}
    used = set(ours)
    for name in sorted(theirs):
        try:
            tree = engine.parse(_read(folder / name))
            asked = meta.find_referenced_templates(tree)
            # Filters and tests are looked for no earlier.
            engine.compile(tree, name, raw=True)
        except TemplateSyntaxError as error:
            yield f"{OWN_TEMPLATES}/{name}, line {error.lineno}: {error.message}"
            continue
        except UnicodeDecodeError as error:
            yield f"{OWN_TEMPLATES}/{name}{_where(error)}"
            continue
        names = {other for other in asked if other}
        used |= names
        for other in sorted(names - known):
            yield f"{OWN_TEMPLATES}/{name}: there is no template {other}"
    for name in sorted(theirs - used):
        yield f"{OWN_TEMPLATES}/{name}: stands in place of none, and none asks for it"


def _names(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _where(error: UnicodeDecodeError) -> str:
    line = error.object.count(b"\n", 0, error.start) + 1
    return f", line {line}: is not text in UTF-8; save the file as UTF-8"
