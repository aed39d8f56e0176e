"""The commands that bring a newsroom in and out, as `make` calls them for a stack on AWS."""

import importlib
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest

from broadsheet.domain.shared.record import Record
from broadsheet.domain.transfer.archive import archived
from broadsheet.usecases.shared.ports import Cause, Remove
from client.running import REGION, STACK
from tests.support.newspaper import Newspaper
from tests.support.paths.hours import LONG_AGO, table_of


class Commands:
    """`python -m operate.<name> … --stack broadsheet` in this process; what it prints."""

    def __init__(
        self,
        newspaper: Newspaper,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self._patch, self._printed = monkeypatch, capsys
        # The AWS SDK's own settings: to the commands, the local cloud is AWS.
        for name, value in {
            "AWS_ENDPOINT_URL": newspaper.stack.cloud.url,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)

    def __call__(self, name: str, *arguments: Path | str) -> str:
        command: Any = importlib.import_module(f"operate.{name}")
        given = [name, *map(str, arguments), "--stack", STACK]
        self._patch.setattr("sys.argv", given)
        self._printed.readouterr()
        command.main()
        return self._printed.readouterr().out


def lose(newspaper: Newspaper, article_id: str) -> int:
    """Remove all that an export has of an article from the table; how many records."""
    table = table_of(newspaper)
    lost = [r for r in table.scan() if archived(r) is not None and _is_of(r, article_id)]
    for start in range(0, len(lost), 50):
        some = lost[start : start + 50]
        table.commit([Remove(record.key) for record in some], Cause("lost", LONG_AGO))
    return len(lost)


def _is_of(record: Record, article_id: str) -> bool:
    return article_id in msgspec.json.encode(record).decode()
