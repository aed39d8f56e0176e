"""The pictures and files of a WordPress site come along, and stories show ours."""

import json
from pathlib import Path

from broadsheet.domain.media.media import Media, MediaUse, media_of
from broadsheet.domain.redirects.redirect import Redirect
from operate.import_site import as_json, words_of
from tests.fakes.pictures import MemoryPictures
from tests.fakes.table import MemoryTable
from tests.support.files_along import PDF, UP, Bring, every, got, shows, told
from tests.support.recordings import mp3, mp4, track
from tests.support.wordpress import BLOG, attachment, item, meta


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


def test_players_of_the_old_site_play_ours(bring: Bring, table: MemoryTable, uploads: Path) -> None:
    month = uploads / "2024" / "01"
    (month / "talk.mp3").write_bytes(mp3())
    (month / "lake.mp4").write_bytes(mp4())
    body = (
        f'First.\n\n[audio mp3="{UP}/talk.mp3"][/audio]\n\n'
        f'<figure class="wp-block-video"><video controls src="{UP}/lake.mp4"></video>'
        "<figcaption>The <b>lake</b></figcaption></figure>\n\n"
        f'Heard <a href="{UP}/talk.mp3">here</a>, too.'
    )
    moved = bring(item(7, content=body))
    article = got(table, 7)
    kinds = {one.kind: one for one in every(table, Media)}
    assert {kind: media.is_recording for kind, media in kinds.items()} == {"mp3": True, "mp4": True}
    assert [one.media for one in article.body.recordings] == [kinds["mp3"].id, kinds["mp4"].id]
    assert f'<a href="{kinds["mp3"].path}" rel="noopener">here</a>' in article.body.html
    assert "<figcaption>The lake</figcaption>" in article.body.html
    assert told(moved, "player_is_link") == []


def test_an_episode_of_a_podcasts_plugin_is_played_at_the_end_of_its_story(
    bring: Bring, table: MemoryTable, uploads: Path
) -> None:
    (uploads / "2024" / "01" / "talk.mp3").write_bytes(mp3())
    url = f"{UP}/talk.mp3"
    power = meta("enclosure", f'{url}\n16720\naudio/mpeg\na:1:{{s:8:"duration";s:4:"1:02";}}')
    simple = (meta("audio_file", url), meta("enclosure", url))
    bring(
        item(7, content="Hear.", within=[power]),
        item(8, content="Hear.", within=[*simple]),
        item(9, content=f'Hear.\n\n[audio src="{url}"]', within=[power]),
    )
    for number in (7, 8, 9):
        article = got(table, number)
        assert [one.title for one in article.body.recordings] == ["talk.mp3"], number
        assert article.content.body.count("media:") == 1


def test_what_browsers_do_not_play_comes_along_to_be_saved(
    bring: Bring, table: MemoryTable, uploads: Path
) -> None:
    month = uploads / "2024" / "01"
    (month / "old.mov").write_bytes(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")
    (month / "new.mp4").write_bytes(mp4(track(b"vide", b"hvc1", 8, 8)))
    moved = bring(item(7, content=f'[video src="{UP}/old.mov"]\n\n[video src="{UP}/new.mp4"]'))
    article, kept = got(table, 7), {one.kind: one for one in every(table, Media)}
    assert {kind: media.is_recording for kind, media in kept.items()} == {
        "video": False,
        "mp4": False,
    }
    assert kept["mp4"].notes[0].startswith("has its pictures in HEVC (H.265)")
    assert article.body.recordings == ()
    assert article.body.html.count('<a href="/media/') == 2
    assert len(told(moved, "player_is_link")) == 2


def test_a_playlist_plays_what_came_and_names_what_did_not(
    bring: Bring, table: MemoryTable, uploads: Path
) -> None:
    (uploads / "2024" / "01" / "talk.mp3").write_bytes(mp3())
    sound = attachment(9, f"{UP}/talk.mp3")
    moved = bring(item(7, content='[playlist ids="9,10"]'), sound)
    assert len(got(table, 7).body.recordings) == 1
    assert told(moved, "shortcode_left_out") == ['[playlist ids="9,10"]']
