"""Items of feeds: what a feed reader reads back is the article, whatever its authors typed."""

import json
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.kinds.feed import absolute_html
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.shared.web_address import encoded
from tests.builders import NOON, make_article, make_author, make_site, make_term
from tests.support.feeds import ARTICLES, PLAIN, RIGHT_TO_LEFT, feeds, moment, read

every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)


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


def test_so_does_any_story_of_a_newspaper_that_runs_so() -> None:
    arabic = make_site(language="ar", direction="rtl")
    (item,) = json.loads(feeds(PLAIN, site=arabic)["feed.json"])["items"]
    assert item["content_html"].startswith('<div lang="en" dir="ltr"><figure>')
    (item,) = json.loads(feeds(PLAIN)["feed.json"])["items"]
    assert item["content_html"].startswith("<figure>")


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
    assert encoded(typed) == valid


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


def test_the_table_of_a_chart_is_whole_in_a_feed_whatever_its_cells_fold_away() -> None:
    cell = "<td>2026<details><summary>Why</summary>Storms</details></td>"
    table = f"<table><tr><th>a</th><th>n</th></tr><tr>{cell}<td>5</td></tr></table>"
    shown = CommonMark().article(f":::chart bar T\n{table}\n:::\n\nBehind it.").html
    fed = absolute_html(make_site(), shown, "/x/")
    assert "<svg" not in fed
    assert f"<tr>{cell}<td>5</td></tr></tbody></table>" in fed
    assert fed.count("<details>") == fed.count("</details>") == 1
    assert fed.endswith("<p>Behind it.</p>\n")
