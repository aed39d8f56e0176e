"""Fixtures: the functions on mocked AWS in this process, for whichever folder of tests wants them.

Where a folder has the same name for something else, its own is taken.
"""

from collections.abc import Iterator

import pytest

from tests.support.api import Api
from tests.support.desk import Desk
from tests.support.lambdas import Stack, stack_on_moto


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """The functions, never called before, and nothing in the table."""
    with stack_on_moto(monkeypatch) as made:
        yield made


@pytest.fixture
def api(stack: Stack) -> Api:
    """The HTTP API in front of the stack."""
    return Api(stack)


@pytest.fixture
def desk(stack: Stack) -> Desk:
    """Its desk, for whoever signs in."""
    return Desk(stack)
