"""Fixtures that more than one folder of tests uses."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from local.deployment import STACK
from local.rebuild import rebuild
from local.stack import LocalStack
from tests.support.newspaper import Newspaper
from tests.support.rights.on_stack import Watch

pytest_plugins = ["tests.support.rights.plugin"]

# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("broadsheet", deadline=None)
settings.load_profile("broadsheet")


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """The whole stack from `template.yaml` on this machine, with a state of its own."""
    with LocalStack(tmp_path_factory.mktemp("stack")) as stack:
        rebuild(stack.client, STACK, stack.outputs["RenderQueueUrl"])
        watch = Watch(stack)
        yield Newspaper(stack)
        watch.close()
