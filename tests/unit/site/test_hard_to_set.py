"""What is too long, too high or too small to be set as everything else says so in its class."""

from typing import Any

import pytest

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import LeadImage
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.people.front_page import Layout
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from tests.builders import make_article, make_card, make_site
from tests.every_page import text
from tests.support.document import Element, document
from tests.support.hard import HEADLINE
from tests.view_builders import make_article_view, make_listing_view

FRONT = ListingPage(SITE)


def story(**fields: Any) -> Element:
    article = make_article(**fields)
    return document(text(ArticlePage(article.path), make_article_view(article)))


def classes(page: Element, tag: str) -> list[str]:
    """Of the first of its kind that has some, in what is read."""
    return next(str(one["class"]).split() for one in page.one("main").all(tag) if "class" in one)


@pytest.mark.parametrize(("title", "is_long"), [("War is over", False), (HEADLINE, True)])
def test_a_long_headline_is_set_smaller_on_its_story_and_on_its_card(
    title: str, is_long: bool
) -> None:
    front = document(text(FRONT, make_listing_view(cards=(make_card(title=title),))))
    assert bool(story(title=title).one("h1").get("class")) == is_long
    assert ("long" in classes(front, "h2")) == is_long


@pytest.mark.parametrize(("title", "is_long"), [("The Daily", False), ("The Daily " * 5, True)])
def test_a_long_name_of_a_site_is_set_smaller(title: str, is_long: bool) -> None:
    renderer = JinjaRenderer(make_site(title=title))
    front = document(text(FRONT, make_listing_view(), renderer))
    assert ("long" in str(front.one("h1")["class"]).split()) == is_long


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [
        (1600, 900, []),
        (1200, 1200, ["upright"]),
        (900, 3000, ["upright"]),
        (60, 40, ["small"]),
        (60, 90, ["small"]),
        (None, None, []),
    ],
)
def test_a_picture_above_a_story_has_the_room_that_its_shape_asks_for(
    width: int | None, height: int | None, shown: list[str]
) -> None:
    image = LeadImage(url="/images/a.jpg", alt="A", width=width, height=height)
    assert classes(story(lead_image=image), "figure") == ["lead-image", *shown]


@pytest.mark.parametrize("layout", ["graded", "calm", "busy"])
@pytest.mark.parametrize(("stories", "is_wide"), [(1, True), (2, False)])
def test_the_only_story_of_a_front_page_stands_beside_its_picture(
    layout: Layout, stories: int, is_wide: bool
) -> None:
    cards = tuple(make_card(number) for number in range(stories))
    page = document(text(FRONT, make_listing_view(cards=cards, layout=layout)))
    assert ("card-wide" in classes(page, "article")) == (is_wide or layout == "calm")
