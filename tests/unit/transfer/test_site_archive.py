"""The whole newsroom as files: what they hold, what they never hold, and what is made of them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.archive_folder import MANIFEST, BadArchive
from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.mail.subscription import Subscription
from broadsheet.domain.transfer.archive import FILE_OF, FILES, NEVER
from operate.site_archive import Busy, export_site
from tests.builders import make_article
from tests.properties.newsroom_machine import World
from tests.support.archives import CANARY, exported, furnished, kept, restored
from tests.support.recordings import mp3


@pytest.fixture(scope="module")
def world() -> World:
    return furnished()


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    return exported(world, tmp_path / "backup")


def test_every_type_of_record_is_exported_or_says_why_not() -> None:
    assert not set(FILE_OF) & set(NEVER)
    assert {*FILE_OF, *NEVER} == set(RECORDS)


def test_the_newsroom_has_something_of_every_kind(world: World) -> None:
    """Or the other tests would prove less than they say. A renaming is over in a minute."""
    kinds = {type(record) for record in kept(world).values()}
    assert {kind.__name__ for kind in set(FILE_OF) - kinds} == {"Placement", "Renamings"}


def test_an_import_into_an_empty_stack_gives_the_same_site_byte_for_byte(
    world: World, folder: Path
) -> None:
    again = restored(folder)
    assert kept(again) == kept(world)
    assert again.files.files == world.files.files
    assert again.rebuilt() == world.files.files
    assert again.pictures.files == world.pictures.files
    assert mp3() in again.pictures.files.values()
    copies = [file.copied_from for file in again.files.kept.values() if file.copied_from]
    assert len(copies) == 1


def test_an_export_of_the_import_is_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    second = exported(restored(folder), tmp_path / "second")
    assert bytes_of(second) == bytes_of(folder)


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_no_file_tells_who_a_reader_is(world: World, folder: Path) -> None:
    senders = {r.sender for r in world.table.scan() if isinstance(r, Sender | Subscription)}
    browsers = {r.reader for r in world.table.scan() if isinstance(r, Comment) and r.reader}
    assert senders
    assert browsers
    everything = b"".join(bytes_of(folder).values())
    for secret in (CANARY, CANARY.partition("@")[0], *senders, *browsers):
        assert secret.encode() not in everything


def test_what_an_earlier_release_told_of_a_browser_does_not_come_back(folder: Path) -> None:
    def told(lines: list[bytes]) -> None:
        old, new = b'"reader":""', b'"reader":"which"'
        assert any(old in line for line in lines)
        lines[:] = [line.replace(old, new) for line in lines]

    rewritten(folder, "comments.jsonl", told)
    found = [r for r in restored(folder).table.scan() if isinstance(r, Comment)]
    assert found
    assert {(one.sender, one.reader) for one in found} == {("", "")}


def test_each_file_is_lines_that_a_person_can_search(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    for name in FILES:
        lines = (folder / name).read_bytes().splitlines()
        assert manifest["files"][name]["lines"] == len(lines)
        assert all(json.loads(line)["type"] for line in lines)
    titles = [json.loads(line)["content"]["title"] for line in lines_of(folder, "articles.jsonl")]
    assert "Türkiye'de seçim" in titles


def lines_of(folder: Path, name: str) -> list[bytes]:
    return (folder / name).read_bytes().splitlines(keepends=True)


def test_a_folder_may_be_named_in_any_way(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(FileExistsError):
        export_site(world.table, world.pictures, Path("/"), lambda _done: None)
    for name in ("../there/", "../here/../again", "."):
        export_site(world.table, world.pictures, Path(name), lambda _done: None)
    assert {one.name for one in tmp_path.iterdir()} == {"here", "there", "again"}


def test_a_folder_that_has_something_is_left_alone(world: World, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        exported(world, tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_a_table_that_is_written_to_all_the_time_is_not_exported(
    world: World, tmp_path: Path
) -> None:
    class Restless:
        looks = 0

        def scan(self) -> Any:
            self.looks += 1
            yield from world.table.scan()
            yield make_article(version=self.looks)

    with pytest.raises(Busy):
        export_site(Restless(), world.pictures, tmp_path / "backup", lambda _: None)
    assert not (tmp_path / "backup").exists()


def test_what_changes_during_a_look_is_in_the_next(world: World, tmp_path: Path) -> None:
    class Once:
        looks = 0

        def scan(self) -> Any:
            self.looks += 1
            yield from world.table.scan()
            if self.looks == 1:
                yield make_article(version=7)

    export_site(Once(), world.pictures, tmp_path / "a", lambda _: None)
    assert bytes_of(tmp_path / "a") == bytes_of(exported(world, tmp_path / "b"))


def rewritten(folder: Path, name: str, change: Callable[[list[bytes]], None]) -> None:
    """The file with other lines, and a manifest that vouches for them."""
    lines = lines_of(folder, name)
    change(lines)
    body = b"".join(lines)
    (folder / name).write_bytes(body)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["files"][name]["sha256"] = hashlib.sha256(body).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest))


def breaks_json(lines: list[bytes]) -> None:
    lines[1] = b'{"type": "Article"\n'


def is_of_no_type(lines: list[bytes]) -> None:
    lines[1] = b'{"type": "Secret"}\n'


def has_a_wrong_field(lines: list[bytes]) -> None:
    lines[1] = lines[1].replace(b'"version":', b'"version":"x","was":')


def is_there_twice(lines: list[bytes]) -> None:
    lines[1] = lines[0]


def is_of_another_file(lines: list[bytes]) -> None:
    lines[1] = (
        b'{"type":"Profile","slug":"x","name":"X","version":1,"modified_at":"2026-11-22T00:00:00Z","modified_by":"x"}\n'
    )


@pytest.mark.parametrize(
    "change", [breaks_json, is_of_no_type, has_a_wrong_field, is_there_twice, is_of_another_file]
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    folder: Path, change: Callable[[list[bytes]], None]
) -> None:
    rewritten(folder, "articles.jsonl", change)
    empty = World()
    before = dict(empty.table.records)
    with pytest.raises(BadArchive, match=r"articles\.jsonl, line 2: "):
        restored(folder, empty)
    assert empty.table.records == before


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "live.jsonl").unlink(), r"live\.jsonl: is missing"),
        (lambda folder: (folder / "live.jsonl").write_bytes(b""), "is not what was written"),
        (lambda folder: (folder / MANIFEST).unlink(), "is it an export, and whole"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "cannot be read"),
        (
            lambda folder: (folder / MANIFEST).write_text(
                '{"format": "broadsheet archive", "version": 99, "files": {}}'
            ),
            "later release",
        ),
        (lambda folder: next(folder.rglob("640.jpg")).write_bytes(b"x"), "is not what was written"),
    ],
)
def test_a_damaged_folder_is_refused_whole(
    folder: Path, damage: Callable[[Path], object], words: str
) -> None:
    damage(folder)
    with pytest.raises(BadArchive, match=words):
        restored(folder)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("articles.jsonl", b"<p>One.</p>"),
        ("live.jsonl", b"<p>Polls open.</p>"),
        ("comments.jsonl", b"<p>A reply</p>"),
    ],
)
def test_html_comes_in_through_the_sanitiser_whoever_wrote_the_file(
    folder: Path, name: str, said: bytes
) -> None:
    evil = b"<p onclick='evil()'>One.</p><script>evil()</script>"
    assert said in b"".join(lines_of(folder, name))
    rewritten(folder, name, lambda lines: _in_every_line(lines, said, evil))
    files = restored(folder).files.files
    assert any(b"One." in body for body in files.values())
    assert not [file for file, body in files.items() if b"evil" in body]


def _in_every_line(lines: list[bytes], old: bytes, new: bytes) -> None:
    lines[:] = [line.replace(old, new) for line in lines]


def test_a_folder_that_has_a_picture_no_more_is_refused_though_its_manifest_agrees(
    folder: Path,
) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (gone,) = (name for name in manifest["files"] if name.endswith("/640.jpg"))
    del manifest["files"][gone]
    (folder / gone).unlink()
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BadArchive, match=r"640\.jpg: the manifest does not name it"):
        restored(folder)


def test_a_manifest_that_leads_out_of_the_folder_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["files"]["../secret.txt"] = {"sha256": "x"}
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BadArchive, match="is not in the folder"):
        restored(folder)
