"""What CloudFront runs at the edge: the JavaScript of `template.yaml` itself, in Node.

Events are as CloudFront gives them: its Developer Guide, 'CloudFront Functions event structure'.
"""

import json
import subprocess
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from tests.support.template import properties
from tests.support.tools import Unavailable, tool

HERE = "https://news.example.org"
_RUN = "const told = JSON.parse(require('fs').readFileSync(0)); \
process.stdout.write(JSON.stringify(told.map((event) => handler(event))));"


def code(function: str) -> str:
    found: str = properties(function)["FunctionCode"]
    return found


def ran(function: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    try:
        node = tool("node")
    except Unavailable as error:
        pytest.skip(str(error))
    answered = subprocess.run(
        [node, "-e", f"'use strict';{code(function)}\n{_RUN}"],
        input=json.dumps(events).encode(),
        capture_output=True,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(answered.stdout)
    return results


def asked(uri: str, *pairs: tuple[str, str]) -> dict[str, Any]:
    """A viewer's request. Of a name that was sent more than once, all values are together."""
    query: dict[str, Any] = {}
    for name, value in pairs:
        if name in query:
            query[name].setdefault("multiValue", [{"value": query[name]["value"]}])
            query[name]["multiValue"].append({"value": value})
        else:
            query[name] = {"value": value}
    headers = {"host": {"value": "news.example.org"}}
    return {"request": {"method": "GET", "uri": uri, "querystring": query, "headers": headers}}


def moved(location: str, uri: str = "/old/", *pairs: tuple[str, str]) -> dict[str, Any]:
    """A page that stands for a redirect, on its way to the viewer."""
    headers = {"x-amz-meta-location": {"value": location}}
    return {**asked(uri, *pairs), "response": {"statusCode": 200, "headers": headers}}


def locations(function: str, events: list[dict[str, Any]]) -> list[str]:
    return [one["headers"]["location"]["value"] for one in ran(function, events)]


KEPT = {
    (): "",
    (("utm_source", "mail"),): "?utm_source=mail",
    (("a", "1"), ("b", "2")): "?a=1&b=2",
    (("a", "1"), ("b", "2"), ("a", "3")): "?a=1&a=3&b=2",
    (("a", ""),): "?a",
    (("a", ""), ("a", "x")): "?a&a=x",
    (("", "x"),): "?=x",
    (("q", "a%20b%2Fc"),): "?q=a%20b%2Fc",
    (("q", "a+b"),): "?q=a+b",
    (("q", "a=b"),): "?q=a=b",
    (("q", "100%"),): "?q=100%25",
    (("q", "%zz%4"),): "?q=%25zz%254",
    (("q", "é 😀"),): "?q=%C3%A9%20%F0%9F%98%80",
    (("a&b#c", "d&e#f"),): "?a%26b%23c=d%26e%23f",
    (("q", "\r\nset-cookie: a=b"),): "?q=%0D%0Aset-cookie:%20a=b",
    (("q", '"<script>\\'),): "?q=%22%3Cscript%3E%5C",
    (("constructor", "x"), ("toString", "y")): "?constructor=x&toString=y",
}


def test_an_address_without_its_last_slash_keeps_what_was_asked_with_it() -> None:
    found = locations("PageAddresses", [asked("/section/news", *pairs) for pairs in KEPT])
    assert found == [f"/section/news/{query}" for query in KEPT.values()]


def test_a_sections_feed_is_read_in_one_format_and_the_others_lead_to_it() -> None:
    leads = [asked(f"/section/news/{name}", ("a", "1")) for name in ("atom.xml", "feed.json")]
    assert locations("PageAddresses", leads) == ["/section/news/feed.xml?a=1"] * 2
    files = ("/atom.xml", "/feed.json", "/section/news/feed.xml", "/section/atom.xml")
    assert [one["uri"] for one in ran("PageAddresses", list(map(asked, files)))] == list(files)


NUMBERED = {
    (("p", "7"),): "/p/7/index.html",
    (("page_id", "12"), ("utm_source", "mail")): "/page_id/12/index.html",
    (("attachment_id", "9"),): "/attachment_id/9/index.html",
    (("p", "seven"),): "/index.html",
    (("p", "../7"),): "/index.html",
    (("p", ""),): "/index.html",
    (("utm_source", "mail"),): "/index.html",
}


def test_the_number_of_a_post_is_a_page_of_its_own_where_nothing_else_is_said() -> None:
    found = ran("PageAddresses", [asked("/", *pairs) for pairs in NUMBERED])
    assert [one["uri"] for one in found] == list(NUMBERED.values())
    (story,) = ran("PageAddresses", [asked("/2026/11/harbour/", ("p", "7"))])
    assert story["uri"] == "/2026/11/harbour/index.html"


def test_a_page_that_moved_keeps_what_was_asked_with_it() -> None:
    found = locations("PageMoves", [moved("/new/", "/old/", *pairs) for pairs in KEPT])
    assert found == [f"/new/{query}" for query in KEPT.values()]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/new/#comment-4", "/new/?utm=m#comment-4"),
        ("/new/?page=2", "/new/?page=2&utm=m"),
        ("/new/?page=2#end", "/new/?page=2&utm=m#end"),
        ("/new/#is-it-so?", "/new/?utm=m#is-it-so?"),
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "//other.example/x"),
        ("/\\other.example/x", "/\\other.example/x"),
    ],
)
def test_it_stands_before_the_fragment_and_goes_to_no_other_site(to: str, expected: str) -> None:
    assert locations("PageMoves", [moved(to, "/old/", ("utm", "m"))]) == [expected]


