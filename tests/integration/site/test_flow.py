"""From an HTTP request to a page in the bucket, function by function."""

import json
from datetime import timedelta

import pytest

from tests.support.api import Api
from tests.support.functions import FUNCTIONS
from tests.support.lambdas import Stack, event, forget_warm_starts
from tests.support.staff_tokens import publish_keys
from tests.support.template import template


def page(path: str) -> str:
    return f"{path[1:]}index.html"


def test_a_published_article_is_on_every_page_that_lists_it(stack: Stack, api: Api) -> None:
    made = api.submit(title="Water at night", section="World", tags=["Lakes"])
    stack.drain()
    files = stack.files()
    month = made["path"][:9]
    for path in (made["path"], "/", "/section/world/", "/tag/lakes/", "/author/ann-author/", month):
        assert b"Water at night" in files[page(path)], path
    for name in ("feed.xml", "atom.xml", "feed.json", "section/world/feed.xml"):
        assert b"Water at night" in files[name], name
    assert made["path"].encode() in files["news-sitemap.xml"]


def test_a_translation_is_told_of_by_the_api_and_reaches_the_page_of_its_original(
    stack: Stack, api: Api
) -> None:
    original = api.submit(title="Water at night", language="en")
    stack.drain()
    before = stack.files()[page(original["path"])]
    made = api.submit(title="Gece su", language="tr", translation_of=original["id"])
    told = [api("GET", f"/api/v1/articles/{i['id']}").json for i in (made, original)]
    assert [article["translation_of"] for article in told] == [original["id"], None]
    stack.drain()
    assert stack.files()[page(original["path"])] != before
    assert made["path"].encode() in stack.files()[page(original["path"])]
    assert original["path"].encode() in stack.files()[page(made["path"])]


def test_an_edit_of_the_body_alone_is_in_the_feeds(stack: Stack, api: Api) -> None:
    made = api.submit(title="Water at night", section="World")
    stack.drain()
    edit = {"title": "Water at night", "body": "Corrected.", "section": "World"}
    edit |= {"byline": [{"name": "Ann Author"}]}  # type: ignore[dict-item]
    api("PUT", f"/api/v1/articles/{made['id']}", by="edith", json_body=edit, if_match="*")
    stack.drain()
    for name in ("feed.xml", "atom.xml", "feed.json", "section/world/feed.xml"):
        assert b"Corrected." in stack.files()[name], name


def test_a_draft_is_on_no_page(stack: Stack, api: Api) -> None:
    api.submit(status="draft", title="Secret", section="Secrets")
    stack.drain()
    assert stack.files() == {}


def test_an_article_that_goes_leaves_every_page(stack: Stack, api: Api) -> None:
    made = api.submit(title="Water at night", tags=["Lakes"])
    stack.drain()
    api("POST", f"/api/v1/articles/{made['id']}/unpublish", by="edith")
    stack.drain()
    files = stack.files()
    assert page(made["path"]) not in files
    assert not [name for name, body in files.items() if b"Water at night" in body]


def test_a_moved_article_leaves_a_redirect(stack: Stack, api: Api) -> None:
    made = api.submit(title="Here")
    stack.drain()
    edit = {"title": "Here", "body": "x", "section": "News", "byline": [{"name": "A"}]}
    path = f"/api/v1/articles/{made['id']}"
    moved = api("PUT", path, by="edith", json_body={**edit, "slug": "there"}, if_match="*").json
    stack.drain()
    assert moved["path"].encode() in stack.files()[page(made["path"])]
    assert b"<h1" in stack.files()[page(moved["path"])]


def test_an_approved_comment_is_on_the_page_and_a_rejected_one_is_not(
    stack: Stack, api: Api
) -> None:
    made = api.submit()
    for n in range(2):
        api.comment(made["id"], body=f"Comment number {n}")
    pending = api.pending()
    api.decide(pending[0]["id"], "approve")
    api.decide(pending[1]["id"], "reject")
    stack.drain()
    body = stack.files()[page(made["path"])]
    assert (b"Comment number 0" in body, b"Comment number 1" in body) == (True, False)


def test_a_batch_that_comes_again_changes_nothing(stack: Stack, api: Api) -> None:
    api.submit()
    changes = stack.stream()
    for _ in range(2):
        stack.invoke("route_changes", {"Records": changes})
    messages = stack.messages()
    for _ in range(2):
        assert stack.invoke("render_pages", {"Records": messages}) == {"batchItemFailures": []}
    versions = stack.cloud.s3.list_object_versions(Bucket=stack.cloud.bucket)["Versions"]
    assert all(version["IsLatest"] for version in versions)


def test_the_clock_ends_what_is_over(stack: Stack, api: Api) -> None:
    made = api.submit(title="Flood", breaking=True)
    stack.drain()
    assert b"Flood" in stack.files()["news-sitemap.xml"]
    assert stack.tick() == {"done": 0}
    stack.clock.now += timedelta(days=3)
    assert stack.tick()["done"] >= 1
    assert stack.tick() == {"done": 0}
    stack.drain()
    assert b"Flood" not in stack.files()["news-sitemap.xml"]
    assert api("GET", f"/api/v1/articles/{made['id']}").json["breaking"] is False


def test_the_log_follows_a_request_to_its_pages(stack: Stack, api: Api) -> None:
    api.submit()
    stack.drain()
    lines = [json.loads(line) for line in stack.output.getvalue().splitlines()]
    rendered = [line for line in lines if line.get("message") == "page rendered"]
    assert {cause for line in rendered for cause in line["causes"]} == {"Ub3k2hXpDoEEMzQ="}
    assert all(0 < line["seconds_to_visible"] < 60 for line in rendered if line["written"])
    assert any("SecondsToVisible" in line for line in lines)


def variables_of(function: str) -> set[str]:
    """The variables that the template gives a function."""
    found = set(template()["Globals"]["Function"]["Environment"]["Variables"])
    for resource in template()["Resources"].values():
        properties = resource.get("Properties", {})
        if str(properties.get("CodeUri", "")).strip("/").endswith(f"/{function}"):
            found |= set(properties["Environment"]["Variables"])
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_needs_no_variable_that_the_template_does_not_give(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    api.submit()
    batch = {"route_changes": "published", "render_pages": "article", "publish_due": "tick"}
    batch |= {"place_comments": "placement", "send_mails": "confirm"}
    batch |= {"process_media": "uploaded", "fetch_embeds": "unreadable"}
    cases = {
        "edit_publication": "published publish live_add redirects_put front",
        "read_newsroom": "revisions",
        "desk": "today_without_a_session",
        "manage_staff": "list_without_a_session",
        "manage_media": "announce",
        "submit_comment": "form_invalid",
        "moderate_comments": "pending",
        "read_api": "draft_by_its_author",
        "manage_subscriptions": "ask",
        "privacy_requests": "export",
    }
    given = variables_of(function)
    every = {"RENDER_QUEUE_URL", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "JWKS_URL", "TABLE_NAME"}
    every |= {
        "SITE_BUCKET",
        "MEDIA_BUCKET",
        "SITE_TITLE",
        "SITE_LANGUAGE",
        "SITE_TIME_ZONE",
        "SITE_SECTIONS",
    }
    for name in every - given:
        monkeypatch.delenv(name)
    forget_warm_starts()
    publish_keys(monkeypatch)
    for case in (cases | batch)[function].split():
        answer = stack.invoke(function, event(f"{function}__{case}"))
        assert answer.get("statusCode", 200) < 500, stack.output.getvalue()[-2000:]
