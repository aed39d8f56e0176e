"""What machines read of an article is what its authors wrote."""

from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.jinja.filters import iso
from broadsheet.adapters.jinja.sharing import DESCRIPTION, ICON, locale_of
from broadsheet.domain.articles.article import Article, LeadImage
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.listing import card_of
from tests.builders import NOON, make_article, make_author, make_count, make_site
from tests.every_page import evil_article
from tests.support.machines import article_as_read

SITE_URL = make_site().url

ARTICLES = {
    "friendly": make_article(),
    "updated": make_article(modified_at=NOON + timedelta(hours=3)),
    "hostile": evil_article(),
    "from right to left": make_article(title="المدينة تستيقظ على المطر", language="ar"),
    "with the picture's size": make_article(
        lead_image=LeadImage(url="/media/boat.webp", alt="A boat", width=1600, height=900)
    ),
    "without picture": make_article(lead_image=None),
    "without standfirst": make_article(standfirst=""),
    "without tags": make_article(tags=()),
    "of two authors": make_article(byline=(make_author("A B"), make_author("C D", role="Editor"))),
}


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_machines_read_the_article_as_its_authors_wrote_it(article: Article) -> None:
    content, seen = article.content, article_as_read(article)
    story = seen.nodes["NewsArticle"]
    url = f"{SITE_URL}{article.path}"
    assert seen.graph("og:title") == story["headline"] == content.title
    assert seen.graph("og:url") == seen.canonical == story["url"] == url
    assert seen.graph("article:section") == story["articleSection"] == content.section.name
    assert story["inLanguage"] == content.language
    tags = [tag.name for tag in content.tags]
    assert seen.open_graph.get("article:tag", []) == story.get("keywords", []) == tags
    assert seen.graph("og:type") == "article"
    assert seen.graph("og:site_name") == make_site().title
    published, modified = iso(article.published_at or NOON), iso(article.modified_at)
    assert seen.graph("article:published_time") == story["datePublished"] == published
    assert seen.graph("article:modified_time") == story["dateModified"] == modified


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_machines_read_who_wrote_it(article: Article) -> None:
    byline, seen = article.content.byline, article_as_read(article)
    pages = [f"{SITE_URL}/author/{author.slug}/" for author in byline]
    told = seen.nodes["NewsArticle"]["author"]
    assert [(a["name"], a["url"]) for a in told] == [
        (author.name, page) for author, page in zip(byline, pages, strict=True)
    ]
    assert [(a.get("jobTitle"), a.get("sameAs")) for a in told] == [(a.role, a.url) for a in byline]
    assert seen.open_graph["article:author"] == pages
    assert seen.names["author"] == ", ".join(author.name for author in byline)


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_machines_read_the_picture_or_the_sites_icon(article: Article) -> None:
    image, seen = article.content.lead_image, article_as_read(article)
    told: Any = seen.nodes["NewsArticle"].get("image")
    size = (seen.graph("og:image:width"), seen.graph("og:image:height"))
    if image is None:
        assert told is None
        logo = seen.nodes["NewsMediaOrganization"]["logo"]["url"]
        assert seen.graph("og:image") == logo
        assert logo.startswith(f"{SITE_URL}/assets/{ICON.partition('.')[0]}.")
        assert (seen.names["twitter:card"], size) == ("summary", ("512", "512"))
        return
    assert seen.graph("og:image") == told[0]["url"] == SITE_URL + image.url
    assert seen.graph("og:image:alt") == image.alt
    assert told[0].get("creditText") == image.credit
    assert told[0]["caption"] == image.caption or image.alt
    assert (told[0].get("width"), told[0].get("height")) == (image.width, image.height)
    assert size == (("1600", "900") if image.width else (None, None))
    assert seen.names["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/a.jpg", "image/jpeg"),
        ("https://[x/a.PNG?w=1#x", "image/png"),
        ("/a.webp", "image/webp"),
        ("/picture", None),
    ],
)
def test_the_pictures_format_is_told_where_its_address_tells_it(url: str, kind: str | None) -> None:
    article = make_article(lead_image=LeadImage(url=url, alt=""))
    assert article_as_read(article).graph("og:image:type") == kind


