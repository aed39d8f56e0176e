"""What a machine keeps of its newspaper, and when it is forgotten."""

from pathlib import Path

import pytest

from client.errors import CommandError
from local.cloud import Cloud
from local.reset import FORMAT, forget_another_format


def kept(home: Path, written: str | None) -> Path:
    """The home of a newspaper that ran."""
    for folder in ("state", "objects"):
        (home / folder).mkdir(parents=True)
        (home / folder / "dynamodb.json").write_text("{}")
    (home / "edition.json").write_text("{}")
    if written is not None:
        (home / "format").write_text(written)
    return home


def files(home: Path) -> set[str]:
    return {str(f.relative_to(home)) for f in home.rglob("*") if f.is_file()} - {"lock"}


def test_the_first_run_has_nothing_to_forget(tmp_path: Path) -> None:
    home = tmp_path / "new"
    assert not forget_another_format(home)
    assert files(home) == {"format"}


def test_what_this_release_kept_stays(tmp_path: Path) -> None:
    home = kept(tmp_path, str(FORMAT))
    before = files(home)
    assert not forget_another_format(home)
    assert files(home) == before


@pytest.mark.parametrize("written", [None, "1", str(FORMAT + 1), ""])
def test_what_another_release_kept_is_forgotten_once(tmp_path: Path, written: str | None) -> None:
    home = kept(tmp_path, written)
    assert forget_another_format(home)
    assert files(home) == {"format"}
    assert not forget_another_format(home)


def test_a_newspaper_that_runs_is_not_forgotten(tmp_path: Path) -> None:
    home = kept(tmp_path, None)
    before = files(home)
    with Cloud(home).idle(), pytest.raises(CommandError, match="another run"):
        forget_another_format(home)
    assert files(home) == before
