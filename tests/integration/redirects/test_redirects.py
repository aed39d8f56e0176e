"""Editors' redirects: real ones at the edge, a page without JavaScript behind them, no chains."""

from typing import Any

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.domain.articles.article import Address
from broadsheet.usecases.shared.ports import Cause, Put
from tests.builders import NOON
from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack

REDIRECTS = "/api/v1/redirects"
ARTICLES = "/api/v1/articles"


def put(api: Api, path: str, target: str, by: str = "edith") -> Reply:
    return api("POST", REDIRECTS, by=by, json_body={"path": path, "target": target})


def remove(api: Api, path: str) -> Reply:
    return api("POST", f"{REDIRECTS}/remove", by="edith", json_body={"path": path})


def leads(stack: Stack, file: str) -> str | None:
    """Where the file at a key leads by its metadata; None where there is none."""
    stack.drain()
    if file not in stack.files():
        return None
    head = stack.cloud.s3.head_object(Bucket=stack.cloud.bucket, Key=file)
    return str(head["Metadata"].get("location", ""))


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/summer/", "summer/index.html"),
        ("/summer", "summer/index.html"),
        ("/old/page.php", "old/page.php"),
        ("/2019/05/old-story/", "2019/05/old-story/index.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/café/", "café/index.html"),
        ("/" + "%D8%B9" * 60 + "/", "ع" * 60 + "/index.html"),
    ],
)
def test_a_path_of_any_shape_leads_where_an_editor_says(
    stack: Stack, api: Api, path: str, file: str
) -> None:
    assert put(api, path, "https://other.example/there?x=1").status == 200
    assert leads(stack, file) == "https://other.example/there?x=1"
    page = stack.files()[file].decode()
    assert '<meta http-equiv="refresh" content="0; url=https://other.example/there?x=1">' in page
    assert 'href="https://other.example/there?x=1"' in page


def test_a_redirect_to_an_article_follows_it_wherever_it_goes(stack: Stack, api: Api) -> None:
    made = api.submit(title="Harbour")
    assert put(api, "/h/", made["path"]).status == 200
    assert leads(stack, "h/index.html") == made["path"]
    at = f"{ARTICLES}/{made['id']}"
    sent = article(title="Harbour", slug="the-harbour")
    moved = api("PUT", at, by="edith", json_body=sent, if_match="*").json["path"]
    assert leads(stack, "h/index.html") == moved
    assert leads(stack, f"{made['path'][1:]}index.html") == moved
    api("POST", f"{at}/unpublish", by="edith")
    assert leads(stack, "h/index.html") is None
    api("POST", f"{at}/publish", by="edith")
    assert leads(stack, "h/index.html") == moved


def test_an_address_that_leads_to_an_article_is_not_given_to_it_as_its_own(
    stack: Stack, api: Api
) -> None:
    stands = api.submit(title="Storm", slug="storm")["path"]
    made = api.submit(title="Harbour")
    taken = stands.replace("/storm/", "/storm-2/")
    assert put(api, taken, made["path"]).status == 200
    sent = article(title="Harbour", slug="storm")
    moved = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match="*")
    assert moved.status == 200
    assert moved.json["path"] not in (stands, taken)
    assert leads(stack, f"{taken[1:]}index.html") == moved.json["path"]


def test_chains_are_flattened_and_loops_are_refused(stack: Stack, api: Api) -> None:
    put(api, "/a/", "/b/")
    put(api, "/b/", "/c/")
    assert [leads(stack, f"{name}/index.html") for name in "ab"] == ["/c/", "/c/"]
    put(api, "/d/", "/a/")
    assert leads(stack, "d/index.html") == "/c/"
    loop = put(api, "/c/", "/d/")
    assert (loop.status, loop.pointers) == (422, ["/target"])
    assert put(api, "/e/", "/e").status == 422
    listed = api("GET", REDIRECTS, by="edith").json["items"]
    assert [(one["path"], one["target"]) for one in listed] == [
        ("/a/", "/c/"),
        ("/b/", "/c/"),
        ("/d/", "/c/"),
    ]


def test_only_editors_say_where_addresses_lead(api: Api) -> None:
    assert put(api, "/a/", "/b/").status == 200
    for by in ("ann", "olga", "client:articles:write"):
        assert put(api, "/c/", "/d/", by=by).status == 403
        assert api("GET", REDIRECTS, by=by).status == 403
        sent = {"path": "/a/"}
        assert api("POST", f"{REDIRECTS}/remove", by=by, json_body=sent).status == 403
    assert put(api, "/c/", "/d/", by="client:site:edit").status == 200


