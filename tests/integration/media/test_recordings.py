"""Films, sounds and captions: from an upload to a page that plays them, and away again."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, Reply, article
from tests.support.pictures import Desk, photograph
from tests.support.recordings import OF_KIND, TYPES, mp3, mp4, vtt


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def recording(desk: Desk, kind: str, body: bytes | None = None, **words: str) -> str:
    media_id = desk.announce(type=TYPES[kind], **words)
    desk.send(media_id, OF_KIND[kind] if body is None else body)
    return media_id


def written(api: Api, body: str, **fields: Any) -> Reply:
    return api("POST", "/api/v1/articles", by="edith", json_body=article(body=body, **fields))


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_becomes_ready_as_it_was_sent(desk: Desk, kind: str) -> None:
    media_id = recording(desk, kind, name=f"Der See.{kind}", alt="The lake")
    known = desk.known(media_id)
    assert known["status"] == "ready", known
    assert known["id"].endswith(f"-{kind}")
    assert (known["type"], known["name"]) == (TYPES[kind], f"Der See.{kind}")
    assert (known["size"], known["seconds"]) == (
        len(OF_KIND[kind]),
        1 if kind == "mp3" else 2,
    )
    assert (known["width"] is not None) == (kind in ("mp4", "webm"))
    assert known["path"] == f"/media/{media_id}/file.{kind}"
    (kept,) = [key for key in desk.private() if media_id in key]
    assert kept.startswith(f"pictures/{media_id}/")
    assert desk.private()[kept] == OF_KIND[kind]


def test_a_page_plays_it_and_readers_get_the_file_while_the_story_is_out(
    api: Api, desk: Desk
) -> None:
    film, said = recording(desk, "mp4", name="Der See.mp4"), recording(desk, "vtt")
    still = desk.picture(photograph(960, 540), alt="A")
    beside = f"![](media:{still})\n\n[English](media:{said})"
    body = f":::video\n![The lake](media:{film})\n\n{beside}\n:::\n"
    assert desk.public() == set()
    made = written(api, body, status="published").json
    assert [note["reason"] for note in made["notes"]] == []
    desk.stack.drain()
    site = desk.stack.files()
    page = site[f"{made['path'][1:]}index.html"].decode()
    assert f'<source src="/media/{film}/file.mp4" type="video/mp4">' in page
    assert f'poster="/media/{still}/960.jpg"' in page
    assert f'<track kind="captions" src="/media/{said}/file.vtt"' in page
    assert site[f"media/{film}/file.mp4"] == OF_KIND["mp4"]
    assert site[f"media/{said}/file.vtt"] == OF_KIND["vtt"]
    served = desk.stack.cloud.s3.head_object(
        Bucket=desk.stack.cloud.bucket, Key=f"media/{film}/file.mp4"
    )
    assert served["ContentType"] == "video/mp4"
    assert served["ContentDisposition"] == "attachment; filename*=UTF-8''Der%20See.mp4"
    used = desk.known(film)["used_by"]
    assert used == [made["id"]] == desk.known(said)["used_by"]
    down = api("POST", f"/api/v1/articles/{made['id']}/unpublish", by="edith", if_match="*")
    assert down.status == 200, down.body
    assert desk.public() == set()


def test_feeds_enclose_what_a_story_plays(api: Api, desk: Desk) -> None:
    sound = recording(desk, "mp3", mp3(400))
    assert written(api, f"Hear.\n\n![A talk](media:{sound})", status="published").status == 201
    desk.stack.drain()
    site = desk.stack.files()
    size, url = len(mp3(400)), f"/media/{sound}/file.mp3"
    rss, atom, feed = (site[name].decode() for name in ("feed.xml", "atom.xml", "feed.json"))
    assert f'{url}" length="{size}" type="audio/mpeg"/>' in rss
    assert f'{url}" rel="enclosure" length="{size}" type="audio/mpeg" title="A talk"/>' in atom
    assert '"mime_type": "audio/mpeg"' in feed
    assert '"duration_in_seconds": 10' in feed
    assert "<audio" not in rss + atom + feed, "elsewhere it is a link"


def test_a_story_in_a_draft_shows_nothing_to_readers(api: Api, desk: Desk) -> None:
    sound = recording(desk, "mp3")
    assert written(api, f"![A talk](media:{sound})").status == 201
    assert desk.public() == set()


REFUSED = {
    "an empty file": (b"", "mp3", "is empty"),
    "half a film": (mp4()[:2000], "mp4", "is broken, or was not sent whole"),
    "a page": (b"<script>alert(1)</script>", "webm", "is a web page, no recording"),
    "a film called a sound": (mp4(), "mp3", "is MP4 and was announced as MP3"),
    "a picture": (photograph(8, 8), "mp4", "is a picture, and was announced as something else"),
    "captions without any": (vtt("WEBVTT\n"), "vtt", "has no captions in it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_played_is_refused_with_what_to_do(desk: Desk, case: str) -> None:
    body, kind, said = REFUSED[case]
    media_id = recording(desk, kind, body)
    known = desk.known(media_id)
    assert known["status"] == "refused"
    assert known["reason"].startswith(said)
    assert desk.private() == {}, "nothing of it is kept"


def test_a_story_cannot_name_what_was_refused_or_never_came(api: Api, desk: Desk) -> None:
    refused = recording(desk, "mp3", b"nothing")
    waiting = desk.announce(type="video/mp4")
    for media_id, code in ((refused, "picture_refused"), (waiting, "picture_not_ready")):
        reply = written(api, f"![x](media:{media_id})")
        assert (reply.status, [one["code"] for one in reply.json["errors"]]) == (422, [code])
    lead = {"media": recording(desk, "mp4"), "alt": "x"}
    assert written(api, "Text.", lead_image=lead).pointers == ["/lead_image/media"]


def test_whoever_removes_it_removes_its_file_and_nobody_removes_what_is_shown(
    api: Api, desk: Desk
) -> None:
    sound = recording(desk, "mp3")
    made = written(api, f"![A talk](media:{sound})").json
    path = f"/api/v1/media/{sound}"
    assert api("DELETE", path, by="edith", if_match="*").status == 409
    assert api("DELETE", f"/api/v1/articles/{made['id']}", by="edith", if_match="*").status == 204
    desk.stack.clock.now += timedelta(minutes=2)
    assert api("DELETE", path, by="edith", if_match="*").status == 204
    assert desk.private() == {}
    assert api("GET", path, by="edith").status == 404


def test_a_notice_that_comes_again_changes_nothing(desk: Desk) -> None:
    sound = recording(desk, "mp3")
    before = desk.known(sound)
    assert not desk.comes_again(sound, times=2)
    assert desk.known(sound) == before


def test_a_name_is_a_files_and_a_picture_has_none(api: Api, desk: Desk) -> None:
    sent = {"type": "image/jpeg", "name": "lake.jpg"}
    reply = api("POST", "/api/v1/media", by="ann", json_body=sent)
    assert reply.status == 201
    assert [note["pointer"] for note in reply.json["notes"]] == ["/name"]
    assert desk.known(desk.announce(type="audio/mpeg"))["name"] == "file.mp3"
    long = {"type": "audio/mpeg", "name": "x" * 201}
    assert api("POST", "/api/v1/media", by="ann", json_body=long).pointers == ["/name"]


def test_the_form_takes_no_more_than_the_newsroom_allows(api: Api) -> None:
    for media_type, most in (
        ("video/mp4", 500 << 20),
        ("audio/mpeg", 200 << 20),
        ("text/vtt", 2 << 20),
    ):
        reply = api("POST", "/api/v1/media", by="ann", json_body={"type": media_type})
        assert reply.json["upload"]["largest"] == most


def test_what_was_not_sent_ends_as_pictures_do(desk: Desk) -> None:
    media_id = desk.announce(type="audio/mpeg")
    desk.stack.clock.now += timedelta(days=1, minutes=1)
    assert desk.known(media_id)["status"] == "failed"
