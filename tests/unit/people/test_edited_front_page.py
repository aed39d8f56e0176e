"""What editors decide about the front page, over what it would be by itself."""

import re
from typing import Any

import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import FrontPageSubmission
from broadsheet.domain.articles.listing import SITE
from broadsheet.domain.people.front_page import (
    LAYOUTS,
    FrontPage,
    Layout,
    SubmittedFrontPage,
    laid_out,
)
from broadsheet.domain.shared.errors import Forbidden, Invalid, VersionMismatch, VersionRequired
from broadsheet.domain.shared.principal import Principal, Role, Scope
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.domain.site.kinds.listing import FRONT_BESIDE, ListingPage, ListingView
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.people.edit_front_page import read_front_page, write_front_page
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.site.kinds.listing import HEAD
from tests.builders import make_card
from tests.every_page import renderer, text
from tests.properties.newsroom_machine import World
from tests.support.api import article
from tests.view_builders import make_listing_view

ANN = Principal("ann", frozenset({Role.AUTHOR}))


@pytest.fixture
def world() -> World:
    return World()


def publish(world: World, title: str, **fields: Any) -> str:
    sent = article_from_fields(article(title=title, status="published", **fields))
    return submit_article(world.newsroom, world.request(), sent).id


def edit(world: World, **fields: Any) -> None:
    sent = FrontPageSubmission.from_fields(fields).submitted()
    write_front_page(world.newsroom, world.request(), sent)


def front(world: World) -> ListingView:
    view = world.press(world.files).views(world.table)(ListingPage(SITE))
    assert isinstance(view, ListingView)
    return view


def titles(world: World) -> list[str]:
    return [card.title for card in front(world).cards]


def test_the_lead_goes_first_then_what_is_pinned_in_its_order_then_the_newest(world: World) -> None:
    ids = [publish(world, f"S{n}") for n in range(HEAD + 5)]
    edit(world, lead=ids[0], pinned=[ids[3], ids[1]])
    newest = [f"S{n}" for n in range(HEAD + 4, 4, -1)]
    assert titles(world) == ["S0", "S3", "S1", *newest][:HEAD]


def test_the_editors_lead_goes_before_a_breaking_story_which_stays_in_the_strip(
    world: World,
) -> None:
    lead = publish(world, "Chosen")
    publish(world, "Urgent", breaking=True)
    edit(world, pinned=[lead])
    assert titles(world) == ["Urgent", "Chosen"]
    edit(world, lead=lead)
    assert titles(world) == ["Chosen", "Urgent"]
    world.drain()
    html = world.files.files["index.html"].decode()
    strip = html.partition('id="breaking-title"')[2].partition("</section>")[0]
    assert "Urgent</a>" in strip


def test_what_is_hidden_is_nowhere_on_the_front_page_and_everywhere_else(world: World) -> None:
    publish(world, "Shown")
    hidden = publish(world, "Left out", breaking=True)
    edit(world, hidden=[hidden])
    world.drain()
    there = {file for file, body in world.files.files.items() if b"Left out" in body}
    assert not {"index.html", "latest.json"} & there
    assert {"section/news/index.html", "feed.xml", "author/ann-author/index.html"} <= there
    assert front(world).breaking == ()


def test_a_decision_alone_renews_the_front_page_and_nothing_else(world: World) -> None:
    ids = [publish(world, f"S{n}") for n in range(3)]
    world.drain()
    world.files.writes.clear()
    edit(world, lead=ids[0], hidden=[ids[1]])
    world.drain()
    assert set(world.files.writes) == {"index.html", "latest.json"}
    assert world.files.files == world.rebuilt()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_moves_no_story_out_of_the_page_and_repeats_none(
    world: World, layout: Layout
) -> None:
    ids = [publish(world, f"Story number {n}", section="World") for n in range(20)]
    edit(world, lead=ids[3], layout=layout)
    view = front(world)
    assert view.layout == layout
    ((_, below),) = view.blocks
    above = view.cards[: view.top]
    assert not {card.id for card in above} & {card.id for card in below}
    html = text(ListingPage(SITE), view)
    titles = re.findall(r"<h[23] class=\"card-title\"><a [^>]*>([^<]*)", html)
    assert titles[: view.top] == [card.title for card in above]
    assert titles[0] == "Story number 3"
    world.drain()
    assert world.files.files == world.rebuilt()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("besides", [0, 20])
