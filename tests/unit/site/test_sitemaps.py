"""Sitemaps against the schemas of the protocol and of its extensions."""

from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import LeadImage
from broadsheet.domain.articles.listing import SITEMAP_RUN
from broadsheet.domain.site.kinds.sitemaps import NewsSitemapPage, SitemapPage, SitemapView
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.site.kinds.sitemaps import NEWS
from tests.builders import make_card, make_site
from tests.every_page import every_file, evil_card, renderer
from tests.properties.newsroom_machine import World, small_runs

STORY = {
    "body": "Words.",
    "section": "News",
    "byline": [{"name": "Ann"}],
    "status": "published",
}
SCHEMAS = Path(__file__).parents[2] / "schemas"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
OFFLINE = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name, OFFLINE))


SITEMAP, INDEX = schema("everything.xsd"), schema("siteindex.xsd")


def must_be_valid(body: bytes) -> None:
    root = etree.fromstring(body, OFFLINE)
    (INDEX if root.tag.endswith("}sitemapindex") else SITEMAP).assertValid(root)


@pytest.mark.parametrize("evil", [False, True])
def test_every_sitemap_keeps_to_its_schema(evil: bool) -> None:
    made = [(f, body) for f, body in every_file(evil) if "sitemap" in f and f.endswith(".xml")]
    for _, body in made:
        must_be_valid(body)
    assert {file.partition("/")[0] for file, _ in made} == {
        *("sitemap.xml", "news-sitemap.xml", "sitemaps")
    }


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hant-TW", "sgn-ase", "x-klingon"])
def test_news_in_any_language_keeps_to_the_schema(language: str) -> None:
    view = SitemapView((make_card(1, language=language),), news=1)
    must_be_valid(renderer.render(NewsSitemapPage(), view)["news-sitemap.xml"].body)


def test_a_full_news_sitemap_keeps_to_the_schema() -> None:
    cards = tuple(make_card(n) for n in range(NEWS + SITEMAP_RUN, 0, -1))
    assert NEWS <= 1000
    view = SitemapView(cards, news=NEWS)
    must_be_valid(renderer.render(NewsSitemapPage(), view)["news-sitemap.xml"].body)


def test_every_story_is_in_one_sitemap_and_what_is_no_news_any_more_in_the_news_sitemap_too() -> (
    None
):
    with small_runs():
        world = World()
        for n in range(7):
            submission = article_from_fields(STORY | {"title": f"Story {n}"})
            submit_article(world.newsroom, world.request(), submission)
            if n in (0, 5):
                world.tick(hours=50)
        world.drain()
        files = world.files.files
        told = {f: body.decode() for f, body in files.items() if f.startswith("sitemaps/2026")}
        assert told.keys() == {"sitemaps/2026-11-1.xml", "sitemaps/2026-12-1.xml"}
        told["news-sitemap.xml"] = files["news-sitemap.xml"].decode()
        for n in range(7):
            assert sum(f"/story-{n}/<" in sitemap for sitemap in told.values()) == 1
        assert told["news-sitemap.xml"].count("<news:news>") == 1
        index = files["sitemap.xml"].decode()
        assert all(f"/{file}<" in index for file in told)
        assert dict(files) == world.rebuilt()


def test_a_shortest_and_an_evil_address_keep_to_the_schema() -> None:
    made = JinjaRenderer(make_site(url="http://a.io"))
    for cards in ((), (evil_card(),)):
        page = SitemapPage("2026-11", 1)
        must_be_valid(made.render(page, SitemapView(cards))[page.files[0]].body)


def test_a_sitemap_has_the_lead_images_of_its_stories() -> None:
    odd = LeadImage(url="https://cdn.example/é b.jpg", alt="x")
    cards = (make_card(1), make_card(2, image=None), make_card(3, image=odd))
    page = SitemapPage("2026-11", 1)
    root = etree.fromstring(renderer.render(page, SitemapView(cards))[page.files[0]].body, OFFLINE)
    images = [[i.findtext(f"{IMAGE}loc") for i in url.iter(f"{IMAGE}image")] for url in root]
    assert images == [
        ["https://news.example/images/harbour.jpg"],
        [],
        ["https://cdn.example/%C3%A9%20b.jpg"],
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "<url/>",
        "<url><loc>https://a.example/</loc><lastmod>yesterday</lastmod></url>",
        "<url><loc>https://a.example/</loc><news:news/></url>",
        "<url><loc>https://a.example/</loc><image:image/></url>",
        "<url><loc>https://a.example/</loc><image:other/></url>",
        "",
    ],
)
def test_the_schemas_refuse_what_is_wrong(wrong: str) -> None:
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    )
    with pytest.raises(etree.DocumentInvalid):
        must_be_valid(f"<urlset {spaces}>{wrong}</urlset>".encode())
