"""Authors as readers are told of them: on their own page, and under what they wrote."""

from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.listing import ListingKind, ListingName
from broadsheet.domain.people.profile import SubmittedProfile, introductions
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.domain.site.kinds.listing import ListingPage, ListingView
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.people.edit_profile import remove_profile, write_profile
from broadsheet.usecases.site import renew_pages, walks
from tests.builders import make_article, make_author, make_listing, make_profile
from tests.every_page import text
from tests.properties.newsroom_machine import World
from tests.support.machines import article_as_read, listing_as_read
from tests.view_builders import make_article_view, make_listing_view

ANN = ListingName(ListingKind.AUTHOR, "ann-author")


def sent(**fields: Any) -> SubmittedProfile:
    return profile_from_fields({"name": "Ann Author", **fields})


def publish(world: World, title: str, *names: str) -> str:
    fields = {"title": title, "body": "Words.", "section": "News", "status": "published"}
    byline = [{"name": name} for name in names]
    submission = article_from_fields(fields | {"byline": byline})
    return submit_article(world.newsroom, world.request(), submission).path


def story(*byline: Any) -> ArticleView:
    return make_article_view(make_article(byline=byline), profiles=(make_profile(),))


def test_who_has_a_profile_is_introduced_by_it_and_others_by_the_byline() -> None:
    ann = make_author("Ann Author", role="Guest", bio="Old words.", url="/old/")
    ben, cy = make_author("Ben", bio="Of the byline.", url="/ben/"), make_author("Cy")
    told = introductions((ann, ben, cy), [make_profile()])
    assert [(one.name, one.role, one.bio.partition("\n")[0], one.url) for one in told] == [
        ("Ann Author", "Correspondent", "Ann writes about water.", ""),
        ("Ben", "", "Of the byline.", "/ben/"),
    ]
    assert told[0].picture == make_profile().picture


def test_a_profile_that_says_nothing_is_no_box() -> None:
    bare = make_profile(role="", bio="", picture=None, links=())
    assert introductions((make_author("Ann Author", bio="Old words."),), [bare]) == []


def test_the_box_under_a_story_shows_picture_words_and_links() -> None:
    html = text(ArticlePage("/2026/11/x/"), story(make_author("Ann Author", bio="Old words.")))
    box = html.partition('<section class="author-box"')[2].partition("</section>")[0]
    assert 'src="/media/ann.jpg" alt="Ann Author at a lake"' in box
    assert "Ann writes about water.\n\nShe lives by a lake." in box
    assert '<a href="https://social.example/@ann" rel="noopener">' in box
    assert "Old words." not in html


def test_the_authors_page_shows_the_profile() -> None:
    view = make_listing_view(
        make_listing("author", "Ann Author", m2026_11=2),
        profile=make_profile(name="Ann B. Author"),
    )
    html = text(ListingPage(ANN), view)
    assert "<h1><bdi>Ann B. Author</bdi></h1>" in html
    assert '<p class="role">Correspondent</p>' in html
    assert "She lives by a lake." in html
    assert 'alt="Ann Author at a lake"' in html


def test_machines_read_who_wrote_it_from_the_profile() -> None:
    article = make_article(byline=(make_author("Ann Author", role="Guest"),))
    read = article_as_read(article, profiles=(make_profile(),))
    (author,) = read.nodes["NewsArticle"]["author"]
    page = listing_as_read("author", "Ann Author", profile=make_profile())
    person = page.nodes["ProfilePage"]
    assert page.names["description"] == "Ann writes about water. She lives by a lake."
    assert author == person["mainEntity"]
    assert author["jobTitle"] == "Correspondent"
    assert author["image"] == "https://news.example/media/ann.jpg"
    assert author["sameAs"] == ["https://social.example/@ann"]


def test_a_new_profile_is_on_every_page_of_the_author_and_on_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(walks, "SLICE", 2)
    monkeypatch.setattr(renew_pages, "A_TICK", 1)
    world = World()
    hers = [publish(world, f"Hers {n}", "Ann Author") for n in range(6)]
    both, his = publish(world, "Both", "Ben", "Ann Author"), publish(world, "His", "Ben")
    pages = {f"{path[1:]}index.html" for path in (*hers, both)}
    world.drain()
    world.files.writes.clear()
    write_profile(world.newsroom, world.request(None), "ann-author", sent(bio="She writes."))
    world.route()
    world.render_some(1)
    at_once = {f"{path[1:]}index.html" for path in (hers[-1], both)}
    assert set(world.files.writes) == {*at_once, "author/ann-author/index.html"}
    world.drain()
    assert set(world.files.writes) == {*pages, "author/ann-author/index.html"}
    assert all(b"She writes." in world.files.files[page] for page in pages)
    remove_profile(world.newsroom, world.request(), "ann-author")
    world.drain()
    assert not any(b"She writes." in body for body in world.files.files.values())
    assert f"{his[1:]}index.html" not in world.files.writes


def test_two_changes_in_a_row_are_two_on_every_page() -> None:
    world = World()
    path = publish(world, "Story", "Ann Author")
    for bio in ("First.", "Second."):
        request = msgspec.structs.replace(world.request(), id="the same")
        request = request if bio == "Second." else msgspec.structs.replace(request, if_match=None)
        write_profile(world.newsroom, request, "ann-author", sent(bio=bio))
        world.route()
        world.render_some(1)
        assert bio.encode() in world.files.files[f"{path[1:]}index.html"]


def test_a_profile_alone_makes_no_page() -> None:
    world = World()
    write_profile(world.newsroom, world.request(None), "ann-author", sent())
    world.drain()
    assert not [file for file in world.files.files if file.startswith("author/")]
    publish(world, "First", "Ann Author")
    view = world.press(world.files).views(world.table)(ListingPage(ANN))
    assert isinstance(view, ListingView)
    assert view.profile
