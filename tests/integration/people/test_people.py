"""Who writes for the newsroom, what editors decide about its front page, and what clients may."""

from typing import Any

import pytest

from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack

ARTICLES, PROFILES, FRONT = "/api/v1/articles", "/api/v1/profiles", "/api/v1/front"
ANN = f"{PROFILES}/ann-author"
TOLD: dict[str, Any] = {
    "name": "Ann Author",
    "role": "Correspondent",
    "bio": "Ann writes about water.",
    "picture": {"url": "/media/ann.jpg", "alt": "Ann Author at a lake", "media": None},
    "links": [{"label": "Mastodon", "url": "https://social.example/@ann"}],
}


def write(api: Api, by: str = "edith", path: str = ANN, **sent: Any) -> Reply:
    headers = {"if_match": sent.pop("if_match")} if "if_match" in sent else {}
    return api("PUT", path, by=by, json_body={**TOLD, **sent}, **headers)


def pages(stack: Stack) -> dict[str, str]:
    stack.drain()
    return {name: body.decode() for name, body in stack.files().items() if name.endswith(".html")}


def test_a_profile_is_written_read_changed_and_taken_away(stack: Stack, api: Api) -> None:
    path = api.submit("edith")["path"]
    made = write(api)
    assert (made.status, made.headers["location"], made.headers["etag"]) == (201, ANN, '"1"')
    assert made.json["url"] == "https://news.example.org/author/ann-author/"
    read = api("GET", ANN)
    assert read.headers["etag"] == '"1"'
    assert {name: read.json[name] for name in TOLD} == TOLD
    assert api("GET", PROFILES).json["items"] == [read.json]
    shown = pages(stack)
    for file in (f"{path[1:]}index.html", "author/ann-author/index.html"):
        assert "Ann writes about water." in shown[file]
    assert write(api, bio="Ann wrote.").status == 428
    assert write(api, bio="Ann wrote.", if_match='"2"').status == 412
    assert write(api, bio="Ann wrote.", if_match='"1"').json["version"] == 2
    assert "Ann wrote." in pages(stack)[f"{path[1:]}index.html"]
    assert api("DELETE", ANN, by="edith", if_match='"1"').status == 412
    assert api("DELETE", ANN, by="edith", if_match='"2"').status == 204
    assert api("GET", ANN).status == 404
    assert not [file for file, page in pages(stack).items() if "Ann wrote." in page]
    for nobodys in ('"2"', '"x"', ""):
        assert write(api, if_match=nobodys).status == 412


def test_the_same_key_writes_one_profile(api: Api) -> None:
    first, again = (
        api("PUT", ANN, by="edith", json_body=TOLD, idempotency_key="k") for _ in range(2)
    )
    assert (first.status, first.body) == (again.status, again.body)
    assert api("GET", ANN).json["version"] == 1


@pytest.mark.parametrize("by", ["ann", "olga", "client:articles:write,comments:moderate"])
def test_who_may_not_edit_the_site_changes_nothing(api: Api, by: str) -> None:
    assert write(api, by).status == 403
    assert api("DELETE", ANN, by=by, if_match="*").status == 403
    assert api("GET", FRONT, by=by).status == 403
    assert api("PUT", FRONT, by=by, json_body={}, if_match="*").status == 403
    assert api("GET", PROFILES).json["items"] == []


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"links": [{"label": "x", "url": "javascript:alert(1)"}]}, "/links/0/url"),
        ({"picture": {"url": "/ann.jpg"}}, "/picture/alt"),
        ({"bio": "x" * 2001}, "/bio"),
        ({"nickname": "A"}, "/nickname"),
    ],
)
def test_a_profile_with_a_wrong_field_is_refused(api: Api, wrong: Any, pointer: str) -> None:
    reply = write(api, **wrong)
    assert (reply.status, reply.pointers) == (422, [pointer])
    assert write(api, path=f"{PROFILES}/Ann_Author").status == 404
    assert write(api, bio="x" * 70_000).status == 413


