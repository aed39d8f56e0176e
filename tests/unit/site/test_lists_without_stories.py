"""What stands of a list as stories come and go: its head, its archive, or nothing."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.listing import Entry, Listing, ListingKind, ListingName, Position
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.domain.site.kinds.months import MonthsPage, MonthsView
from broadsheet.domain.site.kinds.run import RunPage
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.read_listings import list_listings
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.site.kinds.listing import HEAD
from broadsheet.usecases.site.page_views import page_views
from tests.builders import make_card
from tests.fakes.table import MemoryTable
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
        assert {f"{name}index.html", f"{name}archive/index.html"} <= stood
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


def test_a_run_is_written_once_it_is_full_and_its_stories_stand_on_the_head_until_then() -> None:
    with small_runs():
        world, of_run = World(), "tag/ports/2026/11/{}index.html".format
        runs = [of_run(""), of_run("page/2/")]
        for n, there in enumerate((0, 1, 1, 2, 2)):
            publish(world, title=f"Story {n}")
            world.files.writes.clear()
            files = of_lists(world)
            assert [run in files for run in runs] == [m < there for m in range(2)], n
            assert world.files.writes.count(runs[0]) == (n in (1, 3)), "then it has a newer one"
            head = world.files.files["tag/ports/index.html"].decode()
            assert all(f"Story {m}<" in head for m in range(there * 2, n + 1)), n
            assert of_tag(world.files.files) == of_tag(world.rebuilt())
        months = world.files.files["tag/ports/archive/index.html"].decode()
        assert '<a href="/tag/ports/2026/11/">November 2026</a>' in months


def test_a_head_has_all_stories_that_are_on_no_page_of_the_archive_yet() -> None:
    tag = ListingName(ListingKind.TAG, "ports")
    slots = {"2026-10": HEAD, "2026-11": HEAD + 5}
    table = MemoryTable()
    table.records |= {
        one.key: one
        for one in (
            Listing(listing=tag, title="Ports", months=slots),
            *(
                Entry(listing=tag, position=Position(month, n), card=make_card(n))
                for month, most in slots.items()
                for n in range(1, most + 1)
            ),
        )
    }
    views = page_views(table, (), ())
    view = views(ListingPage(tag))
    assert isinstance(view, ListingView)
    assert (len(view.cards), view.older) == (HEAD + 5, ("2026-10", 1))
    assert views(RunPage(tag, "2026-11", 1)) is None
    found = views(MonthsPage(tag))
    assert isinstance(found, MonthsView)
    assert found.months == (("2026-11", None), ("2026-10", 1))


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
            if chance.random() < 0.3:
                made.append(publish(world, title=f"Story {len(made)}"))
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
