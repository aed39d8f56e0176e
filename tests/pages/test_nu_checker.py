"""The Nu HTML checker finds nothing on any kind of page, nor in style sheets and icons."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from markupsafe import escape

from tests.every_page import EVIL
from tests.support import npm
from tests.support.kinds import ARABIC, ENGLISH, files
from tests.support.tools import Unavailable, java

CHECKED = (".html", ".css", ".svg")
BROKEN = b"<!DOCTYPE html><html><title>x</title><p id=a></p><p id=a></p></html>"
EDITIONS: dict[str, Callable[[], Mapping[str, bytes]]] = {
    "friendly": lambda: files(ENGLISH),
    "right-to-left": lambda: files(ARABIC),
    "hostile": lambda: {n: _submittable(b) for n, b in files(ENGLISH, evil=True).items()},
    "broken": lambda: {"broken.html": BROKEN},
}

Complaint = dict[str, Any]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Complaint]]:
    """What the checker says of each edition: one Java for all of them."""
    folder = tmp_path_factory.mktemp("checked")
    for edition, made in EDITIONS.items():
        _write(folder / edition, made())
    said: dict[str, list[Complaint]] = {edition: [] for edition in EDITIONS}
    for message in _checked(folder):
        file = Path(unquote(urlsplit(message["url"]).path)).relative_to(folder)
        said[file.parts[0]].append(message | {"file": "/".join(file.parts[1:])})
    return said


def _submittable(page: bytes) -> bytes:
    """The page without what no address may have: the API refuses such an address."""
    return page.replace(f"/{escape(EVIL)}".encode(), b"/") if page.startswith(b"<!D") else page


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    for name, body in made.items():
        if name.endswith(CHECKED):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)


def _checked(folder: Path) -> list[Complaint]:
    try:
        jar = npm.package(npm.NU_CHECKER) / "build/dist/vnu.jar"
        command = [java(), "-Xss4m", "-jar", str(jar)]
    except Unavailable as why:
        pytest.skip(str(why))
    asked = ["--also-check-css", "--also-check-svg", "--stdout", "--format", "json"]
    done = subprocess.run(
        [*command, *asked, "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    messages: list[Complaint] = json.loads(done.stdout)["messages"]
    return messages


@pytest.mark.parametrize("edition", ["friendly", "right-to-left", "hostile"])
def test_no_page_and_no_style_sheet_has_an_error_or_a_warning(
    complaints: dict[str, list[Complaint]], edition: str
) -> None:
    lines = [_line(complaint) for complaint in complaints[edition]]
    assert not lines, "\n".join(lines)


def test_the_checker_sees_what_is_wrong(complaints: dict[str, list[Complaint]]) -> None:
    said = " ".join(complaint["message"] for complaint in complaints["broken"])
    assert "Duplicate ID" in said
    assert "language" in said, "warnings count as well"


def _line(complaint: Complaint) -> str:
    kind = complaint.get("subType") or complaint["type"]
    where = f"{complaint['file']}:{complaint.get('lastLine', '?')}"
    return f"{where} {kind}: {complaint['message']} | {complaint.get('extract', '')!r}"
