"""The graph on each page: well-formed, whole, harmless and small."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.structured_data import json_ld
from broadsheet.domain.site.kinds.article import ArticlePage, ArticleView
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.kinds.listing import ListingView
from tests.builders import make_article, make_author, make_site, make_term
from tests.every_page import EVIL, every_kind, evil_article, text
from tests.support.machines import (
    DATA,
    Read,
    article_as_read,
    document,
    graph_of,
    listing_as_read,
    objects,
    read,
    values,
)
from tests.view_builders import make_article_view, make_comments_view

SITE_URL = "https://news.example"
GOOGLE = "https://developers.google.com/search/docs/appearance"
REQUIRED = {
    "NewsArticle": {
        f"{GOOGLE}/structured-data/article": "headline author datePublished dateModified",
        "https://schema.org/NewsArticle": "@id url mainEntityOfPage publisher articleSection "
        "inLanguage isAccessibleForFree commentCount discussionUrl",
    },
    "LiveBlogPosting": {
        "https://schema.org/LiveBlogPosting": "@id url headline author datePublished dateModified "
        "publisher coverageStartTime liveBlogUpdate",
    },
    "BlogPosting": {
        "https://schema.org/BlogPosting": "@id url headline articleBody datePublished dateModified",
    },
    "CorrectionComment": {"https://schema.org/CorrectionComment": "text datePublished"},
    "BreadcrumbList": {f"{GOOGLE}/structured-data/breadcrumb": "itemListElement"},
    "NewsMediaOrganization": {f"{GOOGLE}/structured-data/organization": "@id name url logo"},
    "WebSite": {
        f"{GOOGLE}/site-names": "name url",
        "https://schema.org/WebSite": "@id inLanguage publisher potentialAction",
    },
    "ProfilePage": {f"{GOOGLE}/structured-data/profile-page": "mainEntity"},
    "CollectionPage": {"https://schema.org/CollectionPage": "@id url name mainEntity"},
    "Person": {f"{GOOGLE}/structured-data/article#author": "name url"},
    "ListItem": {f"{GOOGLE}/structured-data/carousel": "position"},
    "ImageObject": {f"{GOOGLE}/structured-data/image-license-metadata": "url"},
    "ItemList": {f"{GOOGLE}/structured-data/carousel": "itemListElement"},
    "SearchAction": {"https://schema.org/SearchAction": "target query-input"},
    "EntryPoint": {"https://schema.org/EntryPoint": "urlTemplate"},
}
"""What each type must have, after which page."""

ELSEWHERE = {"sameAs", "@context"}
"""Only these may lead away from the site, where the pictures are its own."""


def graphs(evil: bool) -> Iterator[tuple[Any, Read, str]]:
    by = JinjaRenderer(make_site(title=EVIL) if evil else make_site(social=("https://s.example",)))
    for page, view in every_kind(evil):
        if page.files[0].endswith(".html"):
            html = text(page, view, by)
            yield view, read(html), html


@pytest.mark.parametrize("evil", [False, True])
def test_every_node_has_what_its_documentation_wants(evil: bool) -> None:
    seen: set[str] = set()
    for view, page, html in graphs(evil):
        assert bool(page.scripts) == isinstance(view, ArticleView | ListingView), html[:400]
        for script in page.scripts:
            graph = graph_of(script)
            assert graph["@context"] == "https://schema.org"
            for node in objects(graph["@graph"]):
                if "@type" not in node:
                    assert set(node) == {"@id"}
                    continue
                seen.add(node["@type"])
                for source, names in REQUIRED[node["@type"]].items():
                    missing = [name for name in names.split() if node.get(name) in (None, "", [])]
                    # A section without stories has an empty list, and is not indexed.
                    assert not missing or missing == ["itemListElement"], (source, missing)
    assert seen == set(REQUIRED)


@pytest.mark.parametrize("evil", [False, True])
def test_every_address_is_absolute_and_on_the_site(evil: bool) -> None:
    checked = 0
    for _, page, _ in graphs(evil):
        for script in page.scripts:
            for name, value in values(graph_of(script)):
                if name in ELSEWHERE:
                    assert value.startswith("https://")
                elif name in {"url", "@id", "item", "urlTemplate", "discussionUrl", "target"} | {
                    "mainEntityOfPage"
                }:
                    assert value.startswith(f"{SITE_URL}/"), (name, value)
                    checked += 1
        for name in ("og:url", "og:image", "article:author"):
            assert all(v.startswith(f"{SITE_URL}/") for v in page.open_graph.get(name, []))
    assert checked > 40


def test_what_the_graph_refers_to_is_in_the_graph() -> None:
    for _, page, _ in graphs(False):
        for script in page.scripts:
            nodes = list(objects(graph_of(script)["@graph"]))
            named = {node["@id"] for node in nodes if "@id" in node and len(node) > 1}
            referred = {node["@id"] for node in nodes if set(node) == {"@id"}}
            assert referred <= named


def test_hostile_words_stay_within_their_one_script_element() -> None:
    html = text(ArticlePage("/2026/11/harbour-reopens/"), make_article_view(evil_article()))
    scripts = list(document(html).iter("script"))
    typed = [e for e in scripts if "src" not in e.attrib]
    assert [e.get("type") for e in typed] == [DATA]
    assert all(not e.text for e in scripts if "src" in e.attrib)
    story = next(n for n in graph_of(typed[0].text or "")["@graph"] if n["@type"] == "NewsArticle")
    assert (story["headline"], story["description"]) == (EVIL, EVIL)
    assert (story["articleSection"], story["keywords"]) == (EVIL, [EVIL])
    assert (story["image"][0]["caption"], story["author"][0]["name"]) == (EVIL, EVIL)


@given(st.text() | st.sampled_from(["</script>", "<!--<script>", "]]>", "\u2028\u2029", "\\u003c"]))
def test_no_value_can_leave_the_script_element(value: str) -> None:
    made = json_ld({"@type": "Thing", "name": [value], "sameAs": {value: 1}})
    assert not set("<>&\u2028\u2029") & set(made)
    tree = document(f'<head><script type="{DATA}">{made}</script><p id="after">')
    (script,) = tree.iter("script")
    assert graph_of(script.text or "")["@graph"][0]["name"] == [value]
    assert [e.get("id") for e in tree.iter("p")] == ["after"]


@pytest.mark.parametrize("evil", [False, True])
def test_breadcrumbs_count_from_one_and_lead_from_the_front_page_to_this_one(evil: bool) -> None:
    seen = 0
    for _, page, _ in graphs(evil):
        if "BreadcrumbList" in page.nodes:
            crumbs = page.nodes["BreadcrumbList"]["itemListElement"]
            assert [c["position"] for c in crumbs] == list(range(1, len(crumbs) + 1))
            assert len(crumbs) >= 2
            assert (crumbs[0]["item"], crumbs[-1]["item"]) == (f"{SITE_URL}/", page.canonical)
            assert page.graph("og:title") == crumbs[-1]["name"]
            seen += 1
    assert seen >= 4


def test_an_articles_trail_leads_through_its_section() -> None:
    crumbs = article_as_read(make_article()).nodes["BreadcrumbList"]["itemListElement"]
    assert [(c["name"], c["item"]) for c in crumbs] == [
        ("The Daily Example", f"{SITE_URL}/"),
        ("World", f"{SITE_URL}/section/world/"),
        ("Harbour reopens after the storm", f"{SITE_URL}/2026/11/harbour-reopens/"),
    ]


def test_the_front_page_is_the_website_with_its_search() -> None:
    site = make_site(tagline="All of it.", social=("https://s.example/daily",), x_account="@daily")
    seen = listing_as_read("site", site=site)
    website, organisation = seen.nodes["WebSite"], seen.nodes["NewsMediaOrganization"]
    assert website["name"] == organisation["name"] == site.title == seen.graph("og:title")
    assert website["publisher"] == {"@id": organisation["@id"]}
    assert organisation["sameAs"] == ["https://s.example/daily"]
    assert website["description"] == seen.names["description"] == "All of it."
    search = website["potentialAction"]["target"]["urlTemplate"]
    assert search == f"{SITE_URL}/api/v1/search.html?q={{search_term_string}}"
    assert seen.names["twitter:site"] == "@daily"
    assert seen.canonical == f"{SITE_URL}/"


@pytest.mark.parametrize("kind", ["section", "tag"])
def test_a_section_or_tag_is_a_collection_of_its_stories(kind: str) -> None:
    seen = listing_as_read(kind, "Some Name")
    page = seen.nodes["CollectionPage"]
    assert (page["name"], page["url"]) == ("Some Name", f"{SITE_URL}/{kind}/some-name/")
    stories = page["mainEntity"]["itemListElement"]
    assert [(s["position"], s["url"]) for s in stories] == [
        (1, f"{SITE_URL}/2026/11/story-2/"),
        (2, f"{SITE_URL}/2026/11/story-1/"),
    ]
    assert seen.names["description"] == "Story 2 · Story 1"


def test_an_author_page_is_the_profile_of_the_person_whom_articles_name() -> None:
    seen = listing_as_read("author", "Amina Yusuf")
    person = seen.nodes["ProfilePage"]["mainEntity"]
    named = article_as_read(make_article()).nodes["NewsArticle"]["author"][0]
    assert all(person[name] == named[name] for name in ("@type", "@id", "name", "url"))
    assert person["@id"] == f"{SITE_URL}/author/amina-yusuf/#person"
    assert seen.graph("og:type") == "profile"


def test_what_is_worth_finding_is_indexed_with_a_large_picture_and_nothing_else_is() -> None:
    large = "max-image-preview:large"
    assert article_as_read(make_article()).names["robots"] == large
    assert listing_as_read("section", "World").names["robots"] == large
    assert listing_as_read("section", "World", cards=()).names["robots"] == "noindex"


def test_pages_of_no_story_say_where_they_stand() -> None:
    page = CommentsPage("/2026/11/harbour-reopens/", 1)
    full, empty = (
        read(text(page, view)) for view in (make_comments_view(), make_comments_view(threads=()))
    )
    assert full.canonical == empty.canonical == f"{SITE_URL}/2026/11/harbour-reopens/comments/1/"
    assert "noindex" not in full.names.get("robots", "")
    assert "noindex" in empty.names["robots"]
    assert read(error_page(make_site(), 404, "No", "No").decode()).names["robots"] == "noindex"


def test_a_typical_graph_is_small() -> None:
    words = "The night ferry comes back, eleven years after the last one sailed"
    article = make_article(
        title=words,
        standfirst=f"{words}. {words}.",
        path=f"/2026/11/{words.lower().replace(',', '').replace(' ', '-')}/",
        tags=tuple(make_term(name) for name in ("Ferries", "Port Selwyn", "Transport")),
        byline=(make_author("Ruth Adeyemi", role="Correspondent"), make_author("Tom Hallam")),
    )
    (script,) = article_as_read(article).scripts
    assert len(script.encode()) < 2500
