"""The desk in front of a stack."""

import pytest

from tests.support.desk import Desk
from tests.support.lambdas import Stack


@pytest.fixture
def desk(stack: Stack) -> Desk:
    """Its pages, for whoever signs in."""
    return Desk(stack)