def test_an_article_is_described_by_its_standfirst_or_its_first_words() -> None:
    body = SafeHtml(
        '<h2>A &amp; B</h2><p>One<sup class="footnote-ref"><a href="#fn-1">1</a></sup> <b>t</b>wo.'
        f"</p>\n<p>{'many words ' * 600}</p>"
    )
    without = make_article(standfirst="", body=BodyHtml(body, 0))
    for article, begin in ((make_article(), "Boats left at dawn."), (without, "A & B One two. ")):
        seen = article_as_read(article)
        described = seen.names["description"]
        assert described.startswith(begin)
        assert len(described) <= DESCRIPTION
        assert described == seen.graph("og:description")
        assert described == seen.nodes["NewsArticle"]["description"]
    empty = article_as_read(make_article(standfirst="", body=BodyHtml(SafeHtml(""), 0)))
    assert "description" not in empty.names
    assert "description" not in empty.nodes["NewsArticle"]


def test_words_are_counted_where_spaces_part_them_and_comments_as_readers_see_them() -> None:
    body = BodyHtml(SafeHtml("<p>One <b>t</b>wo,</p><p>three<br>four.</p>"), 0)
    story = article_as_read(make_article(body=body), count=make_count(9, 7)).nodes["NewsArticle"]
    assert (story["wordCount"], story["commentCount"]) == (4, 7)
    story = article_as_read(make_article(body=body, language="zh-Hant")).nodes["NewsArticle"]
    assert "wordCount" not in story


def group() -> list[Article]:
    """One story in three languages; the second of them is the original."""
    original = make_article(2).id
    return [
        make_article(number, path=f"/2026/11/{language}/", language=language, translation_of=of)
        for number, (language, of) in enumerate(
            (("ar", original), ("en-GB", None), ("pt-BR", original)), 1
        )
    ]


def test_every_translation_names_the_same_set_of_languages() -> None:
    members = group()
    sets = []
    for member in members:
        others = tuple(card_of(other) for other in members if other is not member)
        sets.append(article_as_read(member, translations=others).hreflang)
    languages = {m.content.language: f"{SITE_URL}{m.path}" for m in members}
    assert sets == [languages | {"x-default": f"{SITE_URL}/2026/11/en-GB/"}] * 3


def test_a_story_in_one_language_has_no_others() -> None:
    alone = article_as_read(make_article())
    assert alone.hreflang == {}
    assert not {"workTranslation", "translationOfWork"} & set(alone.nodes["NewsArticle"])


def test_translations_of_a_withdrawn_story_name_each_other_and_no_original() -> None:
    arabic, _, portuguese = group()
    seen = article_as_read(arabic, translations=(card_of(portuguese),))
    assert list(seen.hreflang) == ["ar", "pt-BR"]
    assert not {"workTranslation", "translationOfWork"} & set(seen.nodes["NewsArticle"])


def test_a_translation_names_its_original_and_an_original_its_translations() -> None:
    arabic, english, portuguese = group()
    cards = [card_of(a) for a in (arabic, english, portuguese)]
    original = article_as_read(english, translations=(cards[0], cards[2])).nodes["NewsArticle"]
    told = {(work["@id"], work["inLanguage"]) for work in original["workTranslation"]}
    ids = {a.content.language: f"{SITE_URL}{a.path}#article" for a in group()}
    assert told == {(ids["ar"], "ar"), (ids["pt-BR"], "pt-BR")}
    made = article_as_read(arabic, translations=(cards[1], cards[2])).nodes["NewsArticle"]
    assert made["translationOfWork"] == {"@id": ids["en-GB"]}
    assert original["@id"] == ids["en-GB"]
    assert "workTranslation" not in made


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en-GB", "en_GB"), ("zh-Hant-tw", "zh_TW"), ("en", ""), ("es-419", ""), ("zh-Hans", "")],
)
def test_a_locale_names_a_territory_or_is_not_told(language: str, locale: str) -> None:
    assert locale_of(language) == locale
    assert article_as_read(make_article(language=language)).graph("og:locale") == (locale or None)


def test_translations_are_locales_too() -> None:
    arabic, english, portuguese = group()
    others = (card_of(arabic), card_of(portuguese))
    seen = article_as_read(english, translations=others)
    assert seen.graph("og:locale") == "en_GB"
    assert seen.open_graph["og:locale:alternate"] == ["pt_BR"]
