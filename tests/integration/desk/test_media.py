"""Pictures at the desk: announced, sent by a form of S3, described, found, shown and removed."""

import base64
import json
import re
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.domain.media.media import WAITING_SECONDS
from tests.support.api import Api
from tests.support.desk import Desk, Page, fields_of
from tests.support.lambdas import SITE_URL
from tests.support.pictures import ALT, photograph
from tests.support.pictures import Desk as PictureDesk
from tests.support.recordings import mp3, mp4, track

MEDIA = "/desk/media"
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


@pytest.fixture
def pictures(api: Api) -> PictureDesk:
    return PictureDesk(api)


def cards(page: Page) -> list[str]:
    found = page.html.all("li", where=lambda e: e.get("class") == "picture-card")
    return [one.all("a")[0]["href"].rpartition("/")[2] for one in found]


def upload_form(page: Page) -> tuple[str, dict[str, str]]:
    (form,) = [f for f in page.html.all("form") if f.get("enctype") == "multipart/form-data"]
    return form["action"], dict(fields_of(form))


def test_a_picture_goes_by_a_plain_form_from_its_words_to_a_story(
    desk: Desk, pictures: PictureDesk
) -> None:
    ann = desk.as_("ann")
    page = ann.get(MEDIA)
    assert "No pictures yet" in page.text
    page = page.follow("Add a picture").submit("Go on to the file", alt=ALT, credit="Amina Yusuf")
    assert page.title == "Send the file"
    action, fields = upload_form(page)
    media_id = fields["key"].removeprefix("uploads/")
    assert fields["success_action_redirect"] == f"{SITE_URL}/desk/media/{media_id}/sent"
    policy = json.loads(base64.b64decode(fields["policy"]))
    assert {"success_action_redirect": fields["success_action_redirect"]} in policy["conditions"]
    assert "_csrf" not in fields, "nothing of ours goes elsewhere"
    sent_to = re.match("https://[^/]+", action)
    assert sent_to
    allowed = page.headers["content-security-policy"]
    for directive in ("form-action", "connect-src", "img-src"):
        (said,) = [d for d in allowed.split("; ") if d.startswith(directive)]
        assert sent_to[0] in said.split(), directive
    waiting = ann.get(f"/desk/media/{media_id}")
    assert "has not come yet" in waiting.text
    pictures.send(media_id, photograph(700, 350))
    page = ann.get(f"/desk/media/{media_id}")
    assert "700 × 350" in page.text
    image = page.html.one("main").all("img")[0]
    assert (image["alt"], image["src"].startswith(sent_to[0])) == (ALT, True)
    assert f"![{ALT}](media:{media_id})" in page.body
    assert cards(ann.get(MEDIA)) == [media_id]


def test_where_s3_leads_back_to_needs_no_cookie_and_leads_to_the_picture(
    desk: Desk, pictures: PictureDesk
) -> None:
    media_id = pictures.announce()
    page = desk.nobody().get(f"{MEDIA}/{media_id}/sent?bucket=b&key=uploads%2F1&etag=%22e%22")
    assert page.status == 200
    refresh = page.html.all("meta", where=lambda e: e.get("http-equiv") == "refresh")[0]
    assert refresh["content"] == f"0; url=/desk/media/{media_id}"
    assert desk.nobody().get(f"{MEDIA}/https:evil.example/sent").status == 404


def test_what_was_refused_or_never_came_is_told_in_words(desk: Desk, pictures: PictureDesk) -> None:
    ann = desk.as_("ann")
    refused, lost = pictures.announce(by="ann"), pictures.announce(by="ann")
    pictures.send(refused, b"%PDF-1.4")
    assert (
        "is a document, not a picture: export the page as JPEG or PNG"
        in ann.get(f"{MEDIA}/{refused}").text
    )
    assert "is a document" in ann.get(MEDIA).text
    desk.stack.clock.now += timedelta(seconds=WAITING_SECONDS)
    ann = desk.as_("ann")
    page = ann.get(f"{MEDIA}/{lost}")
    assert "was not sent, or not dealt with, within a day" in page.text
    assert page.follow("Send it again").title == "Send the file"


def test_a_picture_is_described_and_the_second_of_two_is_told(
    desk: Desk, pictures: PictureDesk
) -> None:
    media_id = pictures.picture(alt="A boat")
    edith = desk.as_("edith")
    mine, other = (edith.get(f"{MEDIA}/{media_id}") for _ in range(2))
    assert "Saved." in other.submit("Save", caption="In August").text
    told = mine.submit("Save", caption="In May")
    assert told.status == 412
    assert "In August" in told.text
    assert "Saved." in told.submit("Save").text
    assert pictures.known(media_id)["caption"] == "In May"
    wrong = edith.get(f"{MEDIA}/{media_id}").submit("Save", alt="x" * 501)
    assert wrong.status == 422
    assert "x" * 501 in wrong.body


