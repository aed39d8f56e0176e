"""A list that has lost its last story has no page, and has them again when a story comes."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.listing import ListingKind
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.read_listings import list_listings
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.people.edit_profile import write_profile
from tests.properties.newsroom_machine import World, small_runs

LISTS = ("tag/ports/", "author/ann/", "section/travel/")


def fields(**changes: Any) -> dict[str, Any]:
    story: dict[str, Any] = {
        "title": "A story",
        "body": "Words.",
        "section": "Travel",
        "tags": ["Ports"],
    }
    story["new_section"] = True
    return story | {"byline": [{"name": "Ann"}], "status": "published"} | changes


def publish(world: World, **changes: Any) -> str:
    submission = article_from_fields(fields(**changes))
    return submit_article(world.newsroom, world.request(), submission).id


def retag(world: World, article: str, **changes: Any) -> None:
    other = {"section": "World", "tags": [], "byline": [{"name": "Ben"}]}
    submission = article_from_fields(fields(**(other | changes)) | {"status": "published"})
    replace_article(world.newsroom, world.request(), article, submission)


def unpublish(world: World, article: str) -> None:
    unpublish_article(world.newsroom, world.request(), article)


GOES: dict[str, Callable[[World, str], object]] = {
    "unpublished": unpublish,
    "deleted": lambda world, one: delete_article(world.newsroom, world.request(), one),
    "retracted": lambda world, one: retract_article(world.newsroom, world.request(), one, "No."),
    "retagged": retag,
    "unlisted": lambda world, one: retag(world, one, **fields(unlisted=True)),
}


def of_lists(world: World) -> set[str]:
    """The files of the lists, wherever they are."""
    world.drain()
    return {file for file in world.files.files if file.startswith(LISTS)}


@pytest.mark.parametrize("how", GOES)
def test_when_the_last_story_has_gone_nothing_of_its_lists_is_left(how: str) -> None:
    world = World()
    made = publish(world)
    stood = of_lists(world)
    for name in LISTS:
        assert {f"{name}index.html", f"{name}2026/11/index.html"} <= stood
        assert f"{name}archive/index.html" in stood
    assert "section/travel/feed.xml" in stood
    GOES[how](world, made)
    assert of_lists(world) == set()
    assert not list_listings(world.table, ListingKind.TAG, 10, None).items
    publish(world, title="Another")
    assert of_lists(world) == stood


def test_a_list_with_another_story_stays() -> None:
    world = World()
    first = publish(world)
    publish(world, title="Another")
    stood = of_lists(world)
    unpublish(world, first)
    assert of_lists(world) == stood
    publish_article(world.newsroom, world.request(), first)
    assert of_lists(world) == stood


def test_the_sites_own_sections_stay_without_a_story() -> None:
    world = World()
    world.drain()
    own = {"section/news/index.html", "section/news/feed.xml", "section/news/archive/index.html"}
    assert own <= set(world.files.files)
    unpublish(world, publish(world, section="News"))
    world.drain()
    assert own <= set(world.files.files)
    assert not [file for file in world.files.files if file.startswith("section/news/2026")]


def test_a_profile_waits_for_a_story() -> None:
    world = World()
    made = publish(world)
    profile = profile_from_fields({"name": "Ann", "bio": "Ann writes about water."})
    write_profile(world.newsroom, world.request(None), "ann", profile)
    unpublish(world, made)
    assert of_lists(world) == set()
    publish(world)
    assert "author/ann/index.html" in of_lists(world)
    assert b"about water" in world.files.files["author/ann/index.html"]


@pytest.mark.parametrize("seed", range(12))
def test_runs_that_are_emptied_and_filled_leave_no_link_to_nowhere(seed: int) -> None:
    """Of a list with several short runs any may come and go, however late that is routed."""
    chance = random.Random(seed)
    with small_runs():
        world = World(seed)
        made = [publish(world, title=f"Story {n}") for n in range(7)]
        gone: set[str] = set()
        for _ in range(14):
            one = chance.choice(made)
            act = publish_article if one in gone else unpublish_article
            act(world.newsroom, world.request(), one)
            gone ^= {one}
            if chance.random() < 0.4:
                world.route(at_most=chance.randint(1, 9))
            if chance.random() < 0.4:
                world.render_some(0.5)
        world.drain()
        files = dict(world.files.files)
        for file, html in of_tag(files).items():
            if file.startswith(("tag/ports/2026", "tag/ports/archive")):
                for link in _links(html):
                    assert f"{link[1:]}index.html" in files, (file, link)
        assert of_tag(files) == of_tag(world.rebuilt())


def of_tag(files: Any) -> dict[str, bytes]:
    return {file: body for file, body in files.items() if file.startswith("tag/ports/")}


def _links(html: bytes) -> list[str]:
    return [
        part.partition('"')[0]
        for part in html.decode().split('href="')[1:]
        if part.startswith("/tag/ports/")
    ]
