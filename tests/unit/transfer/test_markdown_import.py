"""A folder of Markdown is taken over once, and again where it ended."""

from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.archive_folder import is_export
from broadsheet.domain.articles.article import Article, Series
from broadsheet.domain.articles.life import Status
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.redirects.redirect import Redirect
from operate.bring_files import FilesWish
from operate.import_site import as_json, words_of
from tests.fakes.comments import make_desk
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.markdown_import import bring_in_folder
from tests.support.markdown_sites import HUGO, written


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def wish() -> FilesWish:
    return FilesWish(store=MemoryPictures(), process=lambda _bytes: developed(b"640"))


def every(table: MemoryTable, kind: type[Any]) -> list[Any]:
    return [record for record in table.records.values() if isinstance(record, kind)]


def test_it_is_here_at_its_dates_and_its_addresses_lead_here(
    table: MemoryTable, tmp_path: Path
) -> None:
    desk = make_desk(make_newsroom(table))
    moved = bring_in_folder(desk, written(tmp_path, HUGO), wish=wish())
    found = {one.content.title: one for one in every(table, Article)}
    assert found["The lake"].path == "/2019/01/lake/"
    assert found["Le lac"].content.language == "fr"
    assert found["Later"].status is Status.SCHEDULED
    assert found["About"].status is Status.DRAFT
    redirects = {one.path: one.article_id for one in every(table, Redirect)}
    assert redirects["/posts/lake/"] == redirects["/old/lake/"] == found["The lake"].id
    assert [one.name for one in every(table, Profile)] == ["Amina Yusuf"]
    assert moved.articles.articles == {"published": 3, "scheduled": 1, "draft": 2}
    assert [(one.id, one.reason) for one in moved.articles.left_out] == [
        ("content/_index.md", "list_page")
    ]
    assert moved.files is not None
    assert moved.files.pictures == 2
    assert "media:" in found["The lake"].content.body
    assert set(redirects) >= {"/posts/lake/boats.jpg", "/img/h.jpg"}
    assert "6 taken over" in words_of(moved, is_dry_run=False)
    assert b"picture_without_words" in as_json(moved)


def test_a_dry_run_writes_nothing_and_says_the_same(table: MemoryTable, tmp_path: Path) -> None:
    desk = make_desk(make_newsroom(table))
    site = written(tmp_path, HUGO)
    tried = bring_in_folder(desk, site, is_dry_run=True)
    assert not table.records
    assert as_json(bring_in_folder(desk, site)) == as_json(tried)


def test_started_again_nothing_is_there_twice(table: MemoryTable, tmp_path: Path) -> None:
    desk = make_desk(make_newsroom(table))
    site = written(tmp_path, HUGO)
    bring_in_folder(desk, site, wish=wish())
    before = dict(table.records)
    moved = bring_in_folder(desk, site / "content", wish=wish())
    assert moved.articles.there == 6
    assert table.records == before


def test_what_shows_nothing_or_stands_there_twice_is_named_once_and_stays(
    table: MemoryTable, tmp_path: Path
) -> None:
    site = {
        "_config.yml": "title: A\n",
        "_posts/2024-01-02-a.md": (
            "---\ntitle: Chat\n---\n<!-- a -->\n\n<chat-page\n a='b'>\n</chat-page>\n\n"
            "<script src=x></script>\n"
        ),
        "_posts/2024-01-03-b.md": (
            "---\ntitle: B\n---\n![x](/img/no.png) ![y](/img/no.png 'T') <img src='/img/no.png'>\n"
        ),
        "_posts/2024-01-04-c.md": (
            "---\ntitle: C\nheader: |\n  <div>Top</div>\n---\n[x](#one) [y](#no)\n\n## One\n"
        ),
    }
    moved = bring_in_folder(make_desk(make_newsroom(table)), written(tmp_path, site), wish=wish())
    assert moved.articles.left_out == []
    told = [(note.title, note.reason) for note in moved.articles.notes]
    assert told.count(("Chat", "no_body")) == told.count(("B", "picture_missing")) == 1
    assert ("C", "field_left_out") in told
    assert ("C", "link_left_out") not in told
    assert told.count(("C", "link_without_target")) == 1
    assert ("C", "picture_missing") not in told
    (chat,) = (one for one in every(table, Article) if one.content.title == "Chat")
    assert "Chat" in chat.body.html


def test_a_site_with_a_manifest_of_its_own_is_no_export_of_ours(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "An app", "icons": []}')
    assert not is_export(tmp_path)
    (tmp_path / "articles.jsonl").touch()
    assert is_export(tmp_path)


def test_what_a_site_says_of_somebody_is_in_their_profile_or_named(
    table: MemoryTable, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "url: https://jekyll.example\ncollections: [authors]\n",
        "_data/authors.yml": "ann:\n  name: Ann\n  bio: Sails.\n  twitter: '@ann'\n",
        "_authors/bo.md": "---\nname: Bo\nphoto: bo.jpg\n---\nBo rows.\n",
        "_posts/2019-07-01-a.md": "---\ntitle: A\nauthors: [ann, bo]\n---\n![B](/b.jpg)\n",
        "b.jpg": b"640 b",
        "c.jpg": b"640 c",
    }
    desk = make_desk(make_newsroom(table))
    moved = bring_in_folder(desk, written(tmp_path, files), wish=wish())
    assert {one.name: one.bio for one in every(table, Profile)} == {"Ann": "Sails.", "Bo": ""}
    left = {(one.title, one.detail) for one in moved.articles.notes if not one.id}
    assert left == {("Ann", "twitter"), ("Bo", "photo, text")}
    assert moved.skipped[".jpg"] == 1


def test_a_series_and_a_large_letter_are_the_story_s_here(
    table: MemoryTable, tmp_path: Path
) -> None:
    def part(title: str, more: str) -> str:
        return f"---\ntitle: {title}\ndate: 2019-07-01\nseries: The river\n{more}\n---\nWords.\n"

    tags = ", ".join(f"tag {n}" for n in range(1, 21))
    files: dict[str, str | bytes] = {
        "a.md": part("A", "series_order: 1\ndrop_cap: true"),
        "b.md": part("B", f"series_order: 2\ntags: [{tags}]"),
        "c.md": part("C", "series_order: 0"),
        "d.md": part("D", "series_order: 4").replace("Words.", "Words and words.\n\n" * 9_000),
    }
    moved = bring_in_folder(make_desk(make_newsroom(table)), written(tmp_path, files))
    found = {one.content.title: one.content for one in every(table, Article)}
    assert (found["A"].series, found["A"].drop_cap) == (Series("The river", 1), True)
    assert (found["B"].series, len(found["B"].tags)) == (Series("The river", 2), 19)
    assert found["C"].series is None
    assert (found["D"].series, found["D (2)"].series) == (Series("The river", 4), None)
    told = {(note.title, note.reason, note.detail) for note in moved.articles.notes}
    assert ("B", "too_many_tags", "tag 20") in told
    assert any(
        one[:2] == ("C", "field_left_out") and one[2].startswith("/series/part") for one in told
    )