def test_it_is_said_where_a_picture_is_shown_as_far_as_one_may_know(
    desk: Desk, api: Api, pictures: PictureDesk
) -> None:
    media_id = pictures.picture(alt=ALT)
    api.submit("edith", title="Published", lead_image={"media": media_id})
    api.submit("ben", status="draft", title="Secret plan", lead_image={"media": media_id})
    seen = desk.as_("edith").get(f"{MEDIA}/{media_id}")
    assert {"Published", "Secret plan"} <= set(seen.links)
    hidden = desk.as_("ann").get(f"{MEDIA}/{media_id}")
    assert "Published" in hidden.links
    assert "Secret plan" not in hidden.body
    assert "A story that is not yours to see" in hidden.text
    refused = seen.submit("Remove it")
    assert refused.status == 409
    assert "Something shows this picture" in refused.text


def test_pictures_are_found_by_what_is_said_of_them(desk: Desk, pictures: PictureDesk) -> None:
    boat = pictures.picture(alt="Boats on a dry lake", credit="Amina Yusuf")
    pier = pictures.picture(alt="A pier", caption="Müggelsee im August")
    page = desk.as_("ann").get(MEDIA)
    assert cards(page) == [pier, boat]
    assert cards(page.submit("Search", words="lake boat")) == [boat]
    assert cards(page.submit("Search", words="muggels")) == [pier]
    nothing = page.submit("Search", words="zeppelin")
    assert (cards(nothing), "Nothing was found" in nothing.text) == ([], True)
    wrong = page.submit("Search", words="!!")
    assert wrong.status == 400
    assert "must have a word to search for" in wrong.text


def test_what_is_shown_nowhere_is_removed_by_ticks(
    desk: Desk, api: Api, pictures: PictureDesk
) -> None:
    shown, idle, other, kept = (pictures.picture(alt=ALT) for _ in range(4))
    api.submit(lead_image={"media": shown})
    page = desk.as_("edith").get(f"{MEDIA}?unused=true")
    assert cards(page) == [kept, other, idle]
    ticks = [f"{idle} {pictures.known(idle)['version']}", f"{other} 1"]
    gone = page.submit("Remove what is ticked", picture=ticks)
    assert "Removed: 1." in gone.text
    assert "somebody uses or has changed them: 1" in gone.text
    assert cards(gone) == [kept, other]
    nowhere = "01a20463-5b10-7d21-8a44-6c0f2d9e1b"
    eleven = [f"{kept} 1", *(f"{nowhere}{n} 1" for n in range(10, 20))]
    for ticked in (eleven, []):
        undone = page.submit("Remove what is ticked", picture=ticked)
        assert undone.status == 422
        assert "Nothing was done. Tick what is to be removed, 10 at most." in undone.text
        boxes = undone.html.all("input", where=lambda e: e.get("name") == "picture")
        assert [kept in box["value"] for box in boxes if "checked" in box] == [True] * bool(ticked)
    assert cards(desk.as_("edith").get(f"{MEDIA}?unused=true")) == [kept, other]


