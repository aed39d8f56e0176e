"""What works on a whole stack is done by a process of its own, as it was asked for."""

import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from command.main import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was run, which ends as the one of the name says."""
    found: list[list[str]] = []

    def run(arguments: list[str], **_more: Any) -> SimpleNamespace:
        found.append(arguments[2:])
        return SimpleNamespace(returncode={"interrupted": 130, "killed": -9}.get(arguments[-1], 0))

    monkeypatch.setattr(subprocess, "run", run)
    return found


def test_an_empty_name_is_none_and_no_other_stack(asked: list[list[str]]) -> None:
    main(["rebuild", "--stack", ""])
    assert asked == [["operate.rebuild", "--stack", ""]]
    for command in ("import", "export"):
        with pytest.raises(SystemExit, match="its name is empty"):
            main([command, ""])
    assert len(asked) == 1


@pytest.mark.parametrize(("stack", "status"), [("interrupted", 130), ("killed", 1)])
def test_it_ends_as_that_process_did(asked: list[list[str]], stack: str, status: int) -> None:
    with pytest.raises(SystemExit, match="it was not done") as ended:
        main(["rebuild", "--stack", stack])
    assert ended.value.code == status
    assert len(asked) == 1
