"""Pictures, from the form that they are sent by to the pages that show them, and back."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from broadsheet.domain.media.media import FORMATS
from tests.support.api import Api, article
from tests.support.machine_clock import at_this_moment
from tests.support.pictures import ALT, CAMERA, NOWHERE, PLACE, Desk, files_of, photograph

MEDIA = "/api/v1/media"


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def shows(media_id: str) -> dict[str, Any]:
    return {"lead_image": {"media": media_id}}


def test_the_form_allows_one_file_of_the_type_and_the_size_that_were_announced(api: Api) -> None:
    reply = api("POST", MEDIA, by="ann", json_body={"type": "image/webp"})
    receipt = reply.json
    assert reply.headers["location"] == f"{MEDIA}/{receipt['id']}"
    assert receipt["status"] == "waiting"
    upload = receipt["upload"]
    assert upload["fields"]["Content-Type"] == "image/webp"
    assert upload["fields"]["key"] == f"uploads/{receipt['id']}"
    assert upload["fields"]["policy"]
    assert (upload["largest"], upload["seconds"]) == (20 * 1024 * 1024, 900)
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    until = datetime.fromisoformat(policy["expiration"])
    assert until <= at_this_moment() + timedelta(seconds=900)


def test_a_picture_is_made_of_what_was_sent_and_the_upload_is_forgotten(desk: Desk) -> None:
    media_id = desk.announce(alt=ALT, credit="Ann Author")
    assert desk.known(media_id)["status"] == "waiting"
    desk.send(media_id, photograph(700, 350))
    known = desk.known(media_id)
    assert (known["status"], known["width"], known["height"]) == ("ready", 700, 350)
    assert known["preview"]
    private = desk.private()
    assert {key.rpartition("/")[2] for key in private} == {
        f"{step}.{kind}" for step in (320, 640, 960) for kind in FORMATS
    }
    assert not [key for key in private if key.startswith("uploads/")]
    assert CAMERA.encode() not in b"".join(private.values())
    assert PLACE not in b"".join(private.values())


def test_readers_see_a_picture_as_long_as_a_public_article_shows_it(desk: Desk) -> None:
    media_id = desk.picture(photograph(700, 350), alt=ALT)
    assert desk.public() == set()
    draft = desk.api.submit("ann", **shows(media_id))
    assert desk.public() == set()
    path = f"/api/v1/articles/{draft['id']}"
    for action, seen in (
        ("publish", files_of(media_id, 320, 640, 960)),
        ("unpublish", set()),
        ("publish", files_of(media_id, 320, 640, 960)),
        ("retract", set()),
    ):
        body = {"reason": "It was not true."} if action == "retract" else None
        assert desk.api("POST", f"{path}/{action}", by="edith", json_body=body).status == 200
        assert desk.public() == seen, action


def test_a_picture_that_a_public_article_shows_no_longer_is_not_public(desk: Desk) -> None:
    old, new = desk.picture(alt=ALT), desk.picture(alt=ALT)
    path = f"/api/v1/articles/{desk.api.submit(**shows(old))['id']}"
    assert desk.public() == files_of(old, 320, 640, 960)
    sent = article(**shows(new))
    assert desk.api("PUT", path, by="edith", json_body=sent, if_match='"1"').status == 200
    assert desk.public() == files_of(new, 320, 640, 960)


def test_readers_do_not_miss_a_picture_that_somebody_tries_to_remove(desk: Desk) -> None:
    media_id = desk.picture(alt=ALT)
    desk.api.submit(**shows(media_id))
    desk.stack.drain()
    before = desk.known(media_id)["version"]
    assert desk.api("DELETE", f"{MEDIA}/{media_id}", by="edith", if_match="*").status == 409
    assert desk.known(media_id)["version"] == before
    assert desk.stack.stream() == []


def test_who_may_not_write_announces_no_picture_and_long_json_is_refused(api: Api) -> None:
    assert api("POST", MEDIA, by="olga", json_body={"type": "image/png"}).status == 403
    long = b'{"type": "image/png"' + b" " * 16 * 1024 + b"}"
    assert api("POST", MEDIA, by="ann", raw=long, content_type="application/json").status == 413


def test_a_picture_under_embargo_is_nowhere(desk: Desk) -> None:
    media_id = desk.picture(alt=ALT)
    hour = {"local": "2099-01-01T06:00", "zone": "UTC"}
    draft = desk.api.submit("ann", embargo=hour, **shows(media_id))
    desk.api("POST", f"/api/v1/articles/{draft['id']}/publish", by="edith")
    assert desk.public() == set()


def test_two_articles_show_one_picture_until_the_last_of_them_is_gone(desk: Desk) -> None:
    media_id = desk.picture(alt=ALT)
    first, second = (desk.api.submit(title=t, **shows(media_id))["id"] for t in ("One", "Two"))
    assert desk.known(media_id)["used_by"] == sorted([first, second])
    for article_id, seen in ((first, True), (second, False)):
        desk.api("POST", f"/api/v1/articles/{article_id}/unpublish", by="edith")
        assert bool(desk.public()) is seen


def test_the_page_offers_every_size_and_format_of_pictures_above_and_in_the_text(
    desk: Desk,
) -> None:
    lead, inside = desk.picture(alt=ALT), desk.picture(photograph(640, 400), caption="The lake")
    body = f'One.\n\n![A pier in the mud](media:{inside} "The pier")\n\nTwo.'
    receipt = desk.api.submit(body=body, **shows(lead))
    desk.stack.drain()
    page = desk.stack.files()[f"{receipt['path'][1:]}index.html"].decode()
    assert f'<source type="image/avif" srcset="/media/{lead}/320.avif 320w' in page
    assert f'srcset="/media/{inside}/320.webp 320w, /media/{inside}/640.webp 640w"' in page
    assert f'<img src="/media/{inside}/640.jpg" alt="A pier in the mud"' in page
    assert "<figcaption>The pier</figcaption>" in page
    assert f'alt="{ALT}"' in page
    assert desk.public() == files_of(lead, 320, 640, 960) | files_of(inside, 320, 640)
    feed = desk.stack.files()["feed.xml"].decode()
    assert f"/media/{inside}/640.jpg" in feed


def test_a_picture_without_words_is_in_a_draft_and_not_published(desk: Desk) -> None:
    lead, inside = desk.picture(), desk.picture()
    sent = article(body=f"![](media:{inside})", lead_image={"media": lead})
    draft = desk.api("POST", "/api/v1/articles", by="ann", json_body=sent).json
    path = f"/api/v1/articles/{draft['id']}"
    hour = {"publish_at": {"local": "2099-01-01T06:00", "zone": "UTC"}}
    for action, body in (("publish", None), ("schedule", hour)):
        reply = desk.api("POST", f"{path}/{action}", by="edith", json_body=body)
        assert (reply.status, reply.pointers) == (422, ["/lead_image/alt", "/body"])
    at_once = desk.api(
        "POST", "/api/v1/articles", by="edith", json_body={**sent, "status": "published"}
    )
    assert at_once.status == 422
    worded = article(body=f"![A pier](media:{inside})", lead_image={"media": lead, "alt": ALT})
    assert desk.api("PUT", path, by="edith", json_body=worded, if_match='"1"').status == 200
    assert desk.api("POST", f"{path}/publish", by="edith").status == 200


@pytest.mark.parametrize("pointer", ["/lead_image/media", "/body"])
def test_an_article_names_every_picture_that_it_cannot_have(desk: Desk, pointer: str) -> None:
    waiting, refused = desk.announce(), desk.picture(b"<svg></svg>")
    codes = {}
    for media_id in (NOWHERE, waiting, refused):
        named = {"body": f"![x](media:{media_id})"} if pointer == "/body" else shows(media_id)
        reply = desk.api("POST", "/api/v1/articles", by="ann", json_body=article(**named))
        assert (reply.status, reply.pointers) == (422, [pointer])
        codes[media_id] = reply.json["errors"][0]["code"]
    assert codes == {
        NOWHERE: "unknown_picture",
        waiting: "picture_not_ready",
        refused: "picture_refused",
    }


@pytest.mark.parametrize(
    ("image", "pointer"),
    [
        ({}, "/lead_image/url"),
        ({"url": "/a.jpg"}, "/lead_image/alt"),
        ({"url": "/a.jpg", "alt": "A", "media": NOWHERE}, "/lead_image/url"),
        ({"media": "../x"}, "/lead_image/media"),
    ],
)
def test_a_lead_image_is_one_of_ours_or_any_with_its_words(
    api: Api, image: dict[str, str], pointer: str
) -> None:
    reply = api("POST", "/api/v1/articles", by="ann", json_body=article(lead_image=image))
    assert reply.status == 422
    assert pointer in reply.pointers


def test_what_was_refused_says_why_and_leaves_nothing(desk: Desk) -> None:
    media_id = desk.picture(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    known = desk.known(media_id)
    assert known["status"] == "refused"
    assert known["reason"] == "is a drawing (SVG), which is a program: export it as PNG"
    assert desk.private() == {}


def test_a_notice_that_comes_again_changes_nothing(desk: Desk) -> None:
    media_id = desk.picture(alt=ALT)
    before, version = desk.private(), desk.known(media_id)["version"]
    desk.send(media_id, photograph(300, 300))
    assert desk.private() == before
    assert desk.known(media_id)["version"] == version


def test_what_nobody_waits_for_is_forgotten(desk: Desk) -> None:
    desk.send(NOWHERE, photograph())
    assert desk.private() == {}


def test_words_are_said_on_the_version_that_was_seen(desk: Desk) -> None:
    media_id = desk.picture()
    path, words = f"{MEDIA}/{media_id}", {"alt": ALT}
    assert desk.api("PUT", path, by="edith", json_body=words).status == 428
    assert desk.api("PUT", path, by="edith", json_body=words, if_match='"1"').status == 412
    assert desk.api("PUT", path, by="edith", json_body=words, if_match='"2"').status == 200
    assert desk.known(media_id)["alt"] == ALT


def test_a_picture_that_is_shown_stays_and_one_that_is_not_is_removed_for_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = desk.picture(alt=ALT)
    article_id = desk.api.submit(**shows(media_id))["id"]
    path = f"{MEDIA}/{media_id}"
    refused = desk.api("DELETE", path, by="edith", if_match="*")
    assert (refused.status, refused.json["used_by"]) == (409, [article_id])
    assert desk.known(media_id)["status"] == "ready"
    version = f'"{desk.api("GET", f"/api/v1/articles/{article_id}", by="edith").json["version"]}"'
    desk.api("DELETE", f"/api/v1/articles/{article_id}", by="edith", if_match=version)
    assert desk.api("DELETE", path, by="edith", if_match="*").status == 409, "used a moment ago"
    monkeypatch.setattr("broadsheet.usecases.media.manage_media.SETTLING_SECONDS", -1)
    assert desk.api("DELETE", path, by="edith", if_match="*").status == 204
    assert desk.api("GET", path, by="edith").status == 404
    assert desk.private() == {}
    assert desk.public() == set()


def test_pictures_that_no_article_shows_can_be_listed(desk: Desk) -> None:
    shown, idle, waiting = desk.picture(alt=ALT), desk.picture(alt=ALT), desk.announce()
    desk.api.submit(**shows(shown))
    listed = desk.api("GET", MEDIA, by="ann").json["items"]
    assert [item["id"] for item in listed] == [waiting, idle, shown]
    unused = desk.api("GET", MEDIA, by="ann", query={"unused": "true"}).json["items"]
    assert [item["id"] for item in unused] == [idle]


def test_what_is_in_a_bin_of_revisions_is_looked_up_when_it_is_restored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = desk.picture(alt=ALT)
    path = f"/api/v1/articles/{desk.api.submit(**shows(media_id))['id']}"
    assert desk.api("PUT", path, by="edith", json_body=article(), if_match='"1"').status == 200
    monkeypatch.setattr("broadsheet.usecases.media.manage_media.SETTLING_SECONDS", -1)
    assert desk.api("DELETE", f"{MEDIA}/{media_id}", by="edith", if_match="*").status == 204
    reply = desk.api("POST", f"{path}/revisions/1/restore", by="edith", if_match='"2"')
    assert (reply.status, reply.pointers) == (422, ["/lead_image/media"])


def test_authors_describe_and_remove_their_own_pictures_and_editors_all(desk: Desk) -> None:
    media_id = desk.announce(by="ann")
    path, words = f"{MEDIA}/{media_id}", {"alt": ALT}
    statuses = {
        by: desk.api("PUT", path, by=by, json_body=words, if_match="*").status
        for by in ("ben", "olga", "ann", "edith", "client:media:write", "client:articles:write")
    }
    assert statuses == {
        "ben": 403,
        "olga": 403,
        "ann": 200,
        "edith": 200,
        "client:media:write": 200,
        "client:articles:write": 403,
    }
    for by, status in (("olga", 403), ("ben", 403), ("ann", 204)):
        assert desk.api("DELETE", path, by=by, if_match="*").status == status
    assert desk.api("GET", MEDIA, by="olga").status == 403


def test_a_picture_that_is_removed_before_it_was_made_leaves_no_version_of_its_upload(
    desk: Desk,
) -> None:
    media_id = desk.announce(by="ann")
    cloud = desk.stack.cloud
    for body in (b"one", b"two"):
        cloud.s3.put_object(Bucket=cloud.media_bucket, Key=f"uploads/{media_id}", Body=body)
    assert desk.api("DELETE", f"{MEDIA}/{media_id}", by="ann", if_match="*").status == 204
    left = cloud.s3.list_object_versions(Bucket=cloud.media_bucket, Prefix="uploads/")
    assert not left.get("Versions")
    assert not left.get("DeleteMarkers")


def test_an_upload_that_cannot_be_read_now_comes_again(desk: Desk) -> None:
    media_id = desk.announce()
    desk.stack.cloud.s3.delete_bucket(Bucket=desk.stack.cloud.media_bucket)
    assert desk.comes_again(media_id)
