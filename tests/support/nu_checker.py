"""The Nu HTML checker: one Java for a whole folder."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support import npm
from tests.support.tools import java

CHECKED = (".html", ".css", ".svg")
Complaint = dict[str, Any]


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """What it can check of these files, below a folder."""
    for name, body in made.items():
        if name.endswith(CHECKED):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)


def checked(folder: Path) -> list[Complaint]:
    """What it says of all that is in the folder. Raises Unavailable."""
    jar = npm.package(npm.NU_CHECKER) / "build/dist/vnu.jar"
    asked = ["--also-check-css", "--also-check-svg", "--stdout", "--format", "json"]
    done = subprocess.run(
        [*java(), "-Xss4m", "-jar", str(jar), *asked, "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    messages: list[Complaint] = json.loads(done.stdout)["messages"]
    return messages


def line_of(complaint: Complaint, file: str) -> str:
    """One of them, for people."""
    kind = complaint.get("subType") or complaint["type"]
    where = f"{file}:{complaint.get('lastLine', '?')}"
    return f"{where} {kind}: {complaint['message']} | {complaint.get('extract', '')!r}"
