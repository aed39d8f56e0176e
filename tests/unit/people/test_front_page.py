"""The front page's sections, and the headlines that it gives to older stories."""

import json
from typing import Any

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.listing import SITE, author_of, card_of
from broadsheet.domain.site.kinds.listing import FRONT_BESIDE, ListingPage, ListingView
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.people.edit_profile import write_profile
from tests.builders import make_article, make_author, make_card, make_term
from tests.every_page import renderer, text
from tests.properties.newsroom_machine import World
from tests.view_builders import make_listing_view


def publish(world: World, section: str, number: int, *, breaking: bool = False) -> str:
    fields: dict[str, Any] = {"title": f"{section} {number}", "body": "Words.", "section": section}
    fields |= {"breaking": breaking, "new_section": True}
    byline = [{"name": "Ada"}]
    submission = article_from_fields(fields | {"byline": byline, "status": "published"})
    return submit_article(world.newsroom, world.request(None), submission).id


def front(world: World) -> ListingView:
    view = world.press(world.files).views(world.table)(ListingPage(SITE))
    assert isinstance(view, ListingView)
    return view


def blocks(world: World) -> dict[str, list[str]]:
    return {term.name: [card.title for card in cards] for term, cards in front(world).blocks}


def test_each_section_of_the_site_has_its_newest_stories_that_are_not_at_the_top() -> None:
    world = World()
    for number in range(1, 7):
        publish(world, "World", number)
    for number in range(1, FRONT_BESIDE + 2):
        publish(world, "News", number)
    assert blocks(world) == {"News": ["News 1"], "World": [f"World {n}" for n in (6, 5, 4, 3)]}


def test_the_newest_breaking_story_leads_even_where_newer_ones_are_not() -> None:
    world = World()
    for number in range(1, 10):
        publish(world, "News", number, breaking=number in (2, 4))
    shown = [card.title for card in front(world).cards]
    assert shown == ["News 4", *(f"News {n}" for n in (9, 8, 7, 6, 5, 3, 2, 1))]
    assert blocks(world) == {"News": ["News 6", "News 5", "News 3", "News 2"]}


def test_a_section_that_is_not_the_sites_own_has_no_block() -> None:
    world = World()
    for number in range(FRONT_BESIDE + 1):
        publish(world, "Weather", number)
    assert front(world).blocks == ()


def test_of_the_section_of_opinions_it_is_shown_who_wrote() -> None:
    world = World(opinion="world")
    for number in range(1, 7):
        publish(world, "World", number)
    # At the top are the newest.
    for number in range(1, FRONT_BESIDE + 1):
        publish(world, "News", number)
    world.drain()

    def portraits() -> list[str | None]:
        view = front(world)
        assert view.strip is not None
        section, opinions = view.strip
        assert section.name == "World"
        assert [one.card.title for one in opinions] == [f"World {n}" for n in (6, 5, 4, 3)]
        return [one.portrait.url if one.portrait else None for one in opinions]

    assert portraits() == [None] * 4
    assert "World" not in blocks(world)
    picture = {"url": "https://elsewhere.example/ada.jpg", "alt": "Ada at a desk"}
    told = profile_from_fields({"name": "Ada", "picture": picture})
    write_profile(world.newsroom, world.request(None), "ada", told)
    assert portraits() == ["https://elsewhere.example/ada.jpg"] * 4
    world.drain()
    assert world.files.files == world.rebuilt()
    assert (
        b'<img class="portrait" src="https://elsewhere.example/ada.jpg"'
        in (world.files.files["index.html"])
    )


def test_whose_slug_is_not_that_of_the_name_has_their_own_portrait() -> None:
    likely, unlikely = (
        card_of(make_article(byline=(make_author("Ada Byron", slug=slug),)))
        for slug in ("ada-byron", "ada-2")
    )
    assert (likely.author, unlikely.author) == ("", "ada-2")
    assert (author_of(likely), author_of(unlikely)) == ("ada-byron", "ada-2")


def test_a_story_that_goes_makes_room_for_an_older_one() -> None:
    world = World()
    ids = [publish(world, "News", number) for number in range(1, FRONT_BESIDE + 6)]
    assert blocks(world)["News"] == ["News 5", "News 4", "News 3", "News 2"]
    unpublish_article(world.newsroom, world.request(), ids[-1])
    assert blocks(world)["News"] == ["News 4", "News 3", "News 2", "News 1"]


def test_blocks_stand_under_their_section_in_its_place_on_the_page() -> None:
    view = make_listing_view(blocks=((make_term("World"), (make_card(8), make_card(7))),))
    html = text(ListingPage(SITE), view)
    heading = html.index('<h2 id="block-world"><a href="/section/world/">World</a></h2>')
    assert heading < html.index("Story 8</a>") < html.index("Story 7</a>")


def latest(**view: Any) -> list[dict[str, Any]]:
    files = renderer.render(ListingPage(SITE), make_listing_view(**view))
    items: list[dict[str, Any]] = json.loads(files["latest.json"].body)["items"]
    return items


def test_the_newest_headlines_are_a_small_file() -> None:
    items = latest(cards=tuple(make_card(number) for number in range(30, 0, -1)))
    assert [item["title"] for item in items] == [f"Story {n}" for n in range(30, 22, -1)]


def test_a_headline_brings_what_a_card_shows_in_the_storys_own_words() -> None:
    (item,) = latest(cards=(make_card(1, title="Seçim </script>", language="tr"),))
    assert item["title"] == "Seçim </script>"
    assert item["path"] == "/2026/11/story-1/"
    assert (item["section"], item["section_path"]) == ("World", "/section/world/")
    assert (item["language"], item["direction"]) == ("tr", "ltr")
    assert item["published_at"] == "2026-11-22T11:06:00Z"
    assert item["date"] == "22 Kasım 2026 14:06"
    assert item["image"] == "/images/harbour.jpg"
