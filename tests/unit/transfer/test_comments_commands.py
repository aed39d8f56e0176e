"""The commands that move comments say what they did, and what is wrong with a file."""

import gzip
import sys
from pathlib import Path

import pytest

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.comment_lines import to_line
from broadsheet.adapters.imports.packed import opened
from broadsheet.domain.articles.article import Address
from broadsheet.domain.transfer.comment_lines import CommentLine, Line
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.ports import Cause, Put
from operate import export_comments, import_comments
from operate.import_comments import kind_of
from tests.builders import NOON, make_article
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom

DATA = Path(__file__).parents[2] / "data"


class MemoryStack:
    """What the commands are given of a stack."""

    def __init__(self) -> None:
        self.table = MemoryTable()
        article = make_article(path="/2026/11/harbour/")
        address = Address(path=article.path, article_id=article.id)
        self.table.commit([Put(article), Put(address)], Cause("seed", NOON))
        self.services: CommentServices = make_desk(make_newsroom(self.table))
        self.asked: list[str | None] = []

    def __call__(self, name: str | None) -> "MemoryStack":
        self.asked.append(name)
        return self


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> MemoryStack:
    made = MemoryStack()
    for command in (import_comments, export_comments):
        monkeypatch.setattr(command, "access_to", made)
    return made


def run(monkeypatch: pytest.MonkeyPatch, command: str, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", [command, *map(str, arguments)])
    (import_comments if command == "import" else export_comments).main()


def test_a_file_comes_in_and_goes_out(
    stack: MemoryStack,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report, out = tmp_path / "report.json", tmp_path / "out.jsonl"
    run(monkeypatch, "import", DATA / "wordpress.xml", "--report", report, "--stack", "there")
    said = capsys.readouterr().out
    assert "5 taken over" in said
    assert "1   no_such_article" in said
    assert '"id": "12"' in report.read_text()
    run(monkeypatch, "export", out)
    assert "5 comments" in capsys.readouterr().out
    assert (out.stat().st_mode & 0o777, len(out.read_bytes().splitlines())) == (0o600, 7)
    assert stack.asked == ["there", None]


def test_a_rehearsal_says_what_would_be_done(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(stack.table.records)
    run(monkeypatch, "import", DATA / "disqus.xml", "--dry-run", "--skip-spam")
    assert "3 would be taken over" in capsys.readouterr().out
    assert stack.table.records == before


def test_a_mapping_leads_to_articles(
    stack: MemoryStack,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "map.json").write_text('{"/2019/03/gone/": "/2026/11/harbour/"}')
    run(monkeypatch, "import", DATA / "wordpress.xml", "--map", tmp_path / "map.json")
    assert "6 taken over" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html></html>", b"\x1f\x8bnot packed"])
def test_other_files_are_refused_in_a_sentence(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "import", tmp_path / "file")
    assert ended.value.code == 1
    assert str(ended.value)


def test_a_broken_file_leaves_nothing_behind(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dict(stack.table.records)
    whole = (DATA / "wordpress.xml").read_bytes()
    (tmp_path / "file.xml").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SystemExit):
        run(monkeypatch, "import", tmp_path / "file.xml")
    assert stack.table.records == before


def test_a_report_that_could_not_be_written_is_said_before_anything_is_done(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dict(stack.table.records)
    for place in (tmp_path, tmp_path / "nowhere" / "report.json"):
        with pytest.raises(SystemExit, match="no report can be written to"):
            run(monkeypatch, "import", DATA / "wordpress.xml", "--report", place)
    assert stack.table.records == before


def test_an_export_that_is_broken_off_leaves_no_half_and_can_be_started_again(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(monkeypatch, "import", DATA / "wordpress.xml")
    out = tmp_path / "out.jsonl"

    def interrupted(line: Line) -> bytes:
        if isinstance(line, CommentLine):
            raise KeyboardInterrupt
        return to_line(line)

    with monkeypatch.context() as patched:
        patched.setattr(export_comments, "to_line", interrupted)
        with pytest.raises(SystemExit) as ended:
            run(monkeypatch, "export", out)
    assert (ended.value.code, out.exists()) == (130, False)
    run(monkeypatch, "export", out)
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_export_writes_over_nothing(
    stack: MemoryStack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "out.jsonl").write_text("mine")
    with pytest.raises(SystemExit):
        run(monkeypatch, "export", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == "mine"


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "disqus.xml.gz"
    packed.write_bytes(gzip.compress((DATA / "disqus.xml").read_bytes()))
    with opened(packed) as file:
        assert kind_of(file) == "disqus"
        assert file.read(5) == b"<?xml"


def test_what_wrote_a_file_is_seen_in_its_beginning() -> None:
    with opened(DATA / "wordpress.xml") as file:
        assert kind_of(file) == "wordpress"
    with opened(Path(__file__)) as file, pytest.raises(BadFile):
        kind_of(file)
