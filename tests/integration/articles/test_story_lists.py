"""The API's lists of stories of every state, for whoever writes for the site."""

from typing import Any

import pytest

from tests.support.api import Api, Reply
from tests.support.life import ARTICLES
from tests.support.staff_tokens import publish_keys, token


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_keys(monkeypatch)


def asked(api: Api, who: str, **query: str) -> Reply:
    return api("GET", ARTICLES, query=query, authorization=f"Bearer {token(who)}")


def titles(api: Api, who: str, **query: str) -> list[str]:
    reply = asked(api, who, **query)
    assert reply.status == 200, reply.body
    return [item["title"] for item in reply.json["items"]]


def test_an_author_lists_their_own_and_an_editor_all(api: Api) -> None:
    api.submit("ann", status="draft", title="Ann's")
    api.submit("ben", status="draft", title="Ben's")
    api.submit("edith", title="Edith's")
    assert titles(api, "ann", status="draft") == ["Ann's"]
    assert titles(api, "ann", status="any") == ["Ann's"]
    assert titles(api, "ann", mine="false") == ["Ann's"]
    assert titles(api, "edith", status="draft") == ["Ben's", "Ann's"]
    assert titles(api, "edith", status="published,draft") == ["Edith's", "Ben's", "Ann's"]
    assert titles(api, "edith", mine="true") == ["Edith's"]


def test_a_story_in_a_list_says_where_it_is_in_its_life(api: Api) -> None:
    made = api.submit("ann", status="in_review", title="Ferry", tags=["Lakes"])
    path = f"{ARTICLES}/{made['id']}"
    api("POST", f"{path}/return", by="edith", json_body={"note": "Who says so?"})
    (item,) = asked(api, "ann", returned="true").json["items"]
    returned = item.pop("returned")
    assert (returned["note"], returned["by"]) == ("Who says so?", "edith")
    assert item["changed_at"] >= returned["at"]
    shown = {n: item[n] for n in ("id", "status", "version", "title", "authors", "created_by")}
    assert shown == {
        "id": made["id"],
        "status": "draft",
        "version": 2,
        "title": "Ferry",
        "authors": ["Ann Author"],
        "created_by": "ann",
    }
    whole = api("GET", path, authorization=f"Bearer {token('ann')}").json
    assert whole["returned"] == returned
    hour = {"publish_at": {"local": "2087-03-01T06:00", "zone": "Europe/Berlin"}}
    api("POST", f"{path}/schedule", by="edith", json_body=hour)
    (item,) = asked(api, "edith", status="scheduled").json["items"]
    assert item["publish_at"]["local"] == "2087-03-01T06:00"
    assert item["returned"] is None


def test_a_list_goes_on_by_next_and_by_link_and_is_nobody_elses_to_keep(api: Api) -> None:
    for n in range(5):
        api.submit("ann", status="draft", title=f"Story {n}")
    found: list[str] = []
    query = {"status": "draft", "limit": "2"}
    while True:
        reply = asked(api, "ann", **query)
        assert reply.headers["cache-control"].startswith("private")
        assert "authorization" in reply.headers["vary"]
        found += [item["title"] for item in reply.json["items"]]
        following = reply.json["next"]
        assert reply.headers.get("link") == (following and f'<{following}>; rel="next"')
        if following is None:
            break
        query["cursor"] = following.partition("cursor=")[2].partition("&")[0]
    assert found == [f"Story {n}" for n in reversed(range(5))]


def test_stories_are_found_by_words_section_author_and_day(api: Api) -> None:
    api.submit("ann", status="draft", title="Ferry to Kos", standfirst="From the old harbour.")
    api.submit("ann", status="draft", title="Tram", section="World", tags=["Rails"])
    assert titles(api, "ann", status="any", q="harb") == ["Ferry to Kos"]
    assert titles(api, "ann", status="any", section="world") == ["Tram"]
    assert titles(api, "ann", status="any", tag="Rails") == ["Tram"]
    assert titles(api, "ann", status="any", author="Ann Author", q="tram") == ["Tram"]
    day = asked(api, "ann", status="any").json["items"][0]["changed_at"][:10]
    assert titles(api, "ann", status="any", since=day, until=day) == ["Tram", "Ferry to Kos"]
    assert titles(api, "ann", status="any", until="2001-01-01") == []


def test_whoever_has_no_token_or_no_role_is_refused(api: Api) -> None:
    api.submit("ann", status="draft", title="Secret")
    for query in ({"status": "draft"}, {"status": "published"}, {"mine": "true"}):
        assert api("GET", ARTICLES, query=query).status == 401
        assert asked(api, "olga", **query).status == 403
    reply = api("GET", ARTICLES, query={"status": "draft"}, authorization="Bearer x")
    assert reply.status == 401
    assert "Secret" not in reply.body


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"status": "deleted"}, {"?status": "bad_status"}),
        ({"status": "draft,"}, {"?status": "bad_status"}),
        ({"status": ""}, {"?status": "bad_status"}),
        ({"mine": "yes"}, {"?mine": "bad_flag"}),
        ({"returned": "true", "status": "published"}, {"?returned": "only_drafts"}),
        (
            {"status": "draft", "month": "2026-11", "path": "/x/"},
            {"?month": "not_with_status", "?path": "not_with_status"},
        ),
        (
            {"status": "any", "since": "yesterday", "until": "2026-02-30", "q": "!"},
            {"?since": "bad_day", "?until": "bad_day", "?q": "no_words"},
        ),
        ({"status": "any", "since": "0000-01-01"}, {"?since": "bad_day"}),
        ({"status": "any", "until": "3000-01-01"}, {"?until": "bad_day"}),
        (
            {"status": "any", "since": "2026-11-02", "until": "2026-11-01"},
            {"?until": "before_since"},
        ),
        ({"status": "any", "q": "!"}, {"?q": "no_words"}),
        ({"status": "any", "cursor": "x"}, {"?cursor": "bad_cursor"}),
        ({"status": "any", "colour": "red"}, {"?colour": "unknown_parameter"}),
        ({"q": "ferry"}, {"?q": "without_status"}),
        (
            {"since": "2026-11-01", "section": "news"},
            {"?since": "without_status"},
        ),
    ],
)
def test_what_cannot_be_asked_is_named(
    api: Api, query: dict[str, str], wrong: dict[str, str]
) -> None:
    reply = asked(api, "edith", **query)
    assert reply.status == 400, reply.body
    errors: list[Any] = reply.json["errors"]
    assert {one["pointer"]: one["code"] for one in errors} == wrong


def test_what_readers_list_is_as_it_was(api: Api) -> None:
    api.submit("ann", status="draft", title="Draft")
    api.submit("edith", title="Out")
    for reply in (api("GET", ARTICLES), asked(api, "edith")):
        assert [item["title"] for item in reply.json["items"]] == ["Out"]
        assert "excerpt" in reply.json["items"][0]
        assert reply.headers["cache-control"].startswith("public")


def test_a_deleted_story_is_in_no_list(api: Api) -> None:
    made = api.submit("ann", status="draft", title="Gone")
    api("DELETE", f"{ARTICLES}/{made['id']}", by="ann", if_match="*")
    assert titles(api, "edith", status="any") == []
