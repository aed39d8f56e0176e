"""Feeds: what they tell of themselves, and that they keep to their formats."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.site.site import Site
from tests.builders import make_article, make_listing, make_site
from tests.every_page import EVIL
from tests.support.feeds import ARTICLES, PLAIN, feeds, moment, read, whole

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_the_feed_tells_of_itself() -> None:
    site = make_site(description="News of the harbour & the sea")
    made = feeds(PLAIN, site=site)
    rss, atom = read(made["feed.xml"]).feed, read(made["atom.xml"]).feed
    feed = json.loads(made["feed.json"])
    titles = {rss.title, atom.title, feed["title"]}
    assert titles == {site.title}
    assert rss.subtitle == "News of the harbour &amp; the sea"
    assert {atom.subtitle, feed["description"]} == {site.description}
    assert {rss.author, atom.author, feed["authors"][0]["name"]} == {site.title}
    assert {rss.language, atom.language, feed["language"]} == {"en"}
    assert rss.ttl == "15"
    assert {rss.image.href, atom.icon, feed["favicon"]} == {feed["favicon"]}
    assert atom.logo == feed["icon"]
    for parsed, name in ((rss, "feed.xml"), (atom, "atom.xml")):
        links = {link.rel: link.href for link in parsed.links}
        assert links["self"] == f"https://news.example/{name}"
    assert moment(atom.updated_parsed) == moment(rss.updated_parsed) == PLAIN.modified_at


def test_the_pictures_of_a_feed_are_files_of_the_site() -> None:
    files = JinjaRenderer(make_site()).fixed_files()
    feed = json.loads(feeds(PLAIN)["feed.json"])
    for address in (feed["icon"], feed["favicon"]):
        assert address.removeprefix("https://news.example/") in files


def test_a_section_has_its_own_title_and_address() -> None:
    section = make_listing("section", "World", m2026_11=1)
    made = feeds(PLAIN, listing=section)
    feed = read(made["feed.xml"]).feed
    assert feed.title == "World – The Daily Example"
    assert feed.link == "https://news.example/section/world/"
    assert {link.href for link in feed.links if link.rel == "self"} == {f"{feed.link}feed.xml"}


@pytest.mark.parametrize("site", [make_site(), make_site(language="ar", direction="rtl")])
def test_an_empty_feed_is_a_feed(site: Site) -> None:
    made = feeds(site=site)
    for file in ("feed.xml", "atom.xml"):
        assert read(made[file]).entries == []
    assert json.loads(made["feed.json"])["items"] == []


@pytest.mark.parametrize("title", ["The Daily Example", EVIL])
def test_json_feeds_keep_to_version_1_1(title: str) -> None:
    schema = json.loads((SCHEMAS / "json-feed-1.1.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for articles in (tuple(ARTICLES.values()), ()):
        validator.validate(json.loads(feeds(*articles, site=make_site(title=title))["feed.json"]))


def test_items_stand_in_the_order_of_the_view() -> None:
    stories = [whole(make_article(title=f"Story {n}"), number=n) for n in (3, 2, 1)]
    made = feeds(*stories)
    titles = ["Story 3", "Story 2", "Story 1"]
    assert [e.title for e in read(made["feed.xml"]).entries] == titles
    assert [e.title for e in read(made["atom.xml"]).entries] == titles
    assert [i["title"] for i in json.loads(made["feed.json"])["items"]] == titles
