"""Fixtures that more than one folder of tests uses."""

from collections.abc import Iterator

import pytest

from local.deployment import STACK
from local.rebuild import rebuild
from local.stack import LocalStack
from tests.support.newspaper import Newspaper


_TOGETHER = {"end_to_end": "stack", "browser": "stack", "faults": "faults"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share something costly stay with one of the processes that share the work."""
    for item in items:
        group = _TOGETHER.get(item.path.parent.name)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """The whole stack from `template.yaml` on this machine, with a state of its own."""
    with LocalStack(tmp_path_factory.mktemp("stack")) as stack:
        rebuild(stack.client, STACK, stack.outputs["RenderQueueUrl"])
        yield Newspaper(stack)
