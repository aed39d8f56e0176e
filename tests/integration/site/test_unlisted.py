"""An unlisted story: who has its address reads it, and nothing leads to it."""

from typing import Any

from tests.support.api import Api
from tests.support.lambdas import Stack

PAGES = (".html", ".xml", ".json", ".txt")


def naming(stack: Stack, *words: str) -> set[str]:
    """The files in which any of the words stands."""
    stack.drain()
    return {
        name
        for name, body in stack.files().items()
        if name.endswith(PAGES) and any(word.encode() in body for word in words)
    }


def edit(api: Api, made: dict[str, Any], **fields: Any) -> Any:
    """The article sent again, with other fields."""
    whole: dict[str, Any] = {"title": "Water at night", "body": "Probed.", "section": "Hidden"}
    whole["new_section"] = True
    whole |= {"byline": [{"name": "Nobody Known"}], **fields}
    path = f"/api/v1/articles/{made['id']}"
    reply = api("PUT", path, by="edith", json_body=whole, if_match="*")
    assert reply.status == 200, reply.body
    return reply.json


def unlisted(api: Api, **fields: Any) -> Any:
    whole: dict[str, Any] = {"title": "Water at night", "body": "Probed.", "section": "Hidden"}
    whole["new_section"] = True
    whole |= {"byline": [{"name": "Nobody Known"}], "tags": ["Secrets"], "unlisted": True}
    return api.submit(**whole | fields)


def test_only_its_own_page_shows_it_and_says_noindex(stack: Stack, api: Api) -> None:
    api.submit(title="In the open")
    made = unlisted(api)
    file = f"{made['path'][1:]}index.html"
    assert naming(stack, "Water at night", made["path"], made["id"]) == {file}
    page = stack.files()[file].decode()
    assert '<meta name="robots" content="noindex">' in page
    for name in ("section/hidden", "tag/secrets", "author/nobody-known"):
        assert not any(file.startswith(f"{name}/") for file in stack.files()), name
        assert f'href="/{name}/"' not in page, name
    assert "In the open" not in page, "nothing would tell it when that goes"


def test_it_makes_no_section_no_tag_and_is_not_found(stack: Stack, api: Api) -> None:
    made = unlisted(api)
    stack.drain()
    for path in ("/api/v1/sections", "/api/v1/tags", "/api/v1/articles"):
        assert api("GET", path).json["items"] == [], path
    assert api("GET", "/api/v1/search", query={"q": "probed"}).json["items"] == []
    told = api("GET", f"/api/v1/articles/{made['id']}").json
    assert (told["unlisted"], told["status"]) == (True, "published")
    (found,) = api("GET", "/api/v1/articles", query={"path": made["path"]}).json["items"]
    assert found["id"] == made["id"]


def test_a_listed_story_that_becomes_unlisted_leaves_every_page_but_its_own(
    stack: Stack, api: Api
) -> None:
    made = api.submit(title="Water at night", section="Hidden", tags=["Lakes"])
    api.submit(title="After it", section="Hidden")
    api.submit(title="Linked", also_read=[made["id"]])
    api.submit(title="Gece su", language="tr", translation_of=made["id"])
    front = {"lead": made["id"], "pinned": [], "hidden": []}
    assert api("PUT", "/api/v1/front", by="edith", json_body=front, if_match="*").status == 200
    assert len(naming(stack, "Water at night")) > 10
    edit(api, made, unlisted=True)
    assert naming(stack, "Water at night", made["path"]) == {f"{made['path'][1:]}index.html"}
    assert api("GET", "/api/v1/search", query={"q": "water night"}).json["items"] == []


def test_an_unlisted_story_that_becomes_listed_is_on_every_page_of_its_lists(
    stack: Stack, api: Api
) -> None:
    made = unlisted(api)
    stack.drain()
    edit(api, made)
    found = naming(stack, made["path"])
    for name in ("index.html", "feed.xml", "latest.json", "news-sitemap.xml"):
        assert name in found, name
    for name in ("section/hidden/index.html", "author/nobody-known/index.html"):
        assert name in found, name
    (hit,) = api("GET", "/api/v1/search", query={"q": "probed"}).json["items"]
    assert hit["path"] == made["path"]


def test_no_other_story_and_no_front_page_may_show_an_unlisted_one(stack: Stack, api: Api) -> None:
    made = unlisted(api)
    whole = {"title": "T", "body": "B", "section": "News", "byline": [{"name": "Ann"}]}
    for field in ("also_read", "dont_miss"):
        reply = api("POST", "/api/v1/articles", by="edith", json_body=whole | {field: [made["id"]]})
        assert (reply.status, reply.pointers) == (422, [f"/{field}/0"])
        assert [error["code"] for error in reply.json["errors"]] == ["unlisted"]
    front = {"lead": made["id"], "pinned": [], "hidden": []}
    reply = api("PUT", "/api/v1/front", by="edith", json_body=front, if_match="*")
    assert (reply.status, reply.pointers) == (422, ["/lead"])


def test_revisions_tell_when_a_story_became_unlisted(api: Api) -> None:
    made = api.submit(status="draft", title="Water at night", section="Hidden")
    edit(api, made, unlisted=True)
    compared = f"/api/v1/articles/{made['id']}/revisions/1/compare"
    told = api("GET", compared, by="edith", query={"with": "2"}).json["items"]
    (change,) = [one for one in told if one["field"] == "unlisted"]
    assert (change["before"], change["after"]) == (False, True)
