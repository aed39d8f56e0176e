"""`make fonts`: the faces of readers' pages, cut from pinned packages to what pages show.

Of each face a file per script, which a browser fetches only where the script is read; and
`fonts.css`, which says so, and fits the typefaces that readers have to ours, so that a page is as
long in both. What is made is kept: nobody needs the packages to run or to deploy the newspaper.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from client.running import ROOT
from tools.font_metrics import Metrics, fitted, metrics_of

SOURCES = ROOT / "layers/broadsheet/fonts"
ASSETS = ROOT / "layers/broadsheet/python/broadsheet/assets"
LICENCES = ROOT / "LICENSES/fonts.txt"
STYLE = "fonts.css"
_PROGRAMS = ROOT / ".venv/fonts/bin"
"""Of the environment that `make fonts` makes beside the others."""

LATIN = (
    "U+20-7E,U+A0-A1,U+A3,U+A7,U+AB,U+B0,U+B7,U+BA-BB,U+BD,U+BF-FF,U+131,U+152-153,U+2013-2014,"
    "U+2018-201A,U+201C-201E,U+2026,U+2039-203A,U+20AC,U+2212"
)
"""English, French, German, Spanish, Swahili… and what they are printed with."""
LATIN_EXT = "U+100-130,U+132-151,U+154-17F,U+218-21B,U+1E9E,U+20BA,U+20BD"
"""Turkish, and the other languages from Iceland to Romania."""
ARABIC = (
    "U+20-22,U+25,U+28-2F,U+30-3A,U+A0,U+AB,U+BB,U+600-604,U+60C-60F,U+61B-61F,U+621-64A,U+64B-65F,"
    "U+660-66F,U+670,U+679,U+67E,U+686,U+688,U+691,U+698,U+6A9,U+6AF,U+6BA,U+6BE,U+6C1-6C3,U+6CC,"
    "U+6D2-6D5,U+6F0-6F9,U+200C-200F,U+2013-2014,U+2026"
)
"""Arabic, Persian and Urdu, with the spaces and figures between their words: these are not asked of
another face, whose file would be fetched for them."""
ARABIC_ASKED = "U+20-22,U+25,U+28-2F,U+30-3A,U+A0,U+AB,U+BB,U+600-6FF,U+200C-200F"
"""The same in fewer words: what is among these and not in the file is looked for elsewhere."""


class Cut(NamedTuple):
    """What is cut from a package's file: its place on the axes, and how it is asked for."""

    name: str
    family: str
    package: str
    style: str
    axes: str
    weight: str
    more: str = ""


_SHAPES = "ccmp,locl,mark,mkmk,rlig,init,medi,fina,isol,calt,lnum"
"""What letters need of each other to be right."""
_ALL = ",kern,liga"
"""And to be fine. Literata joins T and h, a book's custom and not a paper's; what is slanted or
bold in a text is a few words, whose pairs are worth less than their bytes."""
_LITERATA, _NEWSREADER = "@fontsource-variable/literata", "@fontsource-variable/newsreader"
_NASKH = "@fontsource-variable/noto-naskh-arabic"
LATIN_CUTS = (
    Cut("headline", "Newsreader", _NEWSREADER, "opsz-normal", "opsz=60 wght=600", "500 900", _ALL),
    Cut("text", "Literata", _LITERATA, "opsz-normal", "opsz=14 wght=400", "400", ",kern"),
    Cut("text-italic", "Literata", _LITERATA, "opsz-italic", "opsz=14 wght=400", "400"),
    Cut("text-bold", "Literata", _LITERATA, "opsz-normal", "opsz=14 wght=680", "700"),
)
ARABIC_CUTS = (
    Cut("naskh", "Naskh", _NASKH, "wght-normal", "wght=400", "400", _ALL),
    Cut("naskh-bold", "Naskh", _NASKH, "wght-normal", "wght=700", "500 900", _ALL),
)

FALLBACKS = (
    ("Georgia", "@fontsource/gelasio/files/gelasio-latin-{}-normal.woff2", ("Georgia",)),
    ("Noto", "@fontsource/noto-serif/files/noto-serif-latin-{}-normal.woff2", ("Noto Serif",)),
    (
        "Times",
        "@fontsource/tinos/files/tinos-latin-{}-normal.woff2",
        ("Times New Roman", "Liberation Serif", "Tinos"),
    ),
)
"""What readers have, and a package of the same widths to measure: Gelasio is as wide as Georgia,
Tinos as Times New Roman."""


