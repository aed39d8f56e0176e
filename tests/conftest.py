"""Fixtures that more than one folder of tests uses."""

import functools
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from local.stack import LocalStack
from operate.rebuild import rebuild
from tests.support import npm
from tests.support.newspaper import Newspaper
from tests.support.podcast_site import podcast_site
from tests.support.providers import answering_providers
from tests.support.rights.on_stack import Watch
from tests.support.sample import Sample, running
from tests.support.tools import Unavailable

pytest_plugins = [
    "tests.support.on_moto",
    "tests.support.paths.plugin",
    "tests.support.rights.plugin",
]

ROOT = Path(__file__).parents[1]

# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("broadsheet", deadline=None)
settings.load_profile("broadsheet")


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it again costs a second each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


SHARED = {
    "newspaper: Newspaper": "the stack",
    "sample: Sample": "the sample edition",
    "import extracted": "the messages",
    "table: Table": "DynamoDB Local",
}
"""What takes seconds to be there, by the words of the files that want it."""
PEOPLE = ("browser", "comments", "command", "desk", "people", "privacy")
"""Folders whose tests have a stack of their own: on one, all of them would be the last to end."""


class _Sharing(LoadFileScheduling):  # type: ignore[misc]
    """A file is one worker's, and all that want the same thing are as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(super()._split_scope(nodeid))

    def remove_node(self, node: Any) -> Any:
        """What ended its worker is not given to the next, which would end of it as well."""
        ended = super().remove_node(node)
        for scope, unit in list(self.workqueue.items()):
            if ended in unit:
                unit[ended] = True
            # Of one that is done, a worker would never say that it did it, and get no other.
            if all(unit.values()):
                del self.workqueue[scope]
        return ended


@functools.cache
def _scope(file: str) -> str:
    text = (ROOT / file).read_text("utf-8")
    scope = next((scope for words, scope in SHARED.items() if words in text), file)
    is_of_people = scope == "the stack" and any(name in PEOPLE for name in Path(file).parts)
    return f"{scope} of people" if is_of_people else scope


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Sharing | None:
    """Where files are dealt out."""
    return _Sharing(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newspaper]:
    """The whole stack from `template.yaml` on this machine, with a state of its own."""
    home = tmp_path_factory.mktemp("stack")
    site = podcast_site(tmp_path_factory.mktemp("newsroom"))
    with answering_providers() as told, LocalStack(home, parameters=told, site=site) as stack:
        rebuild(stack.operated)
        watch = Watch(stack)
        yield Newspaper(stack)
        watch.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The stack with the sample edition on it, for whoever would disturb others or by them be."""
    with running(tmp_path_factory.mktemp("sample")) as site:
        yield site


@pytest.fixture(scope="module")
def axe() -> str:
    """The script; skips where it cannot be had."""
    try:
        return (npm.package(npm.AXE) / "axe.min.js").read_text("utf-8")
    except Unavailable as why:
        pytest.skip(str(why))
