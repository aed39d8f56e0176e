"""The pictures and files of a WordPress site come along, and stories show ours."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.media.media import Media, MediaUse, media_of
from broadsheet.domain.redirects.redirect import Redirect
from broadsheet.domain.transfer.site_lines import ImportedArticle
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.import_articles import id_of
from broadsheet.usecases.transfer.import_pictures import FilesImport
from operate.bring_files import BroughtFiles, FilesWish, Known
from operate.import_site import as_json, words_of
from operate.import_wordpress import IMPORT, Moved, bring_in_wordpress
from tests.fakes.comments import make_desk
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable
from tests.faults.editions import make_newsroom
from tests.support.pictures import photograph
from tests.support.wordpress import BLOG, attachment, item, meta, wxr

SOURCE = "wordpress old.example"
UP = f"{BLOG}/wp-content/uploads/2024/01"
PDF = b"%PDF-1.7 a report"
Bring = Callable[..., Moved]


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def store() -> MemoryPictures:
    return MemoryPictures()


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    month = tmp_path / "uploads" / "2024" / "01"
    month.mkdir(parents=True)
    for name in ("boat.jpg", "boat-300x200.jpg", "lake.png", "lead.jpg", "one.jpg", "two.jpg"):
        (month / name).write_bytes(b"640 " + name.encode())
    (month / "broken.jpg").write_bytes(b"broken")
    (month / "report.pdf").write_bytes(PDF)
    (month / "talk.mp3").write_bytes(b"ID3 sound")
    (month / "page.pdf").write_bytes(b"<script>alert(1)</script>")
    return tmp_path / "uploads"


@pytest.fixture
def bring(table: MemoryTable, store: MemoryPictures, tmp_path: Path, uploads: Path) -> Bring:
    def bring(*inside: str, along: bool = True, hosts: tuple[str, ...] = (), **more: Any) -> Moved:
        path = tmp_path / "wordpress.xml"
        path.write_bytes(wxr(*inside))
        wish = FilesWish(store=store, uploads=uploads, process=developed, hosts=hosts)
        desk = make_desk(make_newsroom(table))
        return bring_in_wordpress(desk, path, wish=wish if along else None, **more)

    return bring


def got(table: MemoryTable, post_id: int) -> Article:
    article = table.get(Article, article_key(id_of(SOURCE, str(post_id))))
    assert article is not None
    return article


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
    return Importing(BroughtFiles(services, wish, Known(())).importing(request, beside), beside)


def every(table: MemoryTable, kind: type[Any]) -> list[Any]:
    return [record for record in table.records.values() if isinstance(record, kind)]


def told(moved: Moved, reason: str) -> list[str]:
    return [note.detail for note in moved.articles.notes if note.reason == reason]


def shows(*addresses: str) -> str:
    return "".join(f'<p>Words.</p><p><img src="{one}" alt="A boat"></p>' for one in addresses)


def test_every_way_to_name_a_picture_shows_the_same_one_of_ours(
    bring: Bring, table: MemoryTable
) -> None:
    body = shows(
        *(
            f"{UP}/boat.jpg",
            f"{UP}/boat-300x200.jpg?ver=1",
            f"{UP.replace('https', 'http')}/boat.jpg",
        ),
        "/wp-content/uploads/2024/01/boat-150x150.jpg",
        f"https://i0.wp.com/{UP.removeprefix('https://')}/boat.jpg?resize=300%2C200",
        f"{UP.removeprefix('https:')}/boat.jpg",
    )
    moved = bring(item(7, content=body))
    (media,) = every(table, Media)
    article = got(table, 7)
    assert article.body.html.count(f'<img src="{media.path}"') == 6
    assert "uploads" not in article.body.html
    assert media_of(article) == (media.id,)
    assert [use.shown_by for use in every(table, MediaUse)] == [article.id]
    assert told(moved, "picture_stays") == told(moved, "picture_missing") == []
    assert moved.files is not None
    assert moved.files.pictures == 1


def test_pictures_keep_their_words_their_caption_and_their_credit(
    bring: Bring, table: MemoryTable
) -> None:
    exif = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:13:"José Núñez";s:6:"camera";s:1:"X";}}'
    boat = attachment(9, f"{UP}/boat.jpg", "A boat", "At dawn").replace(
        "\t</item>", f"{meta('_wp_attachment_metadata', exif)}\t</item>"
    )
    bring(item(7, within=[meta("_thumbnail_id", "9")]), boat)
    (media,) = every(table, Media)
    assert (media.alt, media.caption) == ("A boat", "At dawn")
    lead = got(table, 7).content.lead_image
    assert lead is not None
    assert (lead.media, lead.alt, lead.caption) == (media.id, "A boat", "At dawn")
    assert (media.credit, lead.credit) == ("José Núñez", "José Núñez")
    assert (lead.width, lead.url) == (640, media.path)


def test_galleries_and_captions_show_ours(bring: Bring, table: MemoryTable) -> None:
    body = f'[gallery ids="9,10"]\n\n[caption]<img src="{UP}/lake.png" alt="A lake"> Dry[/caption]'
    pictures = [attachment(9, f"{UP}/one.jpg", "One", "First"), attachment(10, f"{UP}/two.jpg")]
    bring(item(7, content=body), *pictures)
    html = got(table, 7).body.html
    assert html.count("/media/") == 3
    assert "<figcaption>First</figcaption>" in html
    assert "<figcaption>Dry</figcaption>" in html


def test_a_link_to_the_whole_picture_leads_to_ours(bring: Bring, table: MemoryTable) -> None:
    body = f'<a href="{UP}/boat.jpg"><img src="{UP}/boat-300x200.jpg" alt="A boat"></a>'
    bring(item(7, content=f"{body}<p><a href='{UP}/lake.png'>A map</a></p>"))
    media = {one.path for one in every(table, Media)}
    html = got(table, 7).body.html
    assert len(media) == 2
    assert all(f'<a href="{path}"' in html for path in media)


def test_files_that_are_no_pictures_are_kept_as_they_are(
    bring: Bring, table: MemoryTable, store: MemoryPictures
) -> None:
    body = f'<p><a href="{UP}/report.pdf">Report</a>, <a href="{UP}/page.pdf">page</a></p>'
    moved = bring(item(7, content=f'{body}[audio mp3="{UP}/talk.mp3"]'))
    kinds = {media.name: media for media in every(table, Media)}
    assert kinds.keys() == {"report.pdf", "talk.mp3"}
    report = kinds["report.pdf"]
    assert store.read(report.id, report.digest, "file.pdf") == PDF
    assert (report.content_type, report.path) == ("application/pdf", f"/media/{report.id}/file.pdf")
    html = got(table, 7).body.html
    assert f'<a href="{report.path}" rel="noopener">Report</a>' in html
    assert kinds["talk.mp3"].path in html
    (refused,) = told(moved, "file_refused")
    assert refused.startswith(f"{UP}/page.pdf: ")
    assert f'<a href="{UP}/page.pdf"' in html


def test_what_is_missing_or_no_picture_stays_and_is_named(bring: Bring, table: MemoryTable) -> None:
    elsewhere = "https://flickr.example/photo.jpg"
    body = shows(f"{UP}/none.jpg", f"{UP}/broken.jpg", elsewhere, f"{UP}/boat.jpg")
    body += f'<p><a href="{UP}/none.pdf">None</a></p>'
    moved = bring(item(7, content=body))
    assert told(moved, "picture_missing") == [f"{UP}/none.jpg"]
    assert told(moved, "picture_refused") == [f"{UP}/broken.jpg: says no width"]
    assert told(moved, "file_missing") == [f"{UP}/none.pdf"]
    assert elsewhere in told(moved, "picture_stays")
    html = got(table, 7).body.html
    assert f'src="{UP}/none.jpg"' in html
    assert f'src="{elsewhere}"' in html
    words = words_of(moved, is_dry_run=False)
    assert "!!! 3 PICTURES STAY BEHIND, at old.example (2), flickr.example (1)." in words
    assert "!!! 1 OTHER FILES STAY BEHIND, at old.example (1)." in words
    assert json.loads(as_json(moved))["pictures_left"] == [
        *(elsewhere, f"{UP}/none.jpg", f"{UP}/broken.jpg")
    ]


def test_a_site_that_had_another_name_finds_its_pictures_by_it(
    bring: Bring, table: MemoryTable
) -> None:
    post = item(7, content=shows("http://older.example/wp-content/uploads/2024/01/boat.jpg"))
    moved = bring(post, is_dry_run=True)
    assert len(told(moved, "picture_stays")) == 1
    bring(post, hosts=("www.older.example",))
    assert len(media_of(got(table, 7))) == 1


def test_no_story_is_refused_for_a_picture_of_which_nobody_says_anything(
    bring: Bring, table: MemoryTable
) -> None:
    moved = bring(item(7, title="At sea", content=f'<p><img src="{UP}/boat.jpg" alt=""></p>'))
    assert moved.articles.left_out == []
    assert 'alt="At sea"' in got(table, 7).body.html
    assert told(moved, "picture_without_words") == [f"{UP}/boat.jpg: At sea"]


def test_more_pictures_than_an_article_may_have_stay_and_are_named(
    bring: Bring, table: MemoryTable, uploads: Path
) -> None:
    for n in range(53):
        (uploads / f"many{n}.jpg").write_bytes(b"320 %d" % n)
    many = [f"{BLOG}/wp-content/uploads/many{n}.jpg" for n in range(53)]
    moved = bring(item(7, content=shows(*many)))
    assert moved.articles.left_out == []
    assert len(media_of(got(table, 7))) == 50
    assert [one.partition(": ")[0] for one in told(moved, "picture_left")] == many[50:]


def test_words_that_are_too_long_are_cut_and_named(bring: Bring, table: MemoryTable) -> None:
    moved = bring(
        item(7, content=shows(f"{UP}/boat.jpg")), attachment(9, f"{UP}/boat.jpg", "x" * 600)
    )
    (media,) = every(table, Media)
    assert media.alt == "x" * 499 + "…"
    assert told(moved, "words_cut") == [f"{UP}/boat.jpg: alt: {'x' * 600}"]


def test_old_addresses_of_all_sizes_lead_to_ours(bring: Bring, table: MemoryTable) -> None:
    body = shows(f"{UP}/boat-150x150.jpg") + f'<p><a href="{UP}/report.pdf">Report</a></p>'
    moved = bring(item(7, content=body))
    there = "/wp-content/uploads/2024/01"
    found = {redirect.path: redirect.target for redirect in every(table, Redirect)}
    boat, report = sorted(every(table, Media), key=lambda media: media.is_file)
    assert {path: found.get(path) for path in found if path.startswith(there)} == {
        **{f"{there}/boat{size}.jpg": boat.path for size in ("", "-150x150", "-300x200")},
        f"{there}/report.pdf": report.path,
    }
    assert moved.files is not None
    assert (moved.files.led, moved.files.left) == (4, [])


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


def bare(number: str, body: str) -> ImportedArticle:
    return ImportedArticle(
        source="folder", id=number, title=number, body=body, section="News", status="draft"
    )


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


class Dead(Exception):
    """The process is no more."""


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


def plain(records: Mapping[Any, Any]) -> dict[Any, Any]:
    """Everything but which run it was."""
    return {key: msgspec.to_builtins(record) | {"cause": ""} for key, record in records.items()}
