"""Files that come along a second time, later, not at all, or by another system's importer."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from broadsheet.domain.media.media import Media, media_of
from broadsheet.domain.transfer.site_lines import ImportedArticle
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.import_pictures import FilesImport
from operate.bring_files import BroughtFiles, FilesWish, Known
from operate.import_archive import IMPORT
from operate.import_site import words_of
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.files_along import UP, Bring, every, got, shows, told
from tests.support.pictures import photograph
from tests.support.wordpress import BLOG, attachment, item, meta


class Beside:
    """Implements `Originals`: the files that lie beside a text."""

    folder: Path

    def find(self, address: str) -> Path | None:
        path = self.folder / address
        return path if path.exists() else None


class Importing(NamedTuple):
    files: FilesImport
    source: Beside


def make_importing(table: MemoryTable, store: MemoryPictures) -> Importing:
    beside, services = Beside(), make_newsroom(table)
    wish = FilesWish(store=store, process=developed)
    request = Request(id="r", who=IMPORT)
    return Importing(BroughtFiles(services, wish, Known(()), beside).importing(request), beside)


def bare(number: str, body: str) -> ImportedArticle:
    return ImportedArticle(
        source="folder", id=number, title=number, body=body, section="News", status="draft"
    )


class Dead(Exception):
    """The process is no more."""


def plain(records: Mapping[Any, Any]) -> dict[Any, Any]:
    """Everything but which run it was."""
    return {key: msgspec.to_builtins(record) | {"cause": ""} for key, record in records.items()}


def test_a_second_run_makes_nothing_twice(
    bring: Bring, table: MemoryTable, store: MemoryPictures
) -> None:
    inside = (
        item(7, content=shows(f"{UP}/boat.jpg", f"{UP}/none.jpg")),
        item(8, within=[meta("_thumbnail_id", "9")]),
        attachment(9, f"{UP}/lead.jpg", "A lead"),
    )
    first = bring(*inside)
    records, files = dict(table.records), dict(store.files)
    second = bring(*inside)
    assert (table.records, store.files) == (records, files)
    assert second.articles.notes == first.articles.notes
    assert second.files is not None
    assert (second.files.pictures, second.files.there, second.files.led) == (0, 2, 0)


def test_articles_that_came_without_their_pictures_get_them_later(
    bring: Bring, table: MemoryTable
) -> None:
    def post(words: str) -> str:
        return item(7, content=f"<p>{words}</p>{shows(f'{UP}/boat.jpg')}", within=lead)

    lead = [meta("_thumbnail_id", "9")]
    picture = attachment(9, f"{UP}/lead.jpg", "A lead")
    moved = bring(post("First."), picture, along=False)
    assert "!!! 2 PICTURES STAY BEHIND, at old.example (2)." in words_of(moved, is_dry_run=False)
    before = got(table, 7)
    later = bring(post("Changed there."), picture)
    after = got(table, 7)
    assert later.articles.pictured == 1
    assert len(media_of(after)) == 2
    assert "First." in after.body.html
    assert (after.modified_at, after.published_at) == (before.modified_at, before.published_at)
    assert bring(post("First."), picture).articles.pictured == 0
    assert got(table, 7) == after


def test_what_an_editor_has_changed_since_stays_as_it_is(bring: Bring, table: MemoryTable) -> None:
    post = item(7, content=shows(f"{UP}/boat.jpg"))
    bring(post, along=False)
    article = msgspec.structs.replace(got(table, 7), modified_by="Edith", modified_by_id="edith")
    table.records[article.key] = article
    moved = bring(post)
    assert got(table, 7) == article
    assert every(table, Media) == []
    assert told(moved, "picture_stays") == [f"{UP}/boat.jpg"]


def test_a_rehearsal_says_what_would_come_and_decodes_and_writes_nothing(
    bring: Bring, table: MemoryTable, store: MemoryPictures, uploads: Path
) -> None:
    (uploads / "real.jpg").write_bytes(photograph(400, 300)[:-900])
    (uploads / "real2.jpg").write_bytes(photograph(40, 30))
    real = [f"{BLOG}/wp-content/uploads/{name}.jpg" for name in ("real", "real2")]
    body = shows(*real, f"{UP}/boat.jpg", f"{UP}/none.jpg") + f'<a href="{UP}/report.pdf">R</a>'
    moved = bring(item(7, content=body), is_dry_run=True)
    assert (table.records, store.files) == ({}, {})
    assert moved.files is not None
    assert (moved.files.pictures, moved.files.files) == (2, 1)
    assert told(moved, "picture_missing") == [f"{UP}/none.jpg"]
    assert len(told(moved, "picture_refused")) == 1
    assert "2 pictures would come along" in words_of(moved, is_dry_run=True)


def test_without_their_folder_pictures_stay_and_that_is_said_loudly(bring: Bring) -> None:
    relative = "/wp-content/uploads/a.jpg"
    moved = bring(item(7, content=shows(f"{UP}/boat.jpg", relative)), along=False)
    words = words_of(moved, is_dry_run=False)
    assert "!!! 2 PICTURES STAY BEHIND, at old.example (1), the site itself (1)." in words
    assert "--uploads" in words


def test_files_that_are_linked_to_are_named_where_they_stay(bring: Bring) -> None:
    body = f'<p><a href="{UP}/report.pdf">Report</a></p><p><a href="/about/">Page</a></p>'
    assert told(bring(item(7, content=body), along=False), "file_stays") == [f"{UP}/report.pdf"]


def test_two_articles_that_call_their_pictures_the_same_show_two(
    table: MemoryTable, store: MemoryPictures, tmp_path: Path
) -> None:
    importing = make_importing(table, store)
    shown = set()
    for n in ("1", "2"):
        (tmp_path / n).mkdir()
        (tmp_path / n / "boat.jpg").write_bytes(f"640 {n}".encode())
        importing.source.folder = tmp_path / n
        shown.add(importing.files(bare(n, "![A boat](boat.jpg)")).body)
    assert len(shown) == len(every(table, Media)) == 2
    assert importing.files.old_paths == {}


def test_pictures_of_others_are_named_whichever_system_shows_them(
    table: MemoryTable, store: MemoryPictures, tmp_path: Path
) -> None:
    importing = make_importing(table, store)
    importing.source.folder = tmp_path
    body = "![A boat](https://flickr.example/boat.jpg) [A page](https://flickr.example/boat.pdf)"
    article = importing.files(bare("1", body))
    assert article.body == body
    told = [(note.reason, note.detail) for note in article.notes]
    assert told == [("picture_stays", "https://flickr.example/boat.jpg")]


def test_a_restart_after_any_commit_leaves_the_very_table_that_one_run_leaves(
    table: MemoryTable, store: MemoryPictures, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = shows(f"{UP}/boat-300x200.jpg") + f'<p><a href="{UP}/report.pdf">Report</a></p>'
    post = item(7, content=body, within=[meta("_thumbnail_id", "9")])
    inside = (post, attachment(9, f"{UP}/lead.jpg", "A lead"))
    bring(*inside)
    whole, commit, after = dict(table.records), table.commit, 0
    is_dead = True
    while is_dead:
        table.records.clear()
        store.files.clear()
        left = [after]

        def mortal(*arguments: Any, left: list[int] = left) -> None:
            commit(*arguments)
            left[0] -= 1
            if left[0] < 0:
                raise Dead

        with monkeypatch.context() as patched, suppress(Dead):
            patched.setattr(table, "commit", mortal)
            bring(*inside)
            is_dead = False
        bring(*inside)
        assert plain(table.records) == plain(whole), f"died after {after + 1} commits"
        after += 1
    assert after > 10
