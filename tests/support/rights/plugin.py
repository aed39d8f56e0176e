"""Brings together what all processes of a test run saw, and compares it with the template.

A right that no test needed is found only once all of them have run: so it is looked for when the
whole suite ends, and then fails it by name. What was seen stays in pytest's cache, for
`make rights`.
"""

from typing import Any

import pytest

from tests.support.rights.comparison import unneeded
from tests.support.rights.ledger import LEDGER

CACHE = "broadsheet/rights"


def pytest_testnodedown(node: Any, error: object) -> None:
    """A process has ended: what it saw."""
    output = getattr(node, "workeroutput", {})
    LEDGER.load(output.get("rights", []))
    LEDGER.refused |= set(output.get("refused", []))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In each process: hand over. In the one that started them: compare."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output |= {"rights": LEDGER.dump(), "refused": sorted(LEDGER.refused)}
        return
    if LEDGER.refused and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if _is_whole(session.config):
        if session.config.cache is not None:
            session.config.cache.set(CACHE, LEDGER.dump())
        if unneeded(LEDGER) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name what no test needed."""
    for line in sorted(LEDGER.refused):
        terminalreporter.write_line(f"asked for without a right: {line}", red=True)
    if not _is_whole(config):
        return
    found = unneeded(LEDGER)
    terminalreporter.section("rights of the functions")
    terminalreporter.write_line(f"{len(LEDGER.entries)} were needed; all were allowed")
    for line in found:
        terminalreporter.write_line(f"no test needed it: {line}", red=True)


def _is_whole(config: pytest.Config) -> bool:
    option = config.option
    chosen = (option.keyword, option.markexpr, option.deselect, option.maxfail, option.collectonly)
    is_some = any(chosen) or getattr(option, "lf", False)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not is_some
