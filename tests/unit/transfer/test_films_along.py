"""A film of another site comes along with the picture before it begins, and with its captions."""

import json
from pathlib import Path

import pytest

from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.media.media import Media
from broadsheet.usecases.transfer.played_links import played
from operate.bring_files import FilesWish
from tests.builders import make_site
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable
from tests.support.document import document
from tests.support.files_along import UP, Bring, every, got, told
from tests.support.machine_clock import is_light
from tests.support.old_archives import brought, by_title, ghost, write_zip
from tests.support.recordings import mp4
from tests.support.wordpress import item

BESIDE = {
    "element": (
        f'<video controls src="{UP}/lake.mp4" poster="{UP}/boat.jpg">'
        f'<track kind="captions" src="{UP}/lake.vtt" srclang="de" label="Deutsch"></video>'
    ),
    "block": (
        f'<!-- wp:video {{"id":9}} -->\n<figure class="wp-block-video"><video controls '
        f'poster="{UP}/boat.jpg" src="{UP}/lake.mp4"><track src="{UP}/lake.vtt" label="Deutsch" '
        'srclang="de" kind="subtitles"></video><figcaption>The <b>lake</b></figcaption></figure>\n'
        "<!-- /wp:video -->"
    ),
    "shortcode": (
        f'[video mp4="{UP}/lake.mp4" poster="{UP}/boat.jpg"]'
        f'<track src="{UP}/lake.vtt" srclang="de" label="Deutsch">[/video]'
    ),
}
"""A film with a picture before it begins and captions, as WordPress has them."""


@pytest.mark.parametrize("how", BESIDE)
def test_a_film_keeps_the_picture_before_it_and_its_captions(
    bring: Bring, table: MemoryTable, uploads: Path, how: str
) -> None:
    month = uploads / "2024" / "01"
    (month / "lake.mp4").write_bytes(mp4())
    (month / "lake.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:00.500\nWater.\n")
    moved = bring(item(7, content=f"First.\n\n{BESIDE[how]}\n\nLast."))
    article = got(table, 7)
    player = document(on_the_page(words_for(make_site(), "en"), article.body.html)).one("video")
    (picture,) = (media for media in every(table, Media) if not media.is_file)
    track = player.one("track")
    assert player["poster"].startswith(f"/media/{picture.id}/")
    assert (track["srclang"], track["label"]) == ("de", "Deutsch")
    assert ("<figcaption>The lake</figcaption>" in article.body.html) == (how == "block")
    assert UP not in article.body.html
    assert [note.reason for note in moved.articles.notes] == ["picture_without_words"]


@pytest.mark.parametrize("how", BESIDE)
def test_what_stood_beside_a_film_that_did_not_come_is_named(
    bring: Bring, table: MemoryTable, uploads: Path, how: str
) -> None:
    moved = bring(item(7, content=f"First.\n\n{BESIDE[how]}\n\nLast."))
    html = got(table, 7).body.html
    assert f'<a href="{UP}/lake.mp4"' in html
    assert "<img" not in html
    assert "vtt" not in html
    assert told(moved, "beside_left_out") == [f"{UP}/boat.jpg", f"{UP}/lake.vtt"]
    assert told(moved, "picture_stays") == []
    assert told(moved, "file_missing") == [f"{UP}/lake.mp4"]


GHOSTS = {
    "html": (
        '<figure class="kg-card kg-video-card" '
        'data-kg-thumbnail="__GHOST_URL__/content/media/t.jpg"><div class="kg-video-container">'
        '<video src="__GHOST_URL__/content/media/lake.mp4"></video></div>'
        "<figcaption>The <b>lake</b></figcaption></figure>"
    ),
    "lexical": json.dumps(
        {
            "root": {
                "children": [
                    {
                        "type": "video",
                        "src": "__GHOST_URL__/content/media/lake.mp4",
                        "thumbnailSrc": "__GHOST_URL__/content/media/t.jpg",
                        "caption": "The lake",
                    }
                ]
            }
        }
    ),
}


@pytest.mark.parametrize("how", GHOSTS)
def test_a_film_of_ghost_keeps_the_picture_before_it(
    table: MemoryTable, store: MemoryPictures, tmp_path: Path, how: str
) -> None:
    files = {"content/media/lake.mp4": mp4(), "content/media/t.jpg": b"640x360"}
    post = ghost({how: GHOSTS[how]} | ({} if how == "html" else {"html": None}))
    path = write_zip(tmp_path / "backup.zip", {"data/site.ghost.2021-03-04.json": post, **files})
    wish = FilesWish(store=store, process=developed)
    brought(table, path, wish=wish)
    html = by_title(table)["Post 1"].body.html
    player = document(on_the_page(words_for(make_site(), "en"), html)).one("video")
    (picture,) = (media for media in every(table, Media) if not media.is_file)
    assert player["poster"].startswith(f"/media/{picture.id}/")
    assert "The lake" in html
    assert "content/media" not in html


@pytest.mark.parametrize(
    "much",
    [
        '<div class="b-recording"><p><a href="x">x</a></p></div><figcaption>',
        '<figure><div class="b-recording"><p><a href="x">x</a></p>',
        '<div class="b-recording"><p><a href="x">',
        '<p><a href="x">x</a></p>',
    ],
)
def test_a_long_body_of_such_blocks_takes_no_time(much: str) -> None:
    body = '<div class="b-recording">' + much * (128 * 1024 // len(much))
    assert is_light(lambda: played(body, {}), 100)
