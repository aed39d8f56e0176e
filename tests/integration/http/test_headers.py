"""What a request says of itself: its letters, its packing, its versions, what it wants back."""

import gzip
import json
from typing import Any

import pytest

from tests.support.api import FORM, Api, article

ARTICLES = "/api/v1/articles"


def raw(**fields: Any) -> bytes:
    return json.dumps(article(**fields), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        *(("ISO-8859-1", 415), ('"windows-1252"', 415), ("utf-16", 415), ("UTF8x", 415)),
        *(("utf-8", 201), ('"UTF-8"', 201), ("us-ascii", 201), ("utf8; x=y", 201)),
    ],
)
def test_json_that_says_that_it_is_in_other_letters_is_refused(
    api: Api, declared: str, status: int
) -> None:
    media = f"application/json; charset={declared}"
    reply = api("POST", ARTICLES, by="edith", raw=raw(), content_type=media)
    assert reply.status == status
    if status == 415:
        assert reply.code == "unsupported_media_type"
        assert "UTF-8" in reply.json["detail"]


def test_a_form_in_other_letters_is_refused_in_words(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    sent: dict[str, Any] = {"form": {"name": "Ada", "email": "a@b.example", "body": "x"}}
    latin = api("POST", path, **sent, content_type=f"{FORM}; charset=ISO-8859-1")
    assert latin.status == 415
    assert "What was sent is not a form as browsers send it." in latin.body
    assert api("POST", path, **sent, content_type=f"{FORM};charset=UTF-8").status == 303


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate, gzip", "x-secret"])
def test_a_packed_body_is_refused_and_told_what_is_taken(api: Api, packing: str) -> None:
    packed = gzip.compress(raw())
    reply = api("POST", ARTICLES, by="edith", raw=packed, content_encoding=packing)
    assert (reply.status, reply.code) == (415, "unsupported_media_type")
    assert reply.headers["accept-encoding"] == "identity"
    assert api("POST", ARTICLES, by="edith", raw=raw(), content_encoding="identity").status == 201


def test_a_merge_patch_is_told_which_methods_there_are(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    media = "application/merge-patch+json"
    reply = api("PATCH", path, by="edith", raw=b'{"title": "T"}', content_type=media)
    assert (reply.status, reply.headers["allow"]) == (405, "DELETE, GET, PUT")
    put = api("PUT", path, by="edith", raw=raw(), content_type=media, if_match="*")
    assert put.status == 415


def test_a_version_that_is_none_is_not_spoken_of_as_one(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    reply = api("PUT", path, by="edith", json_body=article(), if_match='"abc"')
    assert reply.status == 412
    assert reply.json["detail"].endswith("your edit names none of its versions.")


@pytest.mark.parametrize(
    "path",
    [
        *("", "/{id}", "/{id}/comments", "/{id}/live"),
        *("sections", "tags", "openapi.json", "docs", "?section=news"),
    ],
)
def test_a_head_is_the_get_without_its_body(api: Api, path: str) -> None:
    made = api.submit(live="running")
    query = {"section": "news"} if path.startswith("?") else {}
    whole = "" if query else path.replace("{id}", made["id"])
    at = f"{ARTICLES}{whole}" if whole[:1] in ("", "/") else f"/api/v1/{whole}"
    got = api("GET", at, query=query)
    head = api("HEAD", at, query=query)
    assert (got.status, head.status) == (200, 200)
    assert (head.headers, head.body) == (got.headers, "")
    etag = got.headers["etag"]
    assert api("HEAD", at, query=query, if_none_match=etag).status == 304


def test_a_head_of_what_is_not_there_has_no_body_either(api: Api) -> None:
    draft = api.submit("ann")["id"]
    for at, status in ((f"{ARTICLES}/{draft}", 404), ("/api/v1/front", 405), ("/x", 404)):
        reply = api("HEAD", at)
        assert (reply.status, reply.body) == (status, "")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        *(("application/json", "json"), ("application/problem+json", "json"), ("*/*", "html")),
        *(("application/json, text/plain, */*", "json"), ("text/html, application/json", "json")),
        *(("text/html, application/json;q=0.5", "html"), ("application/json;q=0", "html")),
        *(("application/*;q=0.2", "json"), ("image/png", "html"), ("", "html")),
    ],
)
def test_what_is_wrong_with_a_form_comes_as_is_asked(api: Api, accept: str, media: str) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    reply = api("POST", path, form={"name": "", "email": "", "body": ""}, accept=accept)
    assert reply.status == 422
    assert media in reply.headers["content-type"]
