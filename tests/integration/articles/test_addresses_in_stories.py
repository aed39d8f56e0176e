"""Addresses that authors give: named where they are wrong, and else on a page that renders."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.support.api import Api, article
from tests.support.lambdas import Stack

ARTICLES = "/api/v1/articles"
REFUSED = (
    *("javascript:alert(1)", "//evil.example", "/\\evil.example", "/%2fevil.example", "/%5cx"),
    *("https://u:p@x.example/", "https://x.example:99999/", "https://a..b/", "https://☕.example"),
    *("/a/../b", "/%2e%2e/b", "https://x.example/\u0000", "/a b", "https://0x7f.1/", "/%00"),
)
KEPT = {
    "https://bücher.example/café?ü#é": "https://xn--bcher-kva.example/caf%C3%A9?%C3%BC#%C3%A9",
    "https://\u0430\u0440\u0440\u04cf\u0435.example/": "https://xn--80ak6aa92e.example/",
    "/bilder/größe.jpg": "/bilder/gr%C3%B6%C3%9Fe.jpg",
    "HTTPS://x.example:8443/a": "https://x.example:8443/a",
}


def with_addresses(url: str) -> dict[str, Any]:
    image = {"url": url, "alt": "A boat", "sources": [{"url": url, "width": 320}]}
    return article(byline=[{"name": "Ann", "url": url}], lead_image=image, status="published")


@pytest.mark.parametrize("url", REFUSED)
def test_every_address_that_cannot_be_is_named(api: Api, url: str) -> None:
    reply = api("POST", ARTICLES, by="edith", json_body=with_addresses(url))
    assert reply.status == 422
    assert sorted(reply.pointers) == [
        *("/byline/0/url", "/lead_image/sources/0/url", "/lead_image/url")
    ]


@pytest.mark.parametrize("url", KEPT)
def test_an_address_of_any_script_is_kept_in_ascii_and_its_pages_render(
    stack: Stack, api: Api, url: str
) -> None:
    reply = api("POST", ARTICLES, by="edith", json_body=with_addresses(url))
    assert reply.status == 201, reply.body
    known = api("GET", f"{ARTICLES}/{reply.json['id']}").json
    assert known["byline"][0]["url"] == known["lead_image"]["url"] == KEPT[url]
    stack.drain()
    files = stack.files()
    page = files[f"{reply.json['path'][1:]}index.html"].decode()
    assert KEPT[url] in page
    assert ElementTree.fromstring(files["feed.xml"]) is not None
    assert json.loads(files["feed.json"])["items"][0]["authors"][0]["url"].endswith(KEPT[url])


def test_links_in_a_story_are_written_in_ascii_too(stack: Stack, api: Api) -> None:
    body = (
        "[a](https://bücher.example/ä) <https://bücher.example> "
        '<a href="/ö ü">c</a> <a href="/\\evil.example">d</a> ![e](https://bücher.example/ß.jpg)'
    )
    path = api.submit(body=body)["path"]
    stack.drain()
    page = stack.files()[f"{path[1:]}index.html"].decode()
    assert page.count('href="https://xn--bcher-kva.example') == 2
    for address in ("/%C3%B6%20%C3%BC", "/%5Cevil.example"):
        assert f'href="{address}"' in page
    assert 'src="https://xn--bcher-kva.example/%C3%9F.jpg"' in page
