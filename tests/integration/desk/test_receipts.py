"""A receipt names every page that a story's change reached, and tells right from late."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from broadsheet.domain.media.media import FORMATS
from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack
from tests.support.life import ARTICLES, act
from tests.support.pictures import ALT, photograph
from tests.support.pictures import Desk as PictureDesk

WORDS = {
    "title": "Forgers at work in the old harbour",
    "standfirst": "It began when somebody looked at a stamp twice.",
    "body": "Nobody had ever asked where the “papers” came from."
    " They came by sea & only ever at night.",
}


def receipt(api: Api, made: Any, by: str = "edith", **query: str) -> Reply:
    return api("GET", f"{ARTICLES}/{made['id']}/receipt", by=by, query=query)


def states(told: Any) -> set[str]:
    return {item["state"] for item in told["items"]}


def paths(told: Any) -> set[str]:
    return {file for item in told["items"] for file in item["files"]}


def changed_by(stack: Stack, before: dict[str, bytes]) -> set[str]:
    """The files that are others, or gone, or new, as addresses."""
    after = stack.files()
    keys = {key for key in before | after if before.get(key) != after.get(key)}
    return {"/" + key.removesuffix("index.html") for key in keys}


def test_a_receipt_names_every_page_that_a_publication_changed(stack: Stack, api: Api) -> None:
    neighbour = api.submit("edith", title="Earlier", tags=["Lakes"], slug="earlier")
    tides = {"name": "Tides", "part": 1}
    first = api.submit("edith", title="First of a series", section="Sport", series=tides)
    for number in range(5):
        api.submit("edith", title=f"Between {number}", section="World")
    stack.drain()
    before = stack.files()
    made = api.submit(
        "edith",
        tags=["Lakes", "Stamps"],
        also_read=[neighbour["id"]],
        series=tides | {"part": 2},
        **WORDS,
    )
    assert states(receipt(api, made).json) <= {"waiting", "right"}
    stack.drain()
    told = receipt(api, made).json
    assert states(told) == {"right"}
    assert changed_by(stack, before) <= paths(told)
    assert {made["path"], first["path"]} <= paths(told)
    assert told["pages"] == len(told["items"]) == told["right"]
    assert (told["waiting"], told["late"], told["next"], told["proof"]) == (0, 0, None, None)


def test_the_summary_says_on_how_many_pages_it_is_and_how_long_that_took(
    stack: Stack, api: Api
) -> None:
    made = api.submit("edith", **WORDS)
    stack.clock.now += timedelta(milliseconds=300)
    stack.drain()
    told = receipt(api, made).json
    assert 0.3 <= told["seconds"] < 5
    assert told["summary"] == f"live on {told['pages']} pages, {told['seconds']:.1f} s"
    assert {"/news-sitemap.xml", "/archive/"} <= paths(told), "the first story opens lists as well"
    assert told["readers_by"] > max(item["since"] or "" for item in told["items"])


@pytest.mark.parametrize("action", ["replace", "correct", "unpublish", "retract", "delete"])
def test_a_receipt_names_every_page_that_a_later_change_altered(
    stack: Stack, api: Api, action: str
) -> None:
    target = api.submit("edith", title="Aimed at", slug="aimed-at", section="World")
    made = api.submit("edith", tags=["Lakes", "Stamps"], section="World", **WORDS)
    api.submit("edith", title="Shows it", also_read=[made["id"]], slug="shows-it")
    api.submit("edith", title="After", section="World", slug="after")
    stack.drain()
    before = stack.files()
    assert act(api, made, action, "edith").status in (200, 204)
    stack.drain()
    told = receipt(api, made).json
    assert changed_by(stack, before) <= paths(told)
    assert states(told) == {"right"}
    assert target["path"] not in changed_by(stack, before)


def test_a_new_address_and_what_leads_to_it_are_in_the_receipt(stack: Stack, api: Api) -> None:
    made = api.submit("edith", slug="here", **WORDS)
    led = {"path": "/old/", "target": made["path"]}
    assert api("POST", "/api/v1/redirects", by="edith", json_body=led).status == 200
    stack.drain()
    before = stack.files()
    sent = article(slug="there", **WORDS)
    moved = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match="*").json
    stack.drain()
    told = receipt(api, made).json
    assert {made["path"], moved["path"], "/old/"} <= paths(told)
    assert changed_by(stack, before) <= paths(told)
    assert states(told) == {"right"}


def test_pictures_that_come_and_go_with_a_story_are_in_its_receipt(stack: Stack, api: Api) -> None:
    picture = PictureDesk(api).picture(photograph(700, 350), alt=ALT)
    before = stack.files()
    made = api.submit("edith", lead_image={"media": picture}, **WORDS)
    early = receipt(api, made).json
    item = next(one for one in early["items"] if one["kind"] == "media")
    assert (item["state"], len(item["files"])) == ("waiting", 3 * len(FORMATS))
    stack.drain()
    told = receipt(api, made).json
    assert states(told) == {"right"}
    assert changed_by(stack, before) <= paths(told)
    act(api, made, "unpublish", "edith")
    early = receipt(api, made).json
    assert next(one for one in early["items"] if one["kind"] == "media")["state"] == "waiting"
    stack.drain()
    assert states(receipt(api, made).json) == {"right"}


def edited(random: Random, ids: list[str]) -> dict[str, Any]:
    """A story that may stand in any list and name any other."""
    fields: dict[str, Any] = {
        "title": f"A title {random.randrange(99)}",
        "section": random.choice(["News", "World"]),
        "tags": random.sample(["Lakes", "Stamps", "Boats"], random.randrange(4)),
        "byline": [{"name": random.choice(["Ann Author", "Ben Byline"])}],
        "breaking": random.random() < 0.3,
        "comments": random.choice([None, "open", "closed"]),
        "unlisted": random.random() < 0.2,
        "live": random.choice([None, "running"]),
    }
    if ids:
        fields["also_read"] = random.sample(ids, min(len(ids), random.randrange(3)))
    return fields


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_with_stories_each_page_that_changed_is_in_the_receipt(
    stack: Stack, api: Api, seed: int
) -> None:
    random = Random(seed)
    made: list[Any] = [api.submit("edith", slug=f"story-{n}") for n in range(3)]
    stack.drain()
    for step in range(8):
        before, one = stack.files(), random.choice(made)
        ids = [other["id"] for other in made if other is not one]
        match random.choice(["new", "edit", "edit", "move", "act", "act", "comment"]):
            case "new":
                one = api.submit("edith", slug=f"new-{step}", **edited(random, []))
                made.append(one)
            case "edit":
                _edit(api, one, edited(random, ids))
            case "move":
                _edit(api, one, edited(random, ids) | {"slug": f"moved-{step}"})
            case "act":
                act(api, one, random.choice(["publish", "unpublish", "retract"]), "edith")
            case _:
                api.comment(one["id"], email=f"r{step}@example.org")
                stack.drain()
                continue
        stack.drain()
        told = receipt(api, one).json
        assert states(told) <= {"right"}, told["summary"]
        assert changed_by(stack, before) <= paths(told), told["action"]
        assert not any(item["left"] for item in told["items"])


def _edit(api: Api, one: Any, fields: dict[str, Any]) -> None:
    sent = article(**fields)
    api("PUT", f"{ARTICLES}/{one['id']}", by="edith", json_body=sent, if_match="*")


def test_a_page_that_waits_too_long_is_named_as_late(stack: Stack, api: Api) -> None:
    api.submit("edith", title="Earlier", slug="earlier")
    stack.drain()
    made = api.submit("edith", **WORDS)
    stack.clock.now += timedelta(seconds=61)
    told = receipt(api, made).json
    late = {item["path"] for item in told["items"] if item["state"] == "late"}
    assert {made["path"], "/", "/feed.xml"} <= late
    assert told["late"] == len(late)
    assert told["seconds"] is None
    assert f"{told['late']} late" in told["summary"]
    stack.drain()
    again = receipt(api, made).json
    assert states(again) == {"right"}
    assert again["seconds"] > 60


def test_what_another_change_is_about_to_alter_is_not_late_because_of_this_one(
    stack: Stack, api: Api
) -> None:
    made = api.submit("edith", **WORDS)
    stack.drain()
    stack.clock.now += timedelta(hours=1)
    api.submit("edith", title="Another", slug="another")
    told = receipt(api, made).json
    assert "late" not in states(told)
    front = next(item for item in told["items"] if item["path"] == "/")
    assert front["state"] == "waiting"


def test_a_page_that_was_written_again_for_another_story_was_right_when_it_first_was(
    stack: Stack, api: Api
) -> None:
    made = api.submit("edith", **WORDS)
    stack.drain()
    first = receipt(api, made).json
    stack.clock.now += timedelta(hours=3)
    api.submit("edith", title="Another", slug="another")
    stack.drain()
    told = receipt(api, made).json
    assert states(told) == {"right"}
    since = {item["path"]: item["since"] for item in told["items"]}
    was = {item["path"]: item["since"] for item in first["items"]}
    assert since[made["path"]] == was[made["path"]]


def test_after_a_takedown_it_is_proved_that_nothing_is_left(stack: Stack, api: Api) -> None:
    made = api.submit("edith", tags=["Lakes"], **WORDS)
    stack.drain()
    assert act(api, made, "retract", "edith").status == 200
    early = receipt(api, made).json
    assert any("Nobody had ever asked" in s for item in early["items"] for s in item["left"])
    assert not any(answer["has_it"] for answer in early["proof"]["api"])
    stack.drain()
    told = receipt(api, made).json
    assert states(told) == {"right"}
    assert not any(item["left"] for item in told["items"])
    assert told["proof"]["sentences"] == 4
    assert [answer["has_it"] for answer in told["proof"]["api"]] == [False] * 6
    assert told["summary"].startswith(f"gone from {told['pages']} pages")
    kinds = {item["kind"] for item in told["items"]}
    assert {"article", "listing", "feed", "run", "search_index", "news_sitemap"} <= kinds


@pytest.mark.parametrize("file", ["feed.json", "feed.xml", "section/news/index.html"])
def test_a_sentence_that_stayed_somewhere_is_named_with_the_page(
    stack: Stack, api: Api, file: str
) -> None:
    made = api.submit("edith", section="News", **WORDS)
    stack.drain()
    stale = stack.files()[file]
    act(api, made, "unpublish", "edith")
    stack.drain()
    stack.cloud.s3.put_object(Bucket=stack.cloud.bucket, Key=file, Body=stale)
    told = receipt(api, made).json
    path = "/" + file.removesuffix("index.html")
    page = next(item for item in told["items"] if path in item["files"])
    assert WORDS["title"] in page["left"]
    assert page["state"] != "right"
    assert "something of the story is left" in told["summary"]


def test_what_was_taken_down_and_then_reworded_is_still_proved_to_be_gone(
    stack: Stack, api: Api
) -> None:
    made = api.submit("edith", tags=["Lakes"], **WORDS)
    stack.drain()
    act(api, made, "retract", "edith")
    act(api, made, "retract", "edith")
    stack.drain()
    told = receipt(api, made).json
    assert told["action"] == "retract"
    assert {"/", "/tag/lakes/", made["path"]} <= paths(told)
    assert told["proof"]["sentences"] == 4


def test_lists_that_it_had_left_long_before_are_looked_at_as_well(stack: Stack, api: Api) -> None:
    made = api.submit("edith", tags=["Lakes"], slug="here", **WORDS)
    sent = article(tags=["Stamps"], slug="here", **WORDS)
    api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match="*")
    stack.drain()
    act(api, made, "unpublish", "edith")
    stack.drain()
    assert {"/tag/lakes/", "/tag/stamps/"} <= paths(receipt(api, made).json)


def test_a_draft_is_on_no_page(stack: Stack, api: Api) -> None:
    made = api.submit("ann", status="draft", title="Secret")
    stack.drain()
    told = receipt(api, made, by="ann").json
    assert (told["pages"], told["items"], told["summary"]) == (0, [], "on no page")
    assert told["proof"] is None


def test_only_who_may_see_the_story_gets_its_receipt(stack: Stack, api: Api) -> None:
    made = api.submit("ann", status="draft", title="Secret")
    assert receipt(api, made, by="ben").status == 404
    assert receipt(api, {"id": made["id"][:-4] + "0000"}).status == 404
    assert receipt(api, made, by="ann").status == 200
    assert receipt(api, made, by="edith", limit="0").status == 400
    assert receipt(api, made, by="edith", cursor="x").status == 400


def test_many_pages_are_read_back_a_hundred_at_most_at_a_time(stack: Stack, api: Api) -> None:
    made = api.submit("edith", tags=[f"Tag {n}" for n in range(20)], **WORDS)
    stack.drain()
    whole = receipt(api, made).json
    assert whole["pages"] > 40
    told = receipt(api, made, limit="40").json
    assert f"live on 40 of {whole['pages']} pages read back" in told["summary"]
    seen = {item["path"] for item in told["items"]}
    while told["next"]:
        cursor = told["next"].rpartition("cursor=")[2]
        told = receipt(api, made, limit="40", cursor=cursor).json
        more = {item["path"] for item in told["items"]}
        assert seen.isdisjoint(more)
        seen |= more
    assert len(seen) == whole["pages"]
