"""Fixtures that more than one folder of tests uses."""

from collections.abc import Iterator

import pytest

from local.deployment import STACK
from local.rebuild import rebuild
from local.stack import LocalStack
from tests.support.newspaper import Newspaper

_TOGETHER = {"end_to_end": "stack", "browser": "stack"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share something costly stay with one of the processes that share the work."""
    for item in items:
        folder = item.path.parent.name
        group = item.path.stem if folder == "faults" else _TOGETHER.get(folder)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))
    # The longest first, so that neither process is left alone with them in the end.
    items.sort(key=lambda item: item.path.stem != "test_crashes")


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """The whole stack from `template.yaml` on this machine, with a state of its own."""
    with LocalStack(tmp_path_factory.mktemp("stack")) as stack:
        rebuild(stack.client, STACK, stack.outputs["RenderQueueUrl"])
        yield Newspaper(stack)
