"""Other sites cannot send readers away from here, nor act in the name of readers or editors."""

from typing import Any

import pytest

from tests.hostile.hostile_lists import Crowd
from tests.support.api import FORM

Story = dict[str, str]
EVIL = "https://evil.example/"
CROSS: dict[str, Any] = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
TYPED = {"name": "Rea", "body": "Well said."}


def comments_of(story: Story) -> str:
    return f"/api/v1/articles/{story['id']}/comments"


@pytest.mark.parametrize("name", ["next", "redirect", "return_to", "url", "path", "continue"])
def test_no_field_and_no_parameter_says_where_a_reader_goes(
    api: Crowd, story: Story, name: str
) -> None:
    typed = TYPED | {"email": f"{name}@b.example"}
    asked = api("POST", comments_of(story), form=typed, query={name: EVIL})
    assert (asked.status, asked.headers["location"]) == (
        303,
        f"{story['path']}#comment-received",
    )
    refused = api("POST", comments_of(story), form=typed | {name: EVIL})
    assert refused.status == 422
    assert "location" not in refused.headers


@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "referer", "x-original-url"])
def test_no_header_says_where_a_reader_goes(api: Crowd, story: Story, header: str) -> None:
    typed = TYPED | {"email": f"{header}@b.example"}
    for accept in ("text/html", "application/json"):
        sent: dict[str, Any] = {header: "evil.example\r\nx: y"}
        reply = api("POST", comments_of(story), form=typed, accept=accept, **sent)
        assert reply.headers["location"] == f"{story['path']}#comment-received"
        assert "evil.example" not in reply.body + str(reply.headers)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_on_another_site_is_refused(api: Crowd, story: Story, accept: str) -> None:
    typed = TYPED | {"email": "victim@b.example"}
    reply = api("POST", comments_of(story), form=typed, accept=accept, **CROSS)
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none", ""])
def test_our_own_forms_and_older_browsers_are_welcome(api: Crowd, story: Story, site: str) -> None:
    typed = TYPED | {"email": f"own-{site}@b.example"}
    sent: dict[str, Any] = {"sec-fetch-site": site} if site else {}
    assert api("POST", comments_of(story), form=typed, **sent).status == 303


@pytest.mark.parametrize("media", [FORM, "text/plain", "multipart/form-data; boundary=x"])
def test_a_foreign_form_cannot_pass_for_json(api: Crowd, story: Story, media: str) -> None:
    # These are the types that a form, or a script without leave, can send (Fetch, 2.2.2).
    raw = b'{"name":"Rea","email":"json@b.example","body":"x","a":"="}'
    reply = api("POST", comments_of(story), raw=raw, content_type=media, accept="application/json")
    assert reply.status in {400, 415, 422}


MODERATION = "/api/v1/moderation/comments"


@pytest.mark.parametrize("action", ["approve", "reject", "spam", "delete", "hold", "undo", "edit"])
@pytest.mark.parametrize("cookie", ["", "token=eyJhbGciOiJub25lIn0.e30."])
def test_an_editors_browser_decides_nothing_without_the_editors_token(
    api: Crowd, story: Story, action: str, cookie: str
) -> None:
    typed = TYPED | {"email": f"{action}{len(cookie)}@b.example"}
    made = api("POST", comments_of(story), form=typed, accept="application/json").json["id"]
    for raw, media in ((b"reason=x", FORM), (b'{"reason":"x","body":"y"}', "text/plain")):
        reply = api(
            "POST",
            f"{MODERATION}/{made}/{action}",
            raw=raw,
            content_type=media,
            cookie=cookie,
            **CROSS,
        )
        assert reply.status in {401, 403}
        # And with it, a form is no JSON: nobody's page can be made to send what is understood.
        signed = api(
            "POST", f"{MODERATION}/{made}/{action}", by="edith", raw=raw, content_type=media
        )
        assert signed.status in {415, 422}
