"""The user pool behind the desk."""

import pytest

from tests.fakes.user_pool import MemoryUserPool
from tests.support.api import GROUPS, SUBJECTS
from tests.support.lambdas import POOL, Stack, instead_of

PASSWORD = "blue kettle sings"
"""Everybody's."""


@pytest.fixture
def pool(stack: Stack) -> MemoryUserPool:
    """The user pool in which the staff is, each with the same password."""
    made = MemoryUserPool(stack.clock, POOL)
    for user, groups in GROUPS.items():
        made.add(user, PASSWORD, *groups.strip("[]").split(), sub=SUBJECTS[user])
    for name in ("desk_sign_in", "staff"):
        instead_of(name, lambda: made, stack.monkeypatch)
    return made
