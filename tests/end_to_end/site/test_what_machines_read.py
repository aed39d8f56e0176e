"""A served page says of its article what the read API says of it."""

from typing import Any

import pytest

from tests.support.machines import Read, read
from tests.support.newspaper import Newspaper

IMAGE = {"url": "/media/harbour.webp", "alt": "Boats <at> dawn", "credit": "A. Photo"}
STORIES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        'Harbour\'s "new" <pier> & what it costs',
        {
            "section": "World",
            "tags": ["Harbour", "Prices"],
            "language": "en-GB",
            "lead_image": IMAGE | {"width": 1600, "height": 900, "caption": "The pier"},
            "byline": [
                {"name": "Lena Okafor", "role": "Reporter", "url": "https://lena.example/"},
                {"name": "Tom Hallam"},
            ],
        },
    ),
    ("سكون الليل في المدينة", {"section": "Culture", "language": "ar", "lead_image": IMAGE}),
    ("Yüzen kütüphane bir köye uğruyor", {"language": "tr", "standfirst": "", "tags": ["Kitap"]}),
)


@pytest.mark.parametrize(("title", "fields"), STORIES, ids=["en-GB", "ar", "tr"])
def test_a_served_page_tells_machines_what_the_api_tells_of_its_article(
    newspaper: Newspaper, title: str, fields: dict[str, Any]
) -> None:
    story = newspaper.publish(title, **fields)
    told = newspaper.anyone.send("GET", f"/articles/{story['id']}").expect(200).json
    seen = read(newspaper.get(story["path"]).text)
    node = seen.nodes["NewsArticle"]
    assert seen.graph("og:title") == node["headline"] == told["title"] == title
    assert seen.graph("og:url") == seen.canonical == node["url"] == told["url"]
    assert seen.graph("article:section") == node["articleSection"] == told["section"]["name"]
    assert node.get("keywords", []) == [tag["name"] for tag in told["tags"]]
    assert node["inLanguage"] == told["language"] == fields["language"]
    _compare_dates(seen, told)
    _compare_authors(seen, told)
    _compare_image(seen, told, newspaper)


def _compare_dates(seen: Read, told: dict[str, Any]) -> None:
    node = seen.nodes["NewsArticle"]
    for ours, theirs, field in (
        ("article:published_time", "datePublished", "published_at"),
        ("article:modified_time", "dateModified", "modified_at"),
    ):
        # The API tells fractions of a second, which no reader of news needs.
        assert seen.graph(ours) == node[theirs]
        assert node[theirs][:19] == told[field][:19]
        assert node[theirs].endswith("Z")


def _compare_authors(seen: Read, told: dict[str, Any]) -> None:
    authors = seen.nodes["NewsArticle"]["author"]
    assert [author["name"] for author in authors] == [a["name"] for a in told["byline"]]
    assert [author.get("jobTitle") for author in authors] == [a["role"] for a in told["byline"]]
    assert [author.get("sameAs") for author in authors] == [a["url"] for a in told["byline"]]
    assert seen.open_graph["article:author"] == [author["url"] for author in authors]


def _compare_image(seen: Read, told: dict[str, Any], newspaper: Newspaper) -> None:
    image: Any = seen.nodes["NewsArticle"].get("image")
    shown = seen.graph("og:image")
    assert shown
    if told["lead_image"] is None:
        assert image is None
        icon = newspaper.get(shown.removeprefix(newspaper.stack.site_url))
        assert (icon.status, icon.headers["Content-Type"]) == (200, "image/png")
        return
    assert shown == image[0]["url"]
    assert shown.endswith(told["lead_image"]["url"])
    assert image[0]["creditText"] == told["lead_image"]["credit"]
    assert image[0].get("width") == told["lead_image"]["width"]
    assert seen.graph("og:image:alt") == told["lead_image"]["alt"]
