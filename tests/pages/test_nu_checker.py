"""The Nu HTML checker finds nothing on any kind of page, nor in style sheets and icons."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markupsafe import escape

from tests.every_page import EVIL
from tests.support.kinds import ARABIC, ENGLISH, files
from tests.support.nu_checker import Complaint, checked, line_of, write
from tests.support.tools import Unavailable

BROKEN = b"<!DOCTYPE html><html><title>x</title><p id=a></p><p id=a></p></html>"
EDITIONS: dict[str, Callable[[], Mapping[str, bytes]]] = {
    "friendly": lambda: files(ENGLISH),
    "right-to-left": lambda: files(ARABIC),
    "hostile": lambda: {n: _submittable(b) for n, b in files(ENGLISH, evil=True).items()},
    "broken": lambda: {"broken.html": BROKEN},
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Complaint]]:
    """What the checker says of each edition: one Java for all of them."""
    folder = tmp_path_factory.mktemp("checked")
    for edition, made in EDITIONS.items():
        write(folder / edition, made())
    said: dict[str, list[Complaint]] = {edition: [] for edition in EDITIONS}
    try:
        messages = checked(folder)
    except Unavailable as why:
        pytest.skip(str(why))
    for message in messages:
        file = Path(unquote(urlsplit(message["url"]).path)).relative_to(folder)
        said[file.parts[0]].append(message | {"file": "/".join(file.parts[1:])})
    return said


def _submittable(page: bytes) -> bytes:
    """The page without what no address may have: the API refuses such an address."""
    return page.replace(f"/{escape(EVIL)}".encode(), b"/") if page.startswith(b"<!D") else page


@pytest.mark.parametrize("edition", ["friendly", "right-to-left", "hostile"])
def test_no_page_and_no_style_sheet_has_an_error_or_a_warning(
    complaints: dict[str, list[Complaint]], edition: str
) -> None:
    lines = [line_of(complaint, complaint["file"]) for complaint in complaints[edition]]
    assert not lines, "\n".join(lines)


def test_the_checker_sees_what_is_wrong(complaints: dict[str, list[Complaint]]) -> None:
    said = " ".join(complaint["message"] for complaint in complaints["broken"])
    assert "Duplicate ID" in said
    assert "language" in said, "warnings count as well"