def test_no_more_redirects_are_turned_at_once_than_a_transaction_has_room_for(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.usecases.redirects.edit_redirects.MOST_LEADING", 2)
    for path in ("/a/", "/b/"):
        put(api, path, "/hub/")
    assert put(api, "/hub/", "/there/").status == 200
    put(api, "/c/", "/there/")
    assert put(api, "/there/", "/on/").status == 409


def test_no_article_takes_the_address_of_a_redirect_nor_the_other_way_round(
    stack: Stack, api: Api
) -> None:
    made = api.submit(title="Taken")
    assert put(api, made["path"], "/elsewhere/").status == 409
    at = f"{ARTICLES}/{made['id']}"
    sent = article(title="Taken", slug="moved")
    api("PUT", at, by="edith", json_body=sent, if_match="*")
    assert put(api, made["path"], "/elsewhere/").status == 409
    month = made["path"].rpartition("taken")[0]
    put(api, f"{month}mine/", "/elsewhere/")
    assert api.submit(title="Mine")["path"] == f"{month}mine-2/"
    assert remove(api, f"{month}mine/").status == 200
    assert leads(stack, f"{month[1:]}mine/index.html") is None
    assert api.submit(title="Mine")["path"] == f"{month}mine-3/"
    assert put(api, f"{month}mine/", "/again/").status == 200


@pytest.mark.parametrize(
    ("path", "target", "pointers"),
    [
        ("/api/v1/articles", "/x/", ["/path"]),
        ("/", "/x/", ["/path"]),
        (f"/{'a' * 499}/", "/x/", ["/path"]),
        ("/section/news/", "/x/", ["/path"]),
        ("/2026/11/", "/x/", ["/path"]),
        ("/feed.xml", "/x/", ["/path"]),
        ("/a/../b/", "/x/", ["/path"]),
        ("/a?b=1", "/x/", ["/path"]),
        ("summer", "http://insecure.example/", ["/path", "/target"]),
        ("/summer/", "//evil.example/", ["/target"]),
        ("/summer/", "javascript:alert(1)", ["/target"]),
        ("/summer/", "/%2fevil.example", ["/target"]),
        ("/summer/", "/%5cevil.example", ["/target"]),
        ("/summer/", "/a/%2e%2e/%2e%2e//evil.example", ["/target"]),
        ("/summer/", "https://x.example@evil.example/", ["/target"]),
        ("/summer/", f"https://x.example/{'x' * 1_950}", ["/target"]),
        ("/summer/", f"https://x.example/{'é' * 400}", ["/target"]),
        ("/%2fevil.example", "/x/", ["/path"]),
        ("/100%2541/", "/x/", ["/path"]),
        ("/%ff/", "/x/", ["/path"]),
        ("/robots.txt", "/x/", ["/path"]),
        ("/" + "x" * 600, "/x/", ["/path"]),
    ],
)
def test_what_cannot_be_a_redirect_is_refused(
    api: Api, path: str, target: str, pointers: list[str]
) -> None:
    reply = put(api, path, target)
    assert (reply.status, reply.pointers) == (422, pointers)


@pytest.mark.parametrize(
    ("typed", "location"),
    [
        ("https://x.example/café", "https://x.example/caf%C3%A9"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("/ältere/", "/%C3%A4ltere/"),
        (f"https://x.example/{'x' * 1_800}", f"https://x.example/{'x' * 1_800}"),
    ],
)
def test_a_target_of_any_script_makes_a_page_that_leads_there_in_ascii(
    stack: Stack, api: Api, typed: str, location: str
) -> None:
    assert put(api, "/away/", typed).status == 200
    assert leads(stack, "away/index.html") == location
    assert f'href="{location}"' in stack.files()["away/index.html"].decode()


@pytest.mark.parametrize("name", ["rss.xml", "list.json", "old.css", "notes.txt", "a.svg", "x.js"])
def test_what_leads_on_is_a_page_whatever_its_name_says(stack: Stack, api: Api, name: str) -> None:
    assert put(api, f"/old/{name}", "/feed.xml").status == 200
    assert leads(stack, f"old/{name}") == "/feed.xml"
    head = stack.cloud.s3.head_object(Bucket=stack.cloud.bucket, Key=f"old/{name}")
    assert head["ContentType"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/old/%2e%2e//evil.example", "javascript:alert(1)", "/ünicode/"]
)
def test_a_target_that_came_by_another_way_makes_a_page_too(
    stack: Stack, api: Api, target: str
) -> None:
    """An archive, or an older release, may have written down what is refused today."""
    put(api, "/away/", "/there/")
    bad = Address(path="/away/", article_id="", target=target)
    table = DynamoTable(stack.cloud.dynamodb, stack.cloud.table)
    table.commit([Put(bad)], Cause("test", NOON))
    assert leads(stack, "away/index.html") == ("/%C3%BCnicode/" if "ü" in target else "/")
    assert "evil" not in stack.files()["away/index.html"].decode()


def test_redirects_are_the_editors(api: Api) -> None:
    assert put(api, "/summer/", "/x/", by="ann").status == 403
    assert api("GET", REDIRECTS, by="ann").status == 403
    assert remove(api, "/summer/").status == 404


def test_a_retracted_story_keeps_its_redirects(stack: Stack, api: Api) -> None:
    made: Any = api.submit(title="Forged")
    put(api, "/f/", made["path"])
    reason = {"reason": "The documents were forged."}
    api("POST", f"{ARTICLES}/{made['id']}/retract", by="edith", json_body=reason)
    assert leads(stack, "f/index.html") == made["path"]


def test_a_redirect_that_is_sent_again_under_its_key_is_the_same_answer(api: Api) -> None:
    for way, sent in (
        ("", {"path": "/old/", "target": "https://elsewhere.example/"}),
        ("/remove", {"path": "/old/"}),
    ):
        asked: dict[str, Any] = {"json_body": sent, "idempotency_key": f"once{way}"}
        first, again = (api("POST", f"{REDIRECTS}{way}", by="edith", **asked) for _ in range(2))
        assert first.status in (200, 201), first.body
        assert (again.status, again.body) == (first.status, first.body)
