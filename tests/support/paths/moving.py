"""The commands that bring a newsroom in and out, as `make` calls them for a stack on AWS."""

import importlib
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest

from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.transfer.archive import archived
from broadsheet.usecases.shared.ports import Cause, Remove
from client.running import REGION, STACK
from tests.support.newspaper import Newspaper
from tests.support.paths.hours import LONG_AGO, table_of
from tests.support.pictures import photograph
from tests.support.recordings import mp4, vtt


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


def archived_keys(newspaper: Newspaper) -> set[Key]:
    """Where all is that an export has."""
    return {r.key for r in table_of(newspaper).scan() if archived(r) is not None}


def lose(newspaper: Newspaper, article_id: str) -> set[Key]:
    """Remove all that an export has of an article from the table; where it was."""
    table = table_of(newspaper)
    lost = [r for r in table.scan() if archived(r) is not None and _is_of(r, article_id)]
    for start in range(0, len(lost), 50):
        some = lost[start : start + 50]
        table.commit([Remove(record.key) for record in some], Cause("lost", LONG_AGO))
    return {record.key for record in lost}


def _is_of(record: Record, article_id: str) -> bool:
    return article_id in msgspec.json.encode(record).decode()


PDF = b"%PDF-1.7 so it was"
_DATA = Path(__file__).parents[2] / "data"


def site_with_files(folder: Path) -> tuple[Path | str, ...]:
    """What to give to an import: a WordPress site, whose story shows a picture, a report, and a
    film with a picture before it and captions."""
    there = folder / "uploads" / "2026" / "11"
    there.mkdir(parents=True)
    (there / "harbour.jpg").write_bytes(photograph(400, 300))
    (there / "before.jpg").write_bytes(photograph(640, 360))
    (there / "report.pdf").write_bytes(PDF)
    (there / "lake.mp4").write_bytes(mp4())
    (there / "lake.vtt").write_bytes(vtt())
    up, words = "https://www.old.example/wp-content/uploads/2026/11", "<p>Boats left at dawn.</p>"
    shown = f'<p><img src="{up}/harbour-300x225.jpg" alt="Boats"></p>'
    shown += f'<p><a href="{up}/report.pdf">The report</a></p>'
    shown += f'<p><video controls src="{up}/lake.mp4" poster="{up}/before.jpg">'
    shown += f'<track src="{up}/lake.vtt" srclang="sw" label="Kiswahili"></video></p>'
    site = folder / "wordpress.xml"
    text = (_DATA / "wordpress.xml").read_text("utf-8")
    site.write_text(text.replace(words, f"{words}{shown}"), "utf-8")
    return site, "--uploads", folder / "uploads"
