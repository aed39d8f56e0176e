"""Every kind of page as it was last looked at: a change of a template shows as a diff.

`make golden` writes them anew, for a look at `git diff tests/pages/golden`.
"""

import functools
import re
from pathlib import Path

import pytest

from tests.support.golden import accept, difference
from tests.support.kinds import files

GOLDEN = Path(__file__).parent / "golden"
_HASH = re.compile(r"(/?assets/[a-z0-9-]+)\.[0-9a-f]{12}\.")


@functools.cache
def _golden() -> dict[str, str]:
    """What is compared, by its name: all but assets, and without the assets' hashes in it."""
    return {
        name.lstrip(".").replace("/", "-"): _HASH.sub(r"\1.<hash>.", body.decode())
        for name, body in files().items()
        if not name.startswith("assets/") and b"\0" not in body
    }


NAMES = sorted(file.name for file in GOLDEN.iterdir())


@pytest.fixture(scope="session", autouse=True)
def _accepted() -> None:
    accept(GOLDEN, _golden())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_as_it_was_last_accepted(name: str) -> None:
    if found := difference(GOLDEN, name, _golden()[name]):
        pytest.fail(found, pytrace=False)


def test_every_page_is_compared_and_none_that_is_gone() -> None:
    compared = {file.name for file in GOLDEN.iterdir()}
    assert compared == _golden().keys(), "make golden removes and adds them"
