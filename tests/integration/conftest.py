"""A stack on mocked AWS for every test."""

from collections.abc import Iterator

import pytest

from tests.support.api import Api
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