def main() -> None:
    """Cut them all, and say how large they are."""
    with tempfile.TemporaryDirectory() as folder:
        packages = _installed(Path(folder))
        files = [file for cut in LATIN_CUTS for file in _latin(packages, cut)]
        files += [_cut(packages, cut, "arabic", ARABIC, cut.name) for cut in ARABIC_CUTS]
        ASSETS.joinpath(STYLE).write_text("".join(_rules(packages)), "utf-8")
        LICENCES.write_text(_licences(packages), "utf-8")
    for file in files:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")


def in_pages() -> Iterator[tuple[str, str, str, str]]:
    """Name, version, licence and hash of each package that pages show letters of."""
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    for name in sorted({cut.package for cut in (*LATIN_CUTS, *ARABIC_CUTS)}):
        of = lock["packages"][f"node_modules/{name}"]
        yield name, of["version"], of["license"], of["integrity"]


def _installed(folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_bytes((SOURCES / name).read_bytes())
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(npm, cwd=folder, check=True, capture_output=True)
    return folder / "node_modules"


def _latin(packages: Path, cut: Cut) -> Iterator[Path]:
    yield _cut(packages, cut, "latin", LATIN, cut.name)
    yield _cut(packages, cut, "latin-ext", LATIN_EXT, f"{cut.name}-ext")


def _cut(packages: Path, cut: Cut, script: str, characters: str, name: str) -> Path:
    """One place on the axes, and of the letters those that are named."""
    source = packages / cut.package / "files" / f"{_short(cut)}-{script}-{cut.style}.woff2"
    still, out = packages / "still.ttf", ASSETS / f"{name}.woff2"
    pinned = [str(_PROGRAMS / "fonttools"), "varLib.instancer", "-q", "-o", str(still), str(source)]
    subprocess.run([*pinned, *cut.axes.split()], check=True, capture_output=True)
    subset = [
        str(_PROGRAMS / "pyftsubset"),
        str(still),
        f"--unicodes={characters}",
        f"--layout-features={_SHAPES}{cut.more}",
        "--flavor=woff2",
        "--no-hinting",
        "--desubroutinize",
        "--drop-tables+=STAT,DSIG",
        f"--output-file={out}",
    ]
    subprocess.run(subset, check=True, capture_output=True)
    return out


def _short(cut: Cut) -> str:
    return cut.package.rpartition("/")[2]


def _rules(packages: Path) -> Iterator[str]:
    yield "/* Made by `make fonts`. What is not here yet is not waited for, and moves nothing. */\n"
    for cut in LATIN_CUTS:
        yield _face(cut, cut.name, LATIN)
        yield _face(cut, f"{cut.name}-ext", LATIN_EXT)
    for cut in ARABIC_CUTS:
        yield _face(cut, cut.name, ARABIC_ASKED)
    yield "/* What readers have until then, made as wide and as high. */\n"
    for cut, weight, named in ((LATIN_CUTS[0], "700", " Bold"), (LATIN_CUTS[1], "400", "")):
        ours = metrics_of(_PROGRAMS, ASSETS / f"{cut.name}.woff2")
        for family, file, names in FALLBACKS:
            theirs = metrics_of(_PROGRAMS, packages / file.format(weight))
            yield _fallback(f"{cut.family} {family}", [n + named for n in names], ours, theirs)


def _face(cut: Cut, name: str, characters: str) -> str:
    slant = "font-style: italic; " if cut.style.endswith("italic") else ""
    asked = f'font-family: "{cut.family}"; {slant}font-weight: {cut.weight}; '
    source = f'src: url({name}.woff2) format("woff2"); font-display: optional; '
    return f"@font-face {{ {asked}{source}unicode-range: {characters}; }}\n"


def _fallback(family: str, names: list[str], ours: Metrics, theirs: Metrics) -> str:
    local = ", ".join(f'local("{name}")' for name in names)
    said = " ".join(f"{what}: {value:.1%};" for what, value in fitted(ours, theirs).items())
    return f'@font-face {{ font-family: "{family}"; src: {local}; {said} }}\n'


def _licences(packages: Path) -> str:
    parts = ["The .woff2 files in layers/broadsheet/python/broadsheet/assets are cut from these.\n"]
    for package, version, licence, _ in in_pages():
        text = (packages / package / "LICENSE").read_text("utf-8").strip()
        parts.append(f"{package} {version} ({licence})\n\n{text}\n")
    return f"\n{'-' * 72}\n".join(parts)


if __name__ == "__main__":
    main()
