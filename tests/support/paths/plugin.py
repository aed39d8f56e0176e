"""The table of what was crossed on the stack stands at the end of a run, wherever it was made."""

from typing import Any

import pytest

from tests.support.paths.ledger import TABLE

_SENT = "paths"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its table to the process that prints."""
    sent = getattr(session.config, "workeroutput", None)
    if sent is not None and TABLE in session.config.stash:
        sent[_SENT] = session.config.stash[TABLE]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended."""
    table = getattr(node, "workeroutput", {}).get(_SENT)
    if table:
        node.config.stash[TABLE] = table


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Operations × roles, due actions, event sources."""
    if TABLE in config.stash:
        terminalreporter.section("every path on the stack")
        for line in config.stash[TABLE]:
            terminalreporter.write_line(line)
