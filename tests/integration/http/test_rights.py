"""Stories with everything that a story can have, by every way that they can take.

Each function is refused here what its role would refuse it. What is seldom done is what a
role lacks: a story that was begun in one month and comes out in the next, other pictures.
"""

import contextvars
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters import pictures_apart
from broadsheet.usecases.site import renew_pages, walks
from tests.fakes.table import StoppedClock
from tests.support.api import Api, article
from tests.support.lambdas import Stack, forget_warm_starts
from tests.support.life import ARTICLES, act, page
from tests.support.pictures import ALT, Desk, photograph

ZONE = "Europe/Berlin"
WAYS = ("submit", "publish", "clock")


@pytest.fixture
def moved(stack: Stack) -> StoppedClock:
    """Everybody's clock, moved by hand."""
    return stack.clock


def everything(api: Api, **fields: Any) -> dict[str, Any]:
    """A story that is in every list and names others, with two pictures."""
    other = api.submit(title="Another story")
    original = api.submit(title="Ein anderer Text", language="de")
    lead, inside = (Desk(api).picture(alt=ALT) for _ in range(2))
    return {
        "title": "All of it",
        "tags": ["Ports", "Weather"],
        "breaking": True,
        "also_read": [other["id"]],
        "dont_miss": [original["id"]],
        "translation_of": original["id"],
        "language": "en",
        "series": {"name": "All of them", "part": 2},
        "lead_image": {"media": lead, "alt": ALT},
        "body": f"Some text.\n\n![{ALT}](media:{inside})\n\nMore of it.",
        **fields,
    }


def brought_out(api: Api, moved: StoppedClock, way: str, wait: timedelta, **fields: Any) -> Any:
    """The story, published `wait` after it was begun: by its submission, an editor or the clock."""
    story = everything(api, **fields)
    if way == "submit":
        moved.now += wait
        return api.submit(**story)
    made = api.submit("ann", **story)
    at = moved.now + wait
    if way == "clock":
        hours = {
            "publish_at": {"local": f"{at:%Y-%m-%dT%H:%M}", "zone": "UTC"},
            "unpublish_at": {"local": f"{at + timedelta(days=1):%Y-%m-%dT%H:%M}", "zone": "UTC"},
        }
        path = f"{ARTICLES}/{made['id']}/schedule"
        assert api("POST", path, by="edith", json_body=hours).status == 200
        moved.now = at
        assert api.stack.tick()["done"] >= 1
    else:
        moved.now = at
        assert act(api, made, "publish", "edith").status == 200
    return api("GET", f"{ARTICLES}/{made['id']}").json


@pytest.mark.parametrize(
    "wait", [timedelta(hours=1), timedelta(days=9)], ids=["soon", "next month"]
)
@pytest.mark.parametrize("way", WAYS)
def test_a_story_with_everything_comes_out_and_goes_by_every_way(
    stack: Stack, api: Api, moved: StoppedClock, way: str, wait: timedelta
) -> None:
    made = brought_out(api, moved, way, wait)
    stack.drain()
    assert made["path"].startswith(f"/{moved.now:%Y/%m}/")
    files = stack.files()
    assert b"All of it" in files[page(made["path"])]
    assert b"All of it" in files["index.html"]
    assert b"/media/" in files[page(made["path"])]
    if way == "submit":
        assert act(api, made, "delete", "edith").status == 204
    elif way == "publish":
        assert act(api, made, "retract", "edith").status == 200
    else:
        moved.now += timedelta(days=1)
        assert stack.tick()["done"] >= 1
    stack.drain()
    assert b"All of it" not in stack.files()["index.html"]
    assert b"Some text." not in stack.files().get(page(made["path"]), b"")


def test_a_revision_with_everything_is_brought_back_and_gone_back_from(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    made = brought_out(api, moved, "submit", timedelta(0))
    path = f"{ARTICLES}/{made['id']}"
    plain = article(title="Hardly anything", section="World", slug="hardly-anything")
    assert api("PUT", path, by="edith", json_body=plain, if_match="*").status == 200
    for version, title in ((1, b"All of it"), (2, b"Hardly anything")):
        restored = api("POST", f"{path}/revisions/{version}/restore", by="edith", if_match="*")
        assert restored.status == 200, restored.body
        stack.drain()
        shown = api("GET", path).json
        assert title in stack.files()[page(shown["path"])]
        assert title in stack.files()["index.html"]


def test_a_picture_that_no_revision_showed_for_a_while_is_public_again_when_one_does(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    story = everything(api)
    made = api.submit(**story)
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by="edith", json_body=article(), if_match="*").status == 200
    stack.drain()
    assert not [key for key in stack.files() if story["lead_image"]["media"] in key]
    assert api("POST", f"{path}/revisions/1/restore", by="edith", if_match="*").status == 200
    stack.drain()
    assert [key for key in stack.files() if story["lead_image"]["media"] in key]


def test_of_two_uploads_under_one_name_the_later_leaves_nothing_behind(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(api)
    media_id = desk.announce(alt=ALT)
    develop, first, second = pictures_apart.process, photograph(), photograph(640, 400)

    def develop_while_another_comes(upload: bytes) -> Any:
        if upload == second:
            contextvars.Context().run(desk.send, media_id, first)  # by somebody else
        return develop(upload)

    monkeypatch.setattr(pictures_apart, "process", develop_while_another_comes)
    forget_warm_starts()
    desk.send(media_id, second)
    assert desk.known(media_id)["width"] == 800
    digests = {key.split("/")[2] for key in desk.private() if key.startswith("pictures/")}
    assert len(digests) == 1


def test_the_clock_goes_on_with_authors_of_many_stories(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        api.submit(title=f"Story {number}")
    monkeypatch.setattr(walks, "SLICE", 2)
    monkeypatch.setattr(renew_pages, "A_TICK", 1)
    profile = {"name": "Ann B. Author", "bio": "Writes about ports."}
    reply = api("PUT", "/api/v1/profiles/ann-author", by="edith", json_body=profile)
    assert reply.status == 201
    for _ in range(4):
        stack.drain()
        stack.tick()
    stack.drain()
    pages = [
        body for key, body in stack.files().items() if "/story-" in key and "/2" not in key[5:]
    ]
    assert len(pages) == 6
    assert all(b"Writes about ports." in body for body in pages)


def test_names_that_look_alike_are_told_apart_by_every_way(
    stack: Stack, api: Api, moved: StoppedClock
) -> None:
    api.submit(byline=[{"name": "李娜"}], tags=["C"])
    profile = {"name": "Li Na"}
    assert api("PUT", "/api/v1/profiles/li-na", by="edith", json_body=profile).status == 201
    for number, way in enumerate(WAYS, 2):
        name = ["丽娜", "莉娜", "Lì Nà"][number - 2]
        tag = f"C{'+' * number}"
        fields: dict[str, Any] = {"byline": [{"name": name}], "tags": [tag]}
        made = brought_out(api, moved, way, timedelta(hours=1), **fields)
        made = api("GET", f"{ARTICLES}/{made['id']}").json
        assert [one["slug"] for one in made["byline"]] == [f"li-na-{number}"]
        assert [one["slug"] for one in made["tags"]] == [f"c-{number}"]
        for asked in ({"author": name}, {"tag": tag}):
            (found,) = api("GET", ARTICLES, query=asked).json["items"]
            assert found["id"] == made["id"]
