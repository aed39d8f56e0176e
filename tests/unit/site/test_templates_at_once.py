"""Pages that are made at the same time, as those of a receipt are, from templates of a layer."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadsheet.adapters.jinja.environment import CompiledTemplates, bare_environment

THREADS, TIMES = 8, 80
_SLOW = """
import time
time.sleep(0.001)
name, blocks, debug_info = "slow.html", {}, ""
def root(context, environment=None):
    yield "made"
"""
"""A template whose import is met in the middle by the others."""


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_a_template_may_be_loaded_by_several_at_once(tmp_path: Path) -> None:
    templates = CompiledTemplates(tmp_path)
    tmp_path.joinpath(templates.get_module_filename("slow.html")).write_text(_SLOW, "utf-8")
    engine = bare_environment(templates)

    def made(_: int) -> set[str]:
        return {templates.load(engine, "slow.html").render() for _ in range(TIMES)}

    with ThreadPoolExecutor(THREADS) as threads:
        assert set().union(*threads.map(made, range(THREADS))) == {"made"}
