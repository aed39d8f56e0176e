"""Lists: filters, limits and cursors over everything, without gaps or doubles."""

import base64
import json
from urllib.parse import parse_qsl

import pytest

from tests.support.api import Api

ARTICLES = "/api/v1/articles"


def walked(api: Api, path: str, query: dict[str, str], by: str | None = None) -> list[str]:
    """The ids of a whole list, slice by slice, by the links that the answers give."""
    found: list[str] = []
    following: str | None = path
    while following is not None:
        reply = api("GET", path, query=query, by=by)
        assert reply.status == 200, reply.body
        assert len(reply.json["items"]) <= int(query["limit"])
        found += [item["id"] for item in reply.json["items"]]
        following = reply.json["next"]
        assert reply.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        if following:
            query = dict(parse_qsl(following.partition("?")[2]))
    return found


@pytest.mark.parametrize("limit", ["1", "2", "3", "7", "100"])
def test_every_article_is_listed_once_newest_first(api: Api, limit: str) -> None:
    ids = [api.submit(title=f"Story {n}")["id"] for n in range(7)]
    assert walked(api, ARTICLES, {"limit": limit}) == ids[::-1]


def test_filters_hold_over_all_slices(api: Api) -> None:
    water = [api.submit(title=f"W {n}", tags=["Water"], section="World")["id"] for n in range(3)]
    fire = [api.submit(title=f"F {n}", byline=[{"name": "Bo Öst"}])["id"] for n in range(3)]
    both = (water + fire)[::-1]
    month = api("GET", ARTICLES).json["items"][0]["path"][1:8].replace("/", "-")
    for query, expected in (
        ({"tag": "water"}, water[::-1]),
        ({"section": "world"}, water[::-1]),
        ({"section": "World"}, water[::-1]),
        ({"author": "bo-ost"}, fire[::-1]),
        ({"author": "Bo Öst"}, fire[::-1]),
        ({"month": month}, both),
        ({"month": month, "tag": "water"}, water[::-1]),
        ({"month": "2001-01"}, []),
        ({"tag": "x" * 3000}, []),
        ({"path": "/x/" + "y" * 3000}, []),
        ({"path": ""}, []),
    ):
        if "path" in query:
            assert api("GET", ARTICLES, query=query).json == {"items": [], "next": None}
        else:
            assert walked(api, ARTICLES, {**query, "limit": "2"}) == expected


def test_what_is_published_meanwhile_makes_no_gap_and_no_double(api: Api) -> None:
    ids = [api.submit(title=f"Story {n}")["id"] for n in range(4)]
    first = api("GET", ARTICLES, query={"limit": "2"}).json
    api.submit(title="Breaking in")
    cursor = first["next"].partition("cursor=")[2]
    second = api("GET", ARTICLES, query={"limit": "2", "cursor": cursor}).json
    assert [i["id"] for i in first["items"] + second["items"]] == ids[::-1]


def test_sections_and_comments_and_moderation_have_cursors_too(api: Api) -> None:
    for n in range(3):
        article_id = api.submit(section=f"Section {n}")["id"]
    slugs, cursor = [], {"limit": "1"}
    for _ in range(3):
        reply = api("GET", "/api/v1/sections", query=cursor).json
        slugs += [item["slug"] for item in reply["items"]]
        cursor = {"limit": "1", "cursor": (reply["next"] or "").partition("cursor=")[2]}
    assert slugs == ["section-0", "section-1", "section-2"]
    for n in range(5):
        api.comment(article_id, body=f"Comment {n}")
    path = "/api/v1/moderation/comments"
    pending = walked(api, path, {"state": "pending", "limit": "2"}, "edith")
    assert len(set(pending)) == 5
    for comment_id in pending:
        assert api.decide(comment_id).status == 200
    assert walked(api, f"{ARTICLES}/{article_id}/comments", {"limit": "2"}) == pending


def cursor_of(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


DEEP = base64.urlsafe_b64encode(b"[" * 6000).decode()


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ({"page": "1", "sort": "x"}, ["?page", "?sort"]),
        ({"limit": "0"}, ["?limit"]),
        ({"limit": "101"}, ["?limit"]),
        ({"limit": ""}, ["?limit"]),
        ({"limit": "-1"}, ["?limit"]),
        ({"limit": "1,2"}, ["?limit"]),
        ({"limit": "٣"}, ["?limit"]),
        ({"limit": "9" * 5000}, ["?limit"]),
        ({"cursor": ""}, ["?cursor"]),
        ({"cursor": "x"}, ["?cursor"]),
        ({"cursor": "é"}, ["?cursor"]),
        ({"cursor": DEEP}, ["?cursor"]),
        ({"cursor": cursor_of("COMMENT#x", "COMMENT")}, ["?cursor"]),
        ({"cursor": cursor_of("LISTING#site#-", "")}, ["?cursor"]),
        ({"cursor": cursor_of("LISTING#site#-", "2" * 2000)}, ["?cursor"]),
        ({"cursor": cursor_of("LISTING#site#-", "2\x00")}, ["?cursor"]),
        ({"cursor": cursor_of("LISTING#site#-", 5)}, ["?cursor"]),
        ({"cursor": cursor_of("LISTING#tag#x", "2026-11#000001")}, ["?cursor"]),
        ({"month": "2026-13"}, ["?month"]),
        ({"month": "2026"}, ["?month"]),
        ({"month": "٢٠٢٦-11"}, ["?month"]),
        ({"tag": "a", "section": "b"}, ["?section", "?tag"]),
        ({"path": "/2026/11/x/", "limit": "5"}, ["?path"]),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused(
    api: Api, query: dict[str, str], pointers: list[str]
) -> None:
    reply = api("GET", ARTICLES, query=query)
    assert (reply.status, reply.code, reply.pointers) == (400, "malformed", pointers)


def test_every_read_refuses_unknown_parameters(api: Api) -> None:
    article_id = api.submit()["id"]
    for path in (f"{ARTICLES}/{article_id}", f"{ARTICLES}/{article_id}/comments"):
        assert api("GET", path, query={"x": "1"}).pointers == ["?x"]
    for path in ("/api/v1/sections", "/api/v1/tags"):
        assert api("GET", path, query={"x": "1"}).pointers == ["?x"]
    reply = api("GET", "/api/v1/moderation/comments", by="edith", query={"x": "1"})
    assert reply.pointers == ["?x"]
