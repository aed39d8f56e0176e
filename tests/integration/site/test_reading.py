"""What anyone may read, what only staff may, and how clients keep what they have."""

import pytest

from tests.support.api import Api, article

ARTICLES = "/api/v1/articles"


def test_a_published_article_is_read_by_anyone_without_what_is_for_the_staff(api: Api) -> None:
    made = api.submit(title="Water", tags=["Lakes"], language="ar")
    reply = api("GET", f"{ARTICLES}/{made['id']}")
    assert reply.status == 200
    shown = reply.json
    assert shown["title"] == "Water"
    assert shown["html"].startswith("<p>Some <em>text</em>")
    assert (shown["language"], shown["direction"]) == ("ar", "rtl")
    assert shown["tags"] == [{"name": "Lakes", "slug": "lakes"}]
    assert shown["url"] == made["url"]
    assert not {"body", "created_by", "modified_by", "created_at"} & set(shown)
    assert reply.headers["cache-control"].startswith("public")
    assert "authorization" in reply.headers["vary"]


def test_a_draft_is_invisible_to_the_public_in_every_read(api: Api) -> None:
    draft = api.submit(status="draft", title="Secret", section="Secrets", tags=["Hidden"])
    assert api("GET", f"{ARTICLES}/{draft['id']}").status == 404
    assert api("GET", f"{ARTICLES}/{draft['id']}/comments").status == 404
    assert api.comment(draft["id"]).status == 404
    queries: list[dict[str, str]] = [
        *({}, {"section": "secrets"}, {"tag": "hidden"}, {"author": "ann-author"}),
        *({"month": draft["path"][1:8].replace("/", "-")}, {"path": draft["path"]}),
    ]
    for query in queries:
        assert api("GET", ARTICLES, query=query).json["items"] == []
    for kind in ("sections", "tags"):
        assert api("GET", f"/api/v1/{kind}").json["items"] == []


def test_an_unpublished_article_is_invisible_again(api: Api) -> None:
    made = api.submit(tags=["Lakes"])
    api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith")
    assert api("GET", f"{ARTICLES}/{made['id']}").status == 404
    assert api("GET", f"{ARTICLES}/{made['id']}/comments").status == 404
    for query in ({}, {"tag": "lakes"}, {"path": made["path"]}):
        assert api("GET", ARTICLES, query=query).json["items"] == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", f"{ARTICLES}/x", "DELETE, GET, PUT"),
        ("DELETE", ARTICLES, "GET, POST"),
        ("PUT", "/api/v1/sections", "GET"),
        ("GET", f"{ARTICLES}/x/publish", "POST"),
        ("DELETE", "/api/v1/moderation/comments", "GET"),
        ("GET", "/api/v1/moderation/comments/x/spam", "POST"),
    ],
)
def test_another_method_is_told_which_are_allowed(
    api: Api, method: str, path: str, allowed: str
) -> None:
    reply = api(method, path)
    assert (reply.status, reply.code) == (405, "method_not_allowed")
    assert reply.headers["allow"] == allowed


@pytest.mark.parametrize(
    "path", ["/", "/api/v1", "/api/v1/articles/", "/api/v2/articles", "/api/v1/x y/é?#\n"]
)
def test_there_is_nothing_at_other_addresses(api: Api, path: str) -> None:
    reply = api("GET", path)
    assert (reply.status, reply.code) == (404, "not_found")


@pytest.mark.parametrize(
    "name", ["x", "x" * 3000, "é", "..", "01a20460-10cb-74f7-893e-a9a6fbc4d7de"]
)
def test_an_article_that_is_none_is_not_found(api: Api, name: str) -> None:
    for path in (f"{ARTICLES}/{name}", f"{ARTICLES}/{name}/comments"):
        assert api("GET", path).code == "not_found"
    assert api("PUT", f"{ARTICLES}/{name}", by="edith", json_body=article()).status == 404
    assert api.decide(name).status == 404
    assert api.comment(name).status == 404


def test_a_client_that_has_the_newest_version_gets_none(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    etag = api("GET", path).headers["etag"]
    for tag in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        reply = api("GET", path, if_none_match=tag)
        assert (reply.status, reply.body, reply.headers["etag"]) == (304, "", etag)
        assert reply.headers["cache-control"].startswith("public")
    assert api("GET", path, if_none_match='"x"').status == 200


@pytest.mark.parametrize("path", [ARTICLES, "/api/v1/sections", "/api/v1/tags"])
def test_a_list_has_an_etag_that_changes_with_it(api: Api, path: str) -> None:
    api.submit(tags=["One"])
    etag = api("GET", path).headers["etag"]
    assert api("GET", path, if_none_match=etag).status == 304
    api.submit(tags=["Two"], section="Other")
    assert api("GET", path, if_none_match=etag).status == 200


def test_sections_and_tags_are_listed_with_their_pages(api: Api) -> None:
    api.submit(section="World Affairs", tags=["Größe"])
    assert api("GET", "/api/v1/sections").json["items"] == [
        {"slug": "world-affairs", "name": "World Affairs", "path": "/section/world-affairs/"}
    ]
    assert api("GET", "/api/v1/tags").json["items"] == [
        {"slug": "grosse", "name": "Größe", "path": "/tag/grosse/"}
    ]


def test_a_write_is_never_cached(api: Api) -> None:
    made = api.submit()
    reply = api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith")
    assert reply.headers["cache-control"] == "no-store"
    assert api("GET", f"{ARTICLES}/{made['id']}").headers["cache-control"] == "no-store"


def test_addresses_are_the_viewers_where_none_is_configured(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "")
    made = api("POST", ARTICLES, by="edith", json_body=article(status="published"))
    assert made.json["url"].startswith("https://news.example.org/20")
