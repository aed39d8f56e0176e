"""Parts of a series: each page leads to the published ones beside it, and to no others."""

from typing import Any

import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from tests.properties.newsroom_machine import World
from tests.support.api import article


@pytest.fixture
def world() -> World:
    return World()


def sent(title: str, part: int | None, name: str = "Tides", **fields: Any) -> Any:
    series = {"name": name, "part": part} if part else None
    return article_from_fields(article(title=title, series=series, **fields))


def publish(world: World, title: str, part: int | None, name: str = "Tides", **fields: Any) -> str:
    told = sent(title, part, name, status="published", **fields)
    return submit_article(world.newsroom, world.request(), told).id


def found(world: World, article_id: str) -> Article:
    return next(one for one in world.articles() if one.id == article_id)


def beside(world: World, article_id: str) -> tuple[str | None, str | None]:
    """The headlines before and after, as its page shows them."""
    view = world.press(world.files).views(world.table)(ArticlePage(found(world, article_id).path))
    assert isinstance(view, ArticleView)
    assert view.series is not None
    cards = (view.series.previous, view.series.following)
    first, second = (card.title if card else None for card in cards)
    return first, second


def rendered(world: World) -> set[str]:
    """The stories' pages that were made since the last look, and nothing is stale."""
    world.drain()
    made = {file.split("/")[2] for file in world.files.writes if file.startswith("2026/")}
    world.files.writes.clear()
    assert world.files.files == world.rebuilt()
    return made


def test_parts_are_in_the_order_of_their_numbers_whenever_they_came(world: World) -> None:
    third = publish(world, "Third", 3)
    first = publish(world, "First", 1)
    seventh = publish(world, "Seventh", 7, "TIDES")
    assert beside(world, first) == (None, "Third")
    assert beside(world, third) == ("First", "Seventh")
    assert beside(world, seventh) == ("Third", None)
    publish(world, "Another series", 2, "Fog")
    assert beside(world, first) == (None, "Third")


def test_a_part_that_comes_is_shown_or_goes_renews_its_neighbours_alone(world: World) -> None:
    # Other tags and sections, so that 'Don't miss' shows none of the others.
    apart: list[dict[str, Any]] = [
        {"section": s, "tags": [s]} for s in ("World", "Business", "Culture", "Sport")
    ]
    ids = [publish(world, f"Part {n + 1}", n + 1, **apart[n]) for n in (0, 1, 3)]
    for number in range(8):
        publish(world, f"Between {number}", None, section="Science", tags=["Fog"])
    rendered(world)
    third = publish(world, "Part 3", 3, **apart[2])
    assert {"part-2", "part-3", "part-4"} <= rendered(world)
    assert beside(world, ids[1]) == ("Part 1", "Part 3")
    told = sent("Part 3, corrected", 3, slug="part-3", **apart[2])
    replace_article(world.newsroom, world.request(), third, told)
    made = rendered(world)
    assert {"part-2", "part-3", "part-4"} <= made
    assert "part-1" not in made
    unpublish_article(world.newsroom, world.request(), third)
    assert {"part-2", "part-4"} <= rendered(world)
    assert beside(world, ids[1]) == ("Part 1", "Part 4")


def test_a_part_with_another_number_stands_elsewhere_and_so_do_its_neighbours(
    world: World,
) -> None:
    ids = [publish(world, f"Part {n}", n) for n in (1, 2, 3)]
    replace_article(world.newsroom, world.request(), ids[0], sent("Part 1", 9))
    assert [beside(world, one) for one in ids] == [
        ("Part 3", None),
        (None, "Part 3"),
        ("Part 2", "Part 1"),
    ]
    rendered(world)


def test_two_stories_of_one_number_lead_to_each_other(world: World) -> None:
    one, two = publish(world, "One", 1), publish(world, "Also one", 1)
    assert (beside(world, one), beside(world, two)) == ((None, "Also one"), ("One", None))


def test_an_unlisted_story_and_a_copy_are_in_no_series(world: World) -> None:
    first = publish(world, "First", 1)
    publish(world, "For some", 2, unlisted=True)
    assert beside(world, first) == (None, None)
    copy = duplicate_article(world.newsroom, world.request(), first).id
    assert found(world, copy).content.series is None


@pytest.mark.parametrize(
    ("series", "pointer"),
    [
        ({"name": "Tides"}, "/series/part"),
        ({"name": "Tides", "part": 0}, "/series/part"),
        ({"name": "Tides", "part": "2"}, "/series/part"),
        ({"name": " ", "part": 2}, "/series/name"),
        ({"name": "Tides", "part": 2, "of": 9}, "/series/of"),
        ("Tides", "/series"),
    ],
)
def test_what_is_no_series_is_named(series: object, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        article_from_fields(article(series=series))
    assert [error.pointer for error in refused.value.errors] == [pointer]