def test_a_picture_of_a_deleted_story_is_removed_with_what_was_known_of_its_use(
    desk: Desk, api: Api, pictures: PictureDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = pictures.picture(alt=ALT)
    made = api.submit("edith", lead_image={"media": media_id})
    path = f"/api/v1/articles/{made['id']}"
    version = api("GET", path, by="edith").json["version"]
    api("DELETE", path, by="edith", if_match=f'"{version}"')
    monkeypatch.setattr("broadsheet.usecases.media.manage_media.SETTLING_SECONDS", -1)
    desk.as_("edith").get(f"{MEDIA}/{media_id}").submit("Remove it")
    assert cards(desk.as_("edith").get(MEDIA)) == []


def test_a_picture_that_is_removed_before_it_was_made_leaves_nothing_of_its_upload(
    desk: Desk, pictures: PictureDesk
) -> None:
    media_id, cloud = pictures.announce(by="ann"), desk.stack.cloud
    cloud.s3.put_object(Bucket=cloud.media_bucket, Key=f"uploads/{media_id}", Body=b"one")
    desk.as_("ann").get(f"{MEDIA}/{media_id}").submit("Remove it")
    left = cloud.s3.list_object_versions(Bucket=cloud.media_bucket, Prefix="uploads/")
    assert not left.get("Versions")


def test_authors_change_their_own_pictures_alone(desk: Desk, pictures: PictureDesk) -> None:
    media_id = pictures.announce(by="ann", alt=ALT)
    pictures.send(media_id, photograph())
    assert "Remove it" in desk.as_("ann").get(f"{MEDIA}/{media_id}").buttons
    ben = desk.as_("ben")
    page = ben.get(f"{MEDIA}/{media_id}")
    assert page.buttons == []
    assert ALT in page.text
    token = page.token
    for where in (f"{MEDIA}/{media_id}", f"{MEDIA}/{media_id}/remove"):
        assert ben.post(where, [("_csrf", token), ("_version", "2"), ("alt", "x")]).status == 403
    assert pictures.known(media_id)["alt"] == ALT
    waiting = pictures.announce(by="ann")
    assert ben.get(f"{MEDIA}/{waiting}/send").status == 403


def test_whoever_does_not_write_sees_no_picture(desk: Desk, pictures: PictureDesk) -> None:
    media_id, olga = pictures.picture(alt=ALT), desk.as_("olga")
    for where in (MEDIA, f"{MEDIA}/choose", f"{MEDIA}/new", f"{MEDIA}/{media_id}"):
        assert olga.get(where).status == 403, where
    token = olga.get("/desk/today").token
    for where in (MEDIA, f"{MEDIA}/remove", f"{MEDIA}/{media_id}/remove"):
        assert olga.post(where, [("_csrf", token)]).status == 403, where


def test_a_module_announces_asks_how_far_it_is_and_chooses(
    desk: Desk, pictures: PictureDesk
) -> None:
    ann = desk.as_("ann")
    token = ann.get(MEDIA).token
    json_ = "application/json"
    sent = [("_key", "0123456789"), ("type", "image/png"), ("alt", "A [red] boat")]
    told = [ann.post(MEDIA, sent, accept=json_, x_desk_csrf=token) for _ in range(2)]
    announced = json.loads(told[0].body)
    assert json.loads(told[1].body)["id"] == announced["id"], "sent twice it is one picture"
    assert announced["upload"]["fields"]["Content-Type"] == "image/png"
    media_id = announced["id"]

    def state() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            ann.send("GET", f"{MEDIA}/{media_id}", accept=json_).body
        )
        return found

    assert state()["status"] == "waiting"
    pictures.send(media_id, photograph())
    assert state()["status"] == "ready"
    assert state()["markdown"] == f"![A \\[red\\] boat](media:{media_id})"
    chosen = json.loads(ann.send("GET", f"{MEDIA}/choose?words=boat", accept=json_).body)
    assert [one["id"] for one in chosen["items"]] == [media_id]
    refused = ann.post(MEDIA, [("type", "image/svg+xml")], accept=json_, x_desk_csrf=token)
    assert (refused.status, json.loads(refused.body)["errors"][0]["pointer"]) == (422, "/type")


def test_what_is_hostile_is_text_in_every_page_of_pictures(
    desk: Desk, pictures: PictureDesk
) -> None:
    media_id = pictures.picture(alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    edith = desk.as_("edith")
    for where in (MEDIA, f"{MEDIA}/choose", f"{MEDIA}/{media_id}", f"{MEDIA}?unused=true"):
        page = edith.get(where)
        assert "onerror=alert(1)&gt;" in page.body or "onerror" not in page.body, where
        assert "<img src=x" not in page.body, where
    page = edith.get(f"{MEDIA}?words=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page.body


def test_a_sound_goes_by_a_plain_form_from_its_words_to_a_story(
    desk: Desk, pictures: PictureDesk
) -> None:
    ann = desk.as_("ann")
    page = ann.get(f"{MEDIA}/new").submit("Go on to the file", alt="A talk", type="audio/mpeg")
    assert page.title == "Send the file"
    assert "MP3, 200 MB at most" in page.text
    _, fields = upload_form(page)
    assert fields["Content-Type"] == "audio/mpeg"
    media_id = fields["key"].removeprefix("uploads/")
    assert media_id.endswith("-mp3")
    pictures.send(media_id, mp3(400))
    page = ann.get(f"{MEDIA}/{media_id}")
    player = page.html.one("audio")
    assert (player["aria-label"], player["preload"]) == ("A talk", "metadata")
    (allowed,) = [
        said
        for said in page.headers["content-security-policy"].split("; ")
        if said.startswith("media-src")
    ]
    assert player["src"].startswith(allowed.split()[-1])
    assert "0:10" in page.text
    assert f"![A talk](media:{media_id})" in page.body
    assert "0:10" in ann.get(MEDIA).text


def test_a_film_that_cannot_be_played_is_told_as_a_file(desk: Desk, pictures: PictureDesk) -> None:
    media_id = pictures.announce(by="ann", type="video/mp4")
    pictures.send(media_id, mp4(track(b"vide", b"hvc1", 8, 8)))
    told = desk.as_("ann").get(f"{MEDIA}/{media_id}").text
    assert "The file has its pictures in HEVC (H.265), which many browsers do not show" in told


def test_a_module_announces_a_film_by_its_type_and_its_name(desk: Desk) -> None:
    ann = desk.as_("ann")
    page = ann.get(MEDIA)
    words = page.html.all("template", where=lambda e: e.get("id") == "picture-words")[0]
    assert (words["data-film"], words["data-sound"]) == ("500", "200")
    sent = [("_csrf", page.token), ("type", "video/mp4"), ("name", "The lake.mp4")]
    told = json.loads(ann.post(MEDIA, sent, accept="application/json").body)
    assert told["largest"] == 500 * 1024 * 1024
    assert "The lake.mp4" in ann.get(f"{MEDIA}/{told['id']}").text
