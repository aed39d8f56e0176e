"""One stage for each file of tests."""

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage, stage_on_moto


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """The stack on moto, its functions in a killer's hands."""
    with pytest.MonkeyPatch.context() as monkeypatch, stage_on_moto(monkeypatch) as made:
        yield made
