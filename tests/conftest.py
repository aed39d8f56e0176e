"""Fixtures that more than one folder of tests uses."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from local.stack import LocalStack
from operate.rebuild import rebuild
from tests.support import npm
from tests.support.dealing import Sharing
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


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing | None:
    """Where files are dealt out."""
    return Sharing(config, log) if config.getvalue("dist") == "loadfile" else None


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
