"""`make lock`: what `requirements` name, with everything that these need, each file by its hash.

Beside each list `*.txt`, which people edit, lies its `*.lock`, which is installed from.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from client.running import ROOT

LISTS = (
    "requirements/local.txt",
    "requirements/dev.txt",
    "requirements/sam.txt",
    "requirements/node.txt",
    "requirements/security.txt",
    "requirements/fonts.txt",
    "layers/dependencies/requirements.txt",
    "layers/pictures/requirements.txt",
    "layers/broadsheet/python/build-requirements.txt",
)
_OLDEST_PYTHON = "3.11"
_UV = ROOT / ".venv/sam/bin/uv"
_PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;\\]+)")


class Pin(NamedTuple):
    """A package by its normalised name (PEP 503), its version, and hashes of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def lock_of(requirements: Path) -> Path:
    """Where the lock of a list lies."""
    return requirements.with_suffix(".lock")


def listed(requirements: Path) -> Iterator[tuple[str, str]]:
    """Name and version of what a list names, the lists that it includes among them.

    Raises ValueError for a line that pins nothing.
    """
    for line in requirements.read_text("utf-8").splitlines():
        included = line.removeprefix("-r ")
        if included != line:
            yield from listed(requirements.parent / included)
        elif found := _PINNED.match(line):
            yield _normal(found[1]), found[2]
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"{requirements.name}: {line} names no version")


def locked(lock: Path) -> list[Pin]:
    """What a lock holds; a package twice where it depends on the system which version it is."""
    entries = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    pins = []
    for entry in entries:
        found = _PINNED.match(entry)
        if found is None:
            raise ValueError(f"{lock.name}: {entry.splitlines()[0]} names no version")
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
        pins.append(Pin(_normal(found[1]), found[2], hashes))
    return pins


def main() -> int:
    """Write every lock anew, for all systems and all Pythons that the project runs on."""
    for name in LISTS:
        requirements = ROOT / name
        asked = ["pip", "compile", "--quiet", "--universal", "--python-version", _OLDEST_PYTHON]
        asked += ["--generate-hashes", "--no-annotate", "--no-header"]
        target = ["--output-file", str(lock_of(requirements))]
        made = subprocess.run([_UV, *asked, str(requirements), *target], check=False)
        if made.returncode:
            return made.returncode
        print(f"  {name}: {len(locked(lock_of(requirements)))} packages")
    return 0


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
