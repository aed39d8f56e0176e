"""`make editor`: the desk's editor, built of pinned packages into one file that is kept.

What is kept is compared with what the sources make in the tests: nobody needs Node to run or to
deploy the newspaper.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from client.running import ROOT

SOURCES = ROOT / "layers/broadsheet/editor"
BUILT = ROOT / "layers/broadsheet/python/broadsheet/assets/desk-editor.js"
LICENCES = ROOT / "LICENSES/desk-editor.txt"
_TAKEN = ("package.json", "package-lock.json", "build.mjs", "src")
_TO_BUILD = ("esbuild", "@esbuild", "argparse", "@types")
"""Packages that are not in what is built."""
_HEAD = """\
assets/desk-editor.js is made of the sources in layers/broadsheet/editor and of these packages.
"""


def main() -> None:
    """Build it, and say how large it is."""
    with tempfile.TemporaryDirectory() as folder:
        made, licences = built(Path(folder))
        BUILT.write_bytes(made)
        LICENCES.write_text(licences, "utf-8")
    print(f"{BUILT.relative_to(ROOT)}: {len(made):,} bytes")


def built(folder: Path) -> tuple[bytes, str]:
    """The editor, made in this folder, and the licences of what is in it.

    Raises CalledProcessError where packages cannot be had, and FileNotFoundError without npm.
    """
    installed(folder)
    out = folder / "out.js"
    subprocess.run(["node", "build.mjs", str(out)], cwd=folder, check=True, capture_output=True)
    return out.read_bytes(), _licences(folder / "node_modules")


def installed(folder: Path) -> None:
    """The sources and their packages, in this folder. Raises as `built` does."""
    for name in _TAKEN:
        source = SOURCES / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(npm, cwd=folder, check=True, capture_output=True)


def in_editor() -> Iterator[tuple[str, str, str, str]]:
    """Name, version, licence and hash of each package that is in what is built."""
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    for path, of in sorted(lock["packages"].items()):
        name = path.removeprefix("node_modules/")
        if path and not name.startswith(_TO_BUILD):
            yield name, of["version"], of["license"], of["integrity"]


def _licences(packages: Path) -> str:
    parts = [_HEAD]
    for package in sorted(packages.iterdir()):
        if package.name in _TO_BUILD or package.name.startswith("."):
            continue
        told = json.loads((package / "package.json").read_text("utf-8"))
        files = sorted(p for p in package.iterdir() if p.name.lower().startswith("licen"))
        text = files[0].read_text("utf-8").strip() if files else ""
        parts.append(f"{told['name']} {told['version']} ({told['license']})\n\n{text}\n")
    return f"\n{'-' * 72}\n".join(parts)


if __name__ == "__main__":
    main()
