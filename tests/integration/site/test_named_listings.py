"""A section or tag is named as long as something public stands under it, and no longer."""

from typing import Any

import pytest

from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"


def named(api: Api) -> tuple[list[str], list[str]]:
    """The sections and the tags."""
    sections, tags = (api("GET", f"/api/v1/{kind}").json["items"] for kind in ("sections", "tags"))
    return [one["slug"] for one in sections], [one["slug"] for one in tags]


def retag(api: Api, at: str) -> Any:
    sent = article(section="Elsewhere", new_section=True, tags=["Other"])
    return api("PUT", at, by="edith", if_match="*", json_body=sent)


TAKEN_DOWN = {
    "unpublish": lambda api, at: api("POST", f"{at}/unpublish", by="edith"),
    "retract": lambda api, at: api(
        "POST", f"{at}/retract", by="edith", json_body={"reason": "It was forged."}
    ),
    "delete": lambda api, at: api("DELETE", at, by="edith", if_match="*"),
}


@pytest.mark.parametrize("way", TAKEN_DOWN)
def test_what_nothing_public_stands_under_is_not_named(api: Api, way: str) -> None:
    api.submit(section="News", tags=["Water"])
    made = api.submit(section="Affair", tags=["Minister X", "Water"])
    assert named(api) == (["affair", "news"], ["minister-x", "water"])
    assert TAKEN_DOWN[way](api, f"{ARTICLES}/{made['id']}").status in (200, 204)
    assert named(api) == (["news"], ["water"])


def test_what_a_story_leaves_is_not_named_and_what_it_enters_is(api: Api) -> None:
    made = api.submit(section="Affair", tags=["Minister X"])
    assert retag(api, f"{ARTICLES}/{made['id']}").status == 200
    assert named(api) == (["elsewhere"], ["other"])


def test_it_is_named_again_once_a_story_comes_back(api: Api) -> None:
    at = f"{ARTICLES}/{api.submit(section='Affair', tags=['Minister X'])['id']}"
    assert api("POST", f"{at}/unpublish", by="edith").status == 200
    assert named(api) == ([], [])
    assert api("POST", f"{at}/publish", by="edith").status == 200
    assert named(api) == (["affair"], ["minister-x"])


def test_what_only_drafts_and_scheduled_stories_stand_under_is_not_named(api: Api) -> None:
    api.submit(status="draft", section="Affair", tags=["Draft"])
    waiting = api.submit(status="draft", section="Affair", tags=["Scheduled"])
    hour = {"publish_at": {"local": "2099-01-01T08:00"}}
    reply = api("POST", f"{ARTICLES}/{waiting['id']}/schedule", by="edith", json_body=hour)
    assert reply.status == 200, reply.body
    assert named(api) == ([], [])


def test_a_slice_of_which_nothing_is_named_leads_on(api: Api) -> None:
    for number in range(3):
        made = api.submit(tags=[f"Tag {number}"])
        if number < 2:
            api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith")
    query, slugs, slices = {"limit": "1"}, [], 0
    while True:
        reply = api("GET", "/api/v1/tags", query=query).json
        slugs += [one["slug"] for one in reply["items"]]
        slices += 1
        if not reply["next"]:
            break
        query = {"limit": "1", "cursor": reply["next"].partition("cursor=")[2]}
    assert (slugs, slices) == (["tag-2"], 3)
