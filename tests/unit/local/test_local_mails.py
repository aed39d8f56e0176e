"""`make mails` shows what the local stack sent, the newest last."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local import mails, note
from local.cloud import Cloud
from local.note import Note


def kept(at: float, subject: str) -> dict[str, Any]:
    return {
        "MessageId": f"m{at}",
        "Timestamp": at,
        "Source": "News <news@mail.localhost>",
        "To": ["rea@example.org"],
        "Subject": subject,
        "BodyText": f"\nWords of {subject}\n\n",
    }


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What MiniStack answers, by account."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(mails, "HOME", tmp_path)
    monkeypatch.setattr(mails, "_kept", lambda _url: told)
    with Cloud(tmp_path).idle():
        Note("http://localhost:1", "http://localhost:2", {}, str(tmp_path)).write()
        yield told


def test_mails_are_shown_with_whom_they_are_for_the_newest_last(
    answers: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    answers["messages"] = {"000000000000": [kept(20.5, "Second"), kept(10.0, "First")]}
    mails.main()
    shown = capsys.readouterr().out
    assert shown.index("Subject  First") < shown.index("Subject  Second")
    assert "To       rea@example.org" in shown
    assert "Words of Second" in shown


def test_it_is_said_that_there_are_none(
    answers: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers == {}
    mails.main()
    assert capsys.readouterr().out == "No mail was sent yet.\n"


def test_where_nothing_runs_it_is_said_how_to_start_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "HOME", tmp_path)
    note.forget(tmp_path)
    with pytest.raises(SystemExit, match="make run"):
        mails.main()