def test_what_editors_chose_is_on_the_page_in_every_layout_and_once(
    world: World, layout: Layout, besides: int
) -> None:
    ids = [publish(world, f"Story number {n}", section="World") for n in range(11)]
    for number in range(besides):
        publish(world, f"Besides {number}", section="World")
    publish(world, "Story number 11", section="World", breaking=True)
    for lead in (None, ids[0]):
        edit(world, lead=lead, pinned=ids[1:], layout=layout)
        html = text(ListingPage(SITE), front(world))
        titles = re.findall(r"<h[23] class=\"card-title\"><a [^>]*>([^<]*)", html)
        first = "Story number 0" if lead else "Story number 11"
        assert titles[:11] == [first, *(f"Story number {n}" for n in range(1, 11))]
        assert {titles.count(title) for title in titles[:11]} == {1}


def test_layouts_differ_in_how_many_stories_have_a_picture_and_in_what_they_say() -> None:
    cards = tuple(make_card(number) for number in range(20, 0, -1))
    shown = {
        layout: text(ListingPage(SITE), make_listing_view(cards=cards, layout=layout))
        for layout in LAYOUTS
    }
    assert {layout: html.count('class="card-image"') for layout, html in shown.items()} == {
        "graded": 4,
        "calm": 7,
        "busy": 8,
    }
    assert [layout for layout, html in shown.items() if "latest-title" not in html] == ["calm"]


def test_a_layout_that_nobody_knows_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        FrontPageSubmission.from_fields({"layout": "loud"})
    assert [error.pointer for error in refused.value.errors] == ["/layout"]


def test_hidden_stories_leave_no_gap(world: World) -> None:
    ids = [publish(world, f"S{n}", section="World") for n in range(HEAD + 10)]
    edit(world, hidden=ids[-8:])
    assert titles(world) == [f"S{n}" for n in range(HEAD + 1, 1, -1)]
    ((_, cards),) = front(world).blocks
    below = HEAD + 1 - FRONT_BESIDE
    assert [card.title for card in cards] == [f"S{n}" for n in range(below, below - 4, -1)]


def test_a_chosen_story_that_goes_makes_room_and_comes_back(world: World) -> None:
    publish(world, "Old")
    lead = publish(world, "Lead")
    publish(world, "New")
    edit(world, lead=lead)
    unpublish_article(world.newsroom, world.request(), lead)
    assert titles(world) == ["New", "Old"]
    # It is still named, and may be named again; another that is not published may not.
    edit(world, lead=lead, pinned=[lead])
    draft = article_from_fields(article(title="Draft"))
    other = submit_article(world.newsroom, world.request(), draft).id
    with pytest.raises(Invalid) as refused:
        edit(world, lead=other, pinned=[lead, "/2026/11/nothing/"], hidden=["no such thing"])
    assert [(e.pointer, e.code) for e in refused.value.errors] == [
        ("/lead", "unknown_article"),
        ("/pinned/1", "unknown_article"),
        ("/hidden/0", "unknown_article"),
    ]


def test_a_story_is_not_shown_and_hidden_however_it_is_named(world: World) -> None:
    article_id = publish(world, "Both")
    path = next(a.path for a in world.articles() if a.id == article_id)
    for hidden in (article_id, path):
        with pytest.raises(Invalid) as refused:
            edit(world, lead=article_id, hidden=["/nowhere/", hidden])
        wrong = [(error.pointer, error.code) for error in refused.value.errors]
        assert wrong == [("/hidden/0", "unknown_article"), ("/hidden/1", "shown_and_hidden")]


