"""Pictures of authors: public as long as a profile shows them."""

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.pictures import NOWHERE, Desk, files_of

MEDIA = "/api/v1/media"


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def test_an_authors_picture_is_public_as_long_as_the_profile_shows_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id, profile = desk.picture(), "/api/v1/profiles/ann-author"
    assert desk.public() == set()
    sent: dict[str, Any] = {"name": "Ann Author", "picture": {"media": media_id}}
    refused = desk.api("PUT", profile, by="edith", json_body=sent)
    assert (refused.status, refused.pointers) == (422, ["/picture/alt"])
    sent["picture"]["alt"] = "Ann at a lake"
    assert desk.api("PUT", profile, by="edith", json_body=sent).status == 201
    receipt = desk.api.submit()
    assert desk.public() == files_of(media_id, 320, 640, 960)
    shown = desk.api("GET", profile).json["picture"]
    assert shown == {"url": f"/media/{media_id}/640.jpg", "alt": "Ann at a lake", "media": media_id}
    page = desk.stack.files()[f"{receipt['path'][1:]}index.html"].decode()
    assert f'src="/media/{media_id}/640.jpg"' in page
    assert desk.known(media_id)["used_by"] == ["author/ann-author"]
    monkeypatch.setattr("broadsheet.usecases.media.manage_media.SETTLING_SECONDS", -1)
    path = f"{MEDIA}/{media_id}"
    assert desk.api("DELETE", path, by="edith", if_match="*").status == 409
    desk.api("DELETE", profile, by="edith", if_match="*")
    assert desk.public() == set()
    assert desk.api("DELETE", path, by="edith", if_match="*").status == 204


@pytest.mark.parametrize(
    ("picture", "pointers"),
    [({}, ["/picture/url", "/picture/alt"]), ({"media": NOWHERE}, ["/picture/media"])],
)
def test_a_profile_names_what_is_wrong_with_its_picture(
    api: Api, picture: dict[str, str], pointers: list[str]
) -> None:
    sent = {"name": "Ann Author", "picture": picture}
    reply = api("PUT", "/api/v1/profiles/ann-author", by="edith", json_body=sent)
    assert (reply.status, reply.pointers) == (422, pointers)
