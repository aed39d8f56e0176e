"""Feeds: what a feed reader reads back is the article, whatever its authors typed."""

import json
from calendar import timegm
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import msgspec
import pytest
from jsonschema import Draft202012Validator

from broadsheet.adapters.jinja.feeds import absolute_html
from broadsheet.adapters.jinja.filters import uri
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.markup import CommonMark
from broadsheet.domain.article import Article, LeadImage, SafeHtml
from broadsheet.domain.listing import Listing
from broadsheet.domain.pages import FeedPage
from broadsheet.domain.site import Site
from tests.builders import (
    NOON,
    make_article,
    make_author,
    make_feed_view,
    make_id,
    make_listing,
    make_site,
    make_term,
)
from tests.every_page import EVIL, evil_article

SCHEMAS = Path(__file__).parents[1] / "schemas"
SOURCE = """Boats left [at dawn](/2026/11/dawn/ "the href=\\"/x\\" of it").[^1]

![Boats](/images/boats.jpg) and <img src="https://x.example/a.png" alt="A"> href="/not/a/link"

| a | b |
|---|---|
| 1 | 2 |

& ]]> &lt;b&gt; <script>alert(1)</script> [mail](mailto:a@b.example) [far](//cdn.example/x)

[^1]: A note.
"""
RTL: dict[str, Any] = {
    "language": "ar",
    "title": "الميناء يفتح",
    "standfirst": "غادرت القوارب عند الفجر.",
}


def whole(article: Article, source: str = SOURCE, number: int = 1) -> Article:
    """The article with a body that came out of the sanitiser, edited an hour after it appeared."""
    return msgspec.structs.replace(
        article,
        id=make_id(number),
        body=CommonMark().article(source),
        modified_at=NOON + timedelta(hours=1),
    )


PLAIN = whole(make_article())
BARE = whole(make_article(standfirst="", lead_image=None, tags=()), "One.")
HOSTILE = whole(evil_article())
RIGHT_TO_LEFT = whole(make_article(direction="rtl", **RTL))
SIZED = whole(make_article(lead_image=LeadImage(url="/i.jpg", alt="Boats", width=1200, height=800)))
ARTICLES = {
    "plain": PLAIN,
    "bare": BARE,
    "hostile": HOSTILE,
    "right to left": RIGHT_TO_LEFT,
    "with a size": SIZED,
}
every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)


def feeds(
    *articles: Article, listing: Listing | None = None, site: Site | None = None
) -> dict[str, bytes]:
    view = make_feed_view(listing, articles=articles)
    files = JinjaRenderer(site or make_site()).render(FeedPage(view.listing.listing), view)
    return {file.rpartition("/")[2]: body for file, body in files.items()}


def read(body: bytes) -> Any:
    """What feedparser makes of it, with what it reads left as it is."""
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def moment(parsed: Any) -> datetime:
    return datetime.fromtimestamp(timegm(parsed), UTC)