def test_the_front_page_is_edited_under_its_version(stack: Stack, api: Api) -> None:
    old, new = (api.submit("edith", title=title) for title in ("Old news", "New news"))
    first = api("GET", FRONT, by="edith")
    assert first.headers["etag"] == '"1"'
    assert first.json["lead"] is None
    sent = {"lead": old["path"], "hidden": [new["id"]]}
    seen = first.headers["etag"]
    assert api("PUT", FRONT, by="edith", json_body=sent).status == 428
    changed = api("PUT", FRONT, by="edith", json_body=sent, if_match=seen)
    assert (changed.status, changed.json["version"]) == (200, 2)
    assert [note["reason"] for note in changed.json["notes"]] == ["kept_as_id"]
    assert api("PUT", FRONT, by="edith", json_body=sent, if_match=seen).status == 412
    read = api("GET", FRONT, by="edith").json
    assert (read["lead"], read["hidden"], read["modified_by"]) == (old["id"], [new["id"]], "edith")
    front = pages(stack)["index.html"]
    assert "Old news" in front
    assert "New news" not in front


SCOPES = ("articles:write", "articles:publish", "comments:moderate", "site:edit", "media:write")


@pytest.mark.parametrize("scope", SCOPES)
def test_a_client_does_what_its_scope_says_and_nothing_else(api: Api, scope: str) -> None:
    theirs, who = api.submit("edith", live="running")["id"], f"client:{scope}"
    one = f"{ARTICLES}/{theirs}"

    def tried(method: str, path: str, body: Any = None, if_match: str = "*") -> bool:
        reply = api(method, path, by=who, json_body=body, if_match=if_match)
        assert reply.status in (200, 201, 204, 403, 404), reply.body
        return reply.status not in (403, 404)

    done = {
        "submit": tried("POST", ARTICLES, article(title="Theirs")),
        "submit published": tried("POST", ARTICLES, article(title="P", status="published")),
        "replace another's": tried("PUT", one, article()),
        "live": tried("POST", f"{one}/live", {"text": "Now."}),
        "unpublish": tried("POST", f"{one}/unpublish"),
        "delete another's": tried("DELETE", one),
        "moderate": tried("GET", "/api/v1/moderation/comments"),
        "front": tried("PUT", FRONT, {}),
        "privacy": tried("POST", "/api/v1/privacy/export", {"email": "rea@example.org"}),
    }
    allowed = {
        "articles:write": {"submit"},
        "articles:publish": {"live", "unpublish"},
        "comments:moderate": {"moderate"},
        "site:edit": {"front"},
        "media:write": set(),
    }
    assert {name for name, was_done in done.items() if was_done} == allowed[scope]


def test_a_client_with_both_scopes_publishes_and_is_named_in_the_trail(api: Api) -> None:
    by = "client:articles:write,articles:publish"
    sent = api("POST", ARTICLES, by=by, json_body=article(status="published"))
    assert (sent.status, sent.json["status"]) == (201, "published")
    told = api("GET", f"{ARTICLES}/{sent.json['id']}/trail", by="edith").json["items"]
    assert [step["by"] for step in told] == ["client 1example4machine"]


def test_an_author_is_found_by_the_name_that_editors_gave(api: Api) -> None:
    made = api.submit("edith", byline=[{"name": "José Núñez"}])
    called = {"name": "Jose Nunez"}
    profile = api("PUT", "/api/v1/profiles/jose-nunez", by="edith", json_body=called)
    assert profile.status == 201
    for name in ("Jose Nunez", "José Núñez", "jose-nunez"):
        found = api("GET", "/api/v1/articles", query={"author": name}).json["items"]
        assert [one["id"] for one in found] == [made["id"]], name
    assert api("GET", "/api/v1/articles", query={"author": "Josè Nunez"}).json["items"] == []
