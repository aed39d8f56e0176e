"""A picture goes from an editor's browser straight to S3, and from there onto a page."""

import io
import uuid
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from broadsheet.domain.media.kinds import UPLOAD_BYTES
from broadsheet.domain.media.media import FORMATS
from tests.support.chromium import Watched
from tests.support.newspaper import Newspaper
from tests.support.pictures import ALT, CAMERA, PLACE, opened, photograph
from tests.support.uploads import posted

SHOWN = "img => img.decode().then(() => [img.currentSrc, img.naturalHeight > img.naturalWidth])"


def announced(newspaper: Newspaper, **words: str) -> dict[str, Any]:
    sent = {"type": "image/jpeg", **words}
    answer: dict[str, Any] = newspaper.editor.send("POST", "/media", sent).expect(201).json
    return answer


def is_ready(newspaper: Newspaper, media_id: str) -> bool:
    status = newspaper.editor.send("GET", f"/media/{media_id}").expect(200).json["status"]
    assert status in ("waiting", "ready")
    return bool(status == "ready")


def send_by_form(browser: Browser, upload: dict[str, Any], file: Path) -> int:
    """What the browser is answered when an editor sends the form with the file in it."""
    page = browser.new_page()
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in upload["fields"].items()
    )
    page.set_content(
        f'<form method="post" enctype="multipart/form-data" action="{upload["url"]}">{fields}'
        '<input type="file" name="file"><button>Send</button></form>'
    )
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name="Send").click()
    page.close()
    return sent.value.status


def test_a_picture_that_a_browser_sent_is_on_the_page_without_its_place(
    newspaper: Newspaper, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "boat.jpg"
    file.write_bytes(photograph(900, 600, orientation=6))
    answer = announced(newspaper, alt=ALT, credit="Amina Yusuf")
    media_id = answer["id"]
    assert send_by_form(browser, answer["upload"], file) == 204
    newspaper.until(lambda: is_ready(newspaper, media_id), "the picture")
    fields = {"lead_image": {"media": media_id}, "body": f"One.\n\n![Mud](media:{media_id})"}
    story = newspaper.publish("A lake without water", **fields)
    files = {f"/media/{media_id}/{step}.{kind}" for step in (320, 640) for kind in FORMATS}
    for path in sorted(files):
        newspaper.until(lambda path=path: newspaper.get(path).status == 200, path)  # type: ignore[misc]
        body = newspaper.get(path).body
        assert CAMERA.encode() not in body
        assert PLACE not in body
        assert not opened(body).getexif()
    watched = Watched(browser.new_context(viewport={"width": 1200, "height": 900}))
    watched.page.goto(newspaper.stack.site_url + story["path"])
    for place in (".lead-image img", ".story-body img"):
        source, is_upright = watched.page.locator(place).evaluate(SHOWN)
        assert source.endswith(f"/media/{media_id}/640.avif"), place
        assert is_upright, place
    assert watched.complaints == []
    newspaper.editor.send("POST", f"/articles/{story['id']}/unpublish").expect(200)
    for path in sorted(files):
        newspaper.until(lambda path=path: newspaper.get(path).status == 404, path)  # type: ignore[misc]


@pytest.mark.parametrize("wrong", ["type", "key", "size", "nothing"])
def test_s3_takes_nothing_that_was_not_announced(newspaper: Newspaper, wrong: str) -> None:
    upload = announced(newspaper)["upload"]
    body = photograph()
    if wrong == "type":
        upload["fields"]["Content-Type"] = "image/svg+xml"
    if wrong == "key":
        upload["fields"]["key"] = f"pictures/{uuid.uuid4()}/x/320.jpg"
    if wrong == "size":
        body = bytes(UPLOAD_BYTES + 1)
    if wrong == "nothing":
        body = b""
    status, said = posted(upload["url"], upload["fields"], "boat.jpg", io.BytesIO(body))
    assert status in (400, 403), said