class Elements(HTMLParser):
    """The elements and the words of some HTML, as a browser at an address would see them."""

    def __init__(self, html: str, at: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self._at = at
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        links = {n: urljoin(self._at, v) for n, v in attrs if n in {"href", "src"} and v}
        self.seen.append((tag, {**dict(attrs), **links}))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.seen.append(data.strip())


def story(html: str, at: str) -> list[object]:
    """Its elements and words, without white space between them."""
    return [seen for seen in Elements(html, at).seen if seen]


@every_article
@pytest.mark.parametrize("file", ["feed.xml", "atom.xml"])
def test_a_feed_reader_reads_the_article_back(article: Article, file: str) -> None:
    (item,) = read(feeds(article)[file]).entries
    content = article.content
    assert item.title == content.title
    assert item.link == f"https://news.example{article.path}"
    assert item.id == f"urn:uuid:{article.id}"
    assert [author.name for author in item.authors] == [a.name for a in content.byline]
    assert [tag.term for tag in item.tags] == list(
        dict.fromkeys([content.section.name, *(tag.name for tag in content.tags)])
    )
    assert moment(item.published_parsed) == NOON
    assert moment(item.updated_parsed) == NOON + timedelta(hours=1)


@every_article
def test_every_feed_has_the_whole_story_as_it_was_sanitised(article: Article) -> None:
    made = feeds(article)
    rss, atom = (read(made[file]).entries[0] for file in ("feed.xml", "atom.xml"))
    (item,) = json.loads(made["feed.json"])["items"]
    told = {rss.content[0].value, atom.content[0].value, item["content_html"].strip()}
    assert len(told) == 1, "the three feeds tell different stories"
    on_the_page = story(article.body.html, f"https://news.example{article.path}")
    in_a_reader = story(told.pop(), "https://reader.example/")
    around = len(in_a_reader) - len(on_the_page) - (article.content.direction == "rtl")
    end = len(in_a_reader) - (article.content.direction == "rtl")
    assert in_a_reader[around:end] == on_the_page
    assert ("figure", {}) in in_a_reader[:around] or article.content.lead_image is None


@every_article
def test_an_item_has_its_own_language_and_image(article: Article) -> None:
    made = feeds(article)
    content = article.content
    image = content.lead_image
    atom = read(made["atom.xml"]).entries[0]
    assert atom.content[0].language == content.language
    (item,) = json.loads(made["feed.json"])["items"]
    assert item["language"] == content.language
    rss = ElementTree.fromstring(made["feed.xml"]).find("channel/item")
    assert rss is not None
    assert rss.findtext("{http://purl.org/dc/elements/1.1/}language") == content.language
    media = rss.find("{http://search.yahoo.com/mrss/}content")
    assert (media is not None) == ("image" in item) == (image is not None)
    if image is not None and media is not None:
        assert media.attrib["url"] == atom.media_content[0]["url"] == item["image"]
        assert media.findtext("{http://search.yahoo.com/mrss/}description") == image.alt
        assert item["content_html"].count("<figure>") == 1
        assert media.get("width") == (str(image.width) if image.width else None)


@every_article
def test_the_summary_is_the_standfirst_as_text(article: Article) -> None:
    made = feeds(article)
    rss, atom = (ElementTree.fromstring(made[file]) for file in ("feed.xml", "atom.xml"))
    (item,) = json.loads(made["feed.json"])["items"]
    standfirst = article.content.standfirst
    assert item.get("summary", "") == standfirst
    assert (atom.findtext("{*}entry/{*}summary") or "") == standfirst
    described = rss.findtext("channel/item/description") or ""
    assert "<" not in described
    assert ElementTree.fromstring(f"<p>{described.replace('&#34;', '&quot;')}</p>").text in {
        standfirst or None
    }


def test_a_right_to_left_story_says_so() -> None:
    (item,) = json.loads(feeds(RIGHT_TO_LEFT)["feed.json"])["items"]
    assert item["content_html"].startswith('<div lang="ar" dir="rtl"><figure>')
    assert item["content_html"].endswith("</div>")


def test_addresses_hold_anywhere_and_words_are_left_alone() -> None:
    (item,) = json.loads(feeds(PLAIN)["feed.json"])["items"]
    html = item["content_html"]
    for address in (
        'href="https://news.example/2026/11/dawn/"',
        'src="https://news.example/images/boats.jpg"',
        'src="https://x.example/a.png"',
        f'href="https://news.example{PLAIN.path}#fn-1"',
        'href="mailto:a@b.example"',
        'href="https://cdn.example/x"',
    ):
        assert address in html
    assert ' href="/not/a/link"' in html
    assert "href=&quot;/x&quot; of it" in html
    assert "<script" not in html


def test_an_address_within_another_attribute_is_no_address() -> None:
    html = SafeHtml('<a title=" href=" href="/a">x</a> <p lang="en">src="/b"</p>')
    made = absolute_html(make_site(), html, "/2026/11/x/")
    assert made == (
        '<a title=" href=" href="https://news.example/a">x</a> <p lang="en">src="/b"</p>'
    )


@pytest.mark.parametrize(
    ("typed", "valid"),
    [
        ("https://x.example/é.jpg", "https://x.example/%C3%A9.jpg"),
        ("https://x.example/a%20b?c=100%", "https://x.example/a%20b?c=100%25"),
        ('https://x.example/"<>[]', "https://x.example/%22%3C%3E%5B%5D"),
        ("https://[::1]:80/a#b", "https://[::1]:80/a#b"),
    ],
)
def test_addresses_are_valid_whatever_was_typed(typed: str, valid: str) -> None:
    assert uri(typed) == valid


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
    assert json.loads(made["feed.json"])["feed_url"].endswith("/section/world/feed.json")


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


def test_an_author_without_an_address_has_the_page_of_the_site() -> None:
    article = make_article(byline=(make_author("Amina Yusuf"), make_author("Bo", url="/bo")))
    (item,) = json.loads(feeds(article)["feed.json"])["items"]
    assert [author["url"] for author in item["authors"]] == [
        "https://news.example/author/amina-yusuf/",
        "https://news.example/bo",
    ]


def test_a_tag_that_is_named_as_the_section_is_named_once() -> None:
    article = make_article(tags=(make_term("World"), make_term("Ports")))
    (item,) = json.loads(feeds(article)["feed.json"])["items"]
    assert item["tags"] == ["World", "Ports"]
