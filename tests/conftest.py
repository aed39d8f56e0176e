"""Fixtures that more than one folder of tests uses."""

from collections.abc import Iterator

import pytest

from local.deployment import STACK
from local.rebuild import rebuild
from local.stack import LocalStack
from tests.support.newspaper import Newspaper


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """The whole stack from `template.yaml` on this machine, with a state of its own."""
    with LocalStack(tmp_path_factory.mktemp("stack")) as stack:
        rebuild(stack.client, STACK, stack.outputs["RenderQueueUrl"])
        yield Newspaper(stack)
