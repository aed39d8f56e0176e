"""What matters most in a picture: said by the API or at the desk, kept, and seen on cards."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, article
from tests.support.desk import Desk as Newsroom
from tests.support.lambdas import Stack, event
from tests.support.pictures import ALT, Desk

MEDIA = "/api/v1/media"
POINT = {"x": 20, "y": 34}


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def says(desk: Desk, media_id: str, **words: Any) -> Any:
    path = f"{MEDIA}/{media_id}"
    return desk.api("PUT", path, by="edith", json_body={"alt": ALT, **words}, if_match="*")


def tick(stack: Stack, seconds: int = 1) -> None:
    """The clock, some time later, and the pages that follow."""
    stack.clock.now += timedelta(seconds=seconds)
    stack.invoke("publish_due", event("publish_due__tick"))
    stack.drain()


def classes(stack: Stack, file: str) -> list[str]:
    page = stack.files()[file].decode()
    return [part.partition('"')[0] for part in page.split('class="fx')[1:]]


def test_cards_follow_what_matters_most_in_a_picture(desk: Desk) -> None:
    media_id, stack = desk.picture(alt=ALT), desk.stack
    receipt = desk.api.submit(title="Shown", lead_image={"media": media_id})
    desk.api.submit(title="Other", body="One.\n\nTwo.", also_read=[receipt["id"]])
    stack.drain()
    assert classes(stack, "index.html") == []
    assert says(desk, media_id, focus=POINT).status == 200
    assert desk.known(media_id)["focus"] == POINT
    tick(stack)
    for file in ("index.html", "section/news/index.html"):
        assert classes(stack, file) == ["2 fy3"], file
    own = f"/api/v1/articles/{receipt['id']}"
    read = desk.api("GET", own, by="edith").json
    assert (read["lead_image"]["focus"], read["updated_at"]) == (POINT, None)
    # What was read can be sent back; what it says of the point is the picture's.
    kept = ("title", "section", "byline", "lead_image")
    sent = {"body": "One."} | {name: read[name] for name in kept}
    assert desk.api("PUT", own, by="edith", json_body=sent, if_match="*").status == 200
    wrong = {**sent, "lead_image": sent["lead_image"] | {"focus": {"x": 1, "y": 1}}}
    refused = desk.api("PUT", own, by="edith", json_body=wrong, if_match="*")
    assert (refused.status, refused.pointers) == (422, ["/lead_image/focus"])
    copied = article(lead_image={"url": "/media/a-480x320.webp", "alt": "A", "focus": None})
    assert desk.api("POST", "/api/v1/articles", by="edith", json_body=copied).status == 201
    assert says(desk, media_id).status == 200
    assert desk.known(media_id)["focus"] == POINT, "an edit that does not say leaves it"
    assert says(desk, media_id, focus=None).status == 200
    tick(stack)
    assert classes(stack, "index.html") == []


@pytest.mark.parametrize(
    ("focus", "pointers"),
    [
        ({"x": 101, "y": -1}, ["/focus/x", "/focus/y"]),
        ({"x": "20", "y": 20.5}, ["/focus/x", "/focus/y"]),
        ({"x": 20}, ["/focus/y"]),
        ({"x": 20, "y": 20, "z": 20}, ["/focus/z"]),
        ("20,20", ["/focus"]),
    ],
)
def test_every_wrong_part_of_a_point_is_named(
    desk: Desk, focus: object, pointers: list[str]
) -> None:
    media_id = desk.announce()
    refused = says(desk, media_id, focus=focus)
    assert (refused.status, refused.pointers) == (422, pointers)
    sent = {"type": "image/png", "focus": focus}
    announced = desk.api("POST", MEDIA, by="edith", json_body=sent)
    assert (announced.status, announced.pointers) == (422, pointers)


def test_a_point_is_chosen_at_the_desk_by_a_radio_button(desk: Desk, stack: Stack) -> None:
    media_id = desk.picture(alt=ALT)
    desk.api.submit(lead_image={"media": media_id})
    edith = Newsroom(stack).as_("edith")
    page = edith.get(f"/desk/media/{media_id}").submit("Save", focus="83,17")
    assert "Saved." in page.text
    assert desk.known(media_id)["focus"] == {"x": 83, "y": 17}
    assert chosen(page) == ["83,17"]
    tick(stack)
    assert classes(stack, "index.html") == ["8 fy2"]
    says(desk, media_id, focus=POINT)
    page = edith.get(f"/desk/media/{media_id}")
    assert chosen(page) == ["20,34"]
    assert "20 %, 34 %" in page.text
    page = page.submit("Save", caption="In May")
    assert desk.known(media_id)["focus"] == POINT, "it stays when something else is saved"
    for wrong in ("200,1", "x", "1"):
        refused = page.submit("Save", focus=wrong)
        assert (refused.status, chosen(refused)) == (422, [wrong])
    page.submit("Save", focus="")
    assert desk.known(media_id)["focus"] is None


def chosen(page: Any) -> list[str]:
    radios = page.html.all("input", where=lambda e: e.get("name") == "focus")
    return [one.get("value") for one in radios if "checked" in one]
