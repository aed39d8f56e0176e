"""Every kind of page as it was last looked at: a change of a template shows as a diff.

`make golden` writes them anew, for a look at `git diff tests/pages/golden`.
"""

import difflib
import os
import re
from pathlib import Path

import pytest

from tests.support.kinds import files

GOLDEN = Path(__file__).parent / "golden"
ACCEPT = "ACCEPT_GOLDEN"
"""The environment variable with which files are written rather than compared."""
_HASH = re.compile(r"(/?assets/[a-z0-9-]+)\.[0-9a-f]{12}\.")
_KEPT = 400
"""Lines of a diff that are worth showing."""


def _golden() -> dict[str, str]:
    """What is compared, by its name: all but assets, and without the assets' hashes in it."""
    return {
        name.lstrip(".").replace("/", "-"): _HASH.sub(r"\1.<hash>.", body.decode())
        for name, body in files().items()
        if not name.startswith("assets/") and b"\0" not in body
    }


NAMES = sorted(_golden())


@pytest.fixture(scope="session", autouse=True)
def _accepted() -> None:
    if os.environ.get(ACCEPT):
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in _golden().items():
            (GOLDEN / name).write_bytes(text.encode())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_as_it_was_last_accepted(name: str) -> None:
    file = GOLDEN / name
    before = file.read_bytes().decode() if file.exists() else ""
    after = _golden()[name]
    if before != after:
        pytest.fail(_difference(name, before, after), pytrace=False)


def test_no_page_that_is_gone_is_still_compared() -> None:
    assert sorted(file.name for file in GOLDEN.iterdir()) == NAMES, "make golden removes them"


def _difference(name: str, before: str, after: str) -> str:
    lines = list(
        difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"accepted/{name}", f"now/{name}", lineterm=""
        )
    )
    shown = "\n".join(lines[:_KEPT]) or "(only the ends of lines differ)"
    more = f"\n… and {len(lines) - _KEPT} more lines" if len(lines) > _KEPT else ""
    return f"{shown}{more}\n\nIf this is as it should be: make golden, then look at git diff."