def test_two_editors_do_not_overwrite_each_other(world: World) -> None:
    ids = [publish(world, f"S{n}") for n in range(2)]
    seen = read_front_page(world.table, world.request().who).version
    sent = SubmittedFrontPage(lead=ids[0])
    write_front_page(world.newsroom, world.request(seen), sent)
    with pytest.raises(VersionMismatch):
        write_front_page(world.newsroom, world.request(seen), sent)
    with pytest.raises(VersionRequired):
        write_front_page(world.newsroom, world.request(None), sent)
    assert read_front_page(world.table, world.request().who).version == seen + 1


def test_only_editors_and_clients_of_the_site_decide(world: World) -> None:
    sent = SubmittedFrontPage()
    machine = Principal("client m", frozenset(), frozenset({Scope.SITE_EDIT}))
    other = Principal("client o", frozenset(), frozenset(Scope) - {Scope.SITE_EDIT})
    for who in (ANN, other):
        with pytest.raises(Forbidden):
            write_front_page(world.newsroom, Request(id="r", who=who, if_match=1), sent)
        with pytest.raises(Forbidden):
            read_front_page(world.table, who)
    assert write_front_page(world.newsroom, Request(id="r", who=machine, if_match=1), sent)


def test_no_story_stands_twice_among_the_cards() -> None:
    one, two, three = (make_card(n) for n in (1, 2, 3))
    decided = FrontPage(lead=one.id, pinned=(two.id, one.id), hidden=(three.id,))
    laid = laid_out(decided, (two, one), (two, three), (three, two, one))
    assert (laid.cards, laid.breaking) == ((one, two), (two,))


def test_older_stories_offer_the_newest_headlines_whatever_is_pinned() -> None:
    view = make_listing_view(cards=(make_card(1), make_card(3), make_card(2)))
    latest = renderer.render(ListingPage(SITE), view)["latest.json"].body.decode()
    assert latest.index("Story 3") < latest.index("Story 2") < latest.index("Story 1")


def test_a_breaking_story_that_leads_is_not_in_the_strip_as_well() -> None:
    one, two = make_card(1), make_card(2)
    alone = text(ListingPage(SITE), make_listing_view(cards=(one, two), breaking=(one,)))
    assert 'class="front-lead" id="breaking"' in alone
    assert "breaking-title" not in alone
    under = text(ListingPage(SITE), make_listing_view(cards=(two, one), breaking=(one,)))
    strip = under.partition('id="breaking-title"')[2].partition("</section>")[0]
    assert "Story 1</a>" in strip


def test_curated_stories_take_the_place_of_what_came_before(world: World) -> None:
    ids = [publish(world, f"S{n}") for n in range(3)]
    publish(world, "Story", dont_miss=[ids[0], ids[0]])

    def shown() -> list[str]:
        view = world.press(world.files).views(world.table)(ArticlePage("/2026/11/story/"))
        assert isinstance(view, ArticleView)
        return [card.title for card in view.dont_miss]

    assert shown() == ["S0"]
    unpublish_article(world.newsroom, world.request(), ids[0])
    assert shown() == ["S2", "S1"]
    with pytest.raises(Invalid) as refused:
        publish(world, "Another", dont_miss=[ids[1], ids[0]])
    assert [error.pointer for error in refused.value.errors] == ["/dont_miss/1"]


def test_below_a_story_those_come_first_that_have_its_first_tag_and_they_are_followed(
    world: World,
) -> None:
    oldest = publish(world, "Oldest", section="Sport", tags=["Ports", "Tides"])
    publish(world, "Its second tag", section="Sport", tags=["Boats"])
    publish(world, "Its first tag", section="Sport", tags=["Tides"])
    for number in range(5):
        publish(world, f"Newer {number}", section="World", tags=["Fog"])
    publish(world, "Story", section="World", tags=["Tides", "Boats"])

    def below() -> tuple[list[str], bool]:
        view = world.press(world.files).views(world.table)(ArticlePage("/2026/11/story/"))
        assert isinstance(view, ArticleView)
        return [card.title for card in view.dont_miss], view.is_related

    assert below() == (["Its first tag", "Oldest", "Newer 4", "Newer 3"], True)
    world.drain()
    world.files.writes.clear()
    unpublish_article(world.newsroom, world.request(), oldest)
    world.drain()
    assert "2026/11/story/index.html" in world.files.writes
    assert world.files.files == world.rebuilt()