NASTY = [
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "///////evil.example",
    "/\\/\\/evil.example",
    "//evil%2eexample/x",
    "/%5Cevil%2eexample/x",
    "/%2Fevil%2eexample/x",
    "/\t/evil/x",
    "/\n//evil/x",
    "/x\r\nLocation: https:evil",
    "/.//evil/x",
    "/..//evil/x",
    "/a/..//evil/x",
    "javascript:alert(1)",
    "https:evil",
    "evil@evil:80",
    "/@evil:80",
    "/x;y=https:evil",
    "/%",
    "/é😀",
]


def test_whatever_is_asked_the_redirect_stays_on_this_host_and_in_one_line() -> None:
    uris = [uri for uri in NASTY if "." not in uri.rpartition("/")[2]]
    found = locations("PageAddresses", [asked(uri, ("utm", "m\r\nx: y")) for uri in uris])
    for location in found:
        assert location.isascii()
        assert location.isprintable()
        assert " " not in location
        assert urlsplit(urljoin(f"{HERE}/somewhere/", location)).netloc == "news.example.org"
        assert location.endswith("/?utm=m%0D%0Ax:%20y")
        assert location[0] == "/"
        assert location[1] not in "/\\"


def test_a_page_is_asked_for_as_its_file_and_a_file_as_it_is() -> None:
    uris = ["/", "/section/news/", "/feed.xml", "/media/m1/320.jpg", "//assets//a.css"]
    found = [one["uri"] for one in ran("PageAddresses", [asked(uri) for uri in uris])]
    assert found == [
        "/index.html",
        "/section/news/index.html",
        "/feed.xml",
        "/media/m1/320.jpg",
        "/assets//a.css",
    ]


def test_a_page_that_stands_for_no_redirect_goes_out_as_it_is() -> None:
    response = {"statusCode": 200, "headers": {"etag": {"value": "x"}}}
    assert ran("PageMoves", [{**asked("/"), "response": response}]) == [response]


def test_a_move_is_a_301_that_tells_nothing_of_how_it_is_kept() -> None:
    (response,) = ran("PageMoves", [moved("/new/")])
    assert response["statusCode"] == 301
    assert response["headers"] == {"location": {"value": "/new/"}}


def test_the_api_is_told_the_name_that_was_asked_for_and_gets_the_question_as_it_was() -> None:
    sent = asked("/api/v1/search", ("q", "a b"), ("q", "c"))
    sent["request"]["headers"]["x-forwarded-host"] = {"value": "evil.example"}
    (request,) = ran("ApiAddress", [sent])
    assert request["headers"]["x-forwarded-host"] == {"value": "news.example.org"}
    assert request["querystring"] == sent["request"]["querystring"]


def test_both_that_keep_a_question_do_it_in_the_same_words() -> None:
    parts = {
        code(name)[code(name).index("// Encoded is") :] for name in ("PageAddresses", "PageMoves")
    }
    assert len(parts) == 1


@pytest.mark.parametrize("function", ["PageAddresses", "PageMoves", "ApiAddress"])
def test_a_function_is_as_small_as_cloudfront_takes_it(function: str) -> None:
    # Amazon CloudFront, quotas on CloudFront Functions.
    assert len(code(function).encode()) < 10_240
