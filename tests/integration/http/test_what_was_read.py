"""What GET answers can be sent back as it is, wherever there is a PUT; what differs is named."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.api import Api, Reply, article
from tests.support.conformance import described
from tests.support.pictures import ALT, Desk, photograph
from tests.support.staff_tokens import publish_keys, token

ARTICLES, PROFILES, FRONT, MEDIA = (
    f"/api/v1/{name}" for name in ("articles", "profiles", "front", "media")
)
WORDS = "/api/v1/moderation/words"
ALWAYS_NEW = {
    *("version", "modified_at", "modified_by", "modified_by_id", "updated_at", "edited_at"),
    "preview",
}
Made = tuple[str, Callable[[], Any]]
"""Where something is written, and how it is read."""


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_keys(monkeypatch)


def staff_read(api: Api, path: str) -> Callable[[], Any]:
    """As staff reads it."""
    return lambda: api("GET", path, by="edith").json


def an_article(api: Api) -> Made:
    media_id = Desk(api).picture(photograph(700, 350), alt=ALT)
    other = api.submit(title="Another")
    made = api.submit(
        "ann",
        tags=["Ports", "Weather"],
        byline=[{"name": "Ann Author", "bio": "Writes.", "url": "https://a.example/"}],
        lead_image={"media": media_id},
        also_read=[other["path"]],
        translation_of=other["id"],
        embargo={"local": "2030-01-01T06:00", "zone": "Europe/Berlin"},
        comments="closed",
        series={"name": "Tides", "part": 3},
        drop_cap=True,
        body="One.[^a]\n\n## Two\n\n[^a]: Three.",
    )
    path = f"{ARTICLES}/{made['id']}"
    return path, whole(api, path)


def whole(api: Api, path: str) -> Callable[[], Any]:
    """As its makers read it where everybody may read, who show their token there."""
    return lambda: api("GET", path, authorization=f"Bearer {token('edith')}").json


def an_entry(api: Api) -> Made:
    story = api.submit(live="running")
    path = f"{ARTICLES}/{story['id']}/live"
    sent = {"text": "It *began*.<!-- at noon -->", "headline": "It begins", "is_key": True}
    assert api("POST", path, by="edith", json_body=sent).status == 201
    return f"{path}/1", lambda: api("GET", path).json["items"][0]


def a_profile(api: Api) -> Made:
    media_id = Desk(api).picture(photograph(700, 350), alt=ALT)
    sent = {"name": "Ann Author", "picture": {"media": media_id}, "links": []}
    assert api("PUT", f"{PROFILES}/ann-author", by="edith", json_body=sent).status == 201
    return f"{PROFILES}/ann-author", lambda: api("GET", f"{PROFILES}/ann-author").json


def a_front_page(api: Api) -> Made:
    stories = [api.submit(title=f"Story {n}")["id"] for n in range(3)]
    sent = {"lead": stories[0], "pinned": stories[1:2], "hidden": stories[2:]}
    assert api("PUT", FRONT, by="edith", json_body=sent, if_match="*").status == 200
    return FRONT, staff_read(api, FRONT)


def words(api: Api) -> Made:
    sent = {"words": ["loan*"], "blocked": ["casino"]}
    assert api("PUT", WORDS, by="edith", json_body=sent, if_match="*").status == 200
    return WORDS, staff_read(api, WORDS)


def a_picture(api: Api) -> Made:
    media_id = Desk(api).picture(photograph(700, 350), alt=ALT)
    api.submit("ann", lead_image={"media": media_id})
    return f"{MEDIA}/{media_id}", staff_read(api, f"{MEDIA}/{media_id}")


MAKE: dict[str, Callable[[Api], Made]] = {
    f"{ARTICLES}/{{id}}": an_article,
    f"{ARTICLES}/{{id}}/live/{{number}}": an_entry,
    f"{PROFILES}/{{slug}}": a_profile,
    FRONT: a_front_page,
    WORDS: words,
    f"{MEDIA}/{{id}}": a_picture,
}


def put(api: Api, path: str, sent: Any) -> Reply:
    return api("PUT", path, by="edith", json_body=sent, if_match="*")


def lasting(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name not in ALWAYS_NEW}


def test_everything_that_can_be_put_is_tried_here() -> None:
    assert MAKE.keys() == {path for path, of in described()["paths"].items() if "put" in of}


@pytest.mark.parametrize("route", MAKE)
def test_what_was_read_can_be_sent_back_and_what_cannot_be_changed_is_named(
    api: Api, route: str
) -> None:
    path, shown = MAKE[route](api)
    before = shown()
    reply = put(api, path, before)
    assert (reply.status, reply.json["notes"]) == (200, []), reply.body
    after = shown()
    assert lasting(after) == lasting(before)
    assert after["version"] == before["version"] + 1
    body = described()["paths"][route]["put"]["requestBody"]["content"]["application/json"]
    schema = described()["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
    fixed = {n for n, of in schema["properties"].items() if of.get("readOnly")} - {"preview"}
    assert fixed >= {"version", "modified_at"} or "number" in fixed
    refused = put(api, path, after | dict.fromkeys(fixed & after.keys(), "x"))
    assert refused.status == 422
    wrong = {error["pointer"]: error["code"] for error in refused.json["errors"]}
    assert wrong == {f"/{name}": "read_only" for name in fixed & after.keys()}
    assert put(api, path, after | {"nobody_knows": 1}).status == 422


def test_a_part_that_cannot_be_changed_is_named_where_it_stands(api: Api) -> None:
    path, shown = an_article(api)
    sent = shown()
    sent["embargo"]["at"] = "2031-01-01T00:00:00Z"
    sent["lead_image"]["url"] = "/media/else.jpg"
    reply = put(api, path, sent)
    assert {e["pointer"] for e in reply.json["errors"]} == {"/embargo/at", "/lead_image/url"}


def test_a_slug_that_is_sent_with_a_name_is_that_names_own(api: Api) -> None:
    path, shown = an_article(api)
    api.submit(title="B", tags=["C", "C++"], byline=[{"name": "李娜"}, {"name": "丽娜"}])
    sent = shown() | {"byline": [{"name": "王薇", "slug": "li-na"}]}
    sent["section"]["slug"] = sent["tags"][1]["slug"] = "else"
    wrong = {e["pointer"] for e in put(api, path, sent).json["errors"]}
    assert wrong == {"/section/slug", "/tags/1/slug", "/byline/0/slug"}
    sent = article(
        tags=[{"name": "C++", "slug": "c-2"}, {"name": "Sea", "slug": None}],
        byline=[{"name": "丽娜", "slug": "li-na-2"}, {"name": "Ann", "slug": "ann-of-oslo"}],
    )
    made = api("POST", ARTICLES, by="edith", json_body=sent)
    assert (made.status, made.json["notes"]) == (201, [])
    read = whole(api, f"{ARTICLES}/{made.json['id']}")()
    assert [tag["slug"] for tag in read["tags"]] == ["c-2", "sea"]
    assert [one["slug"] for one in read["byline"]] == ["li-na-2", "ann-of-oslo"]
    no_slug = article(section={"name": "News", "slug": "No Slug"}, tags=[{"name": "a", "slug": 1}])
    refused = api("POST", ARTICLES, by="edith", json_body=no_slug)
    assert [e["pointer"] for e in refused.json["errors"]] == ["/section/slug", "/tags/0/slug"]


def test_a_tag_may_stand_elsewhere_and_the_title_be_another(api: Api) -> None:
    path, shown = an_article(api)
    before = shown()
    reply = put(api, path, before | {"title": "New", "tags": before["tags"][::-1]})
    # The slug of a draft follows its title, whatever was read of it.
    assert [note["pointer"] for note in reply.json["notes"]] == ["/slug"]
    assert (reply.status, shown()["slug"]) == (200, "new")
    assert [tag["name"] for tag in shown()["tags"]] == ["Weather", "Ports"]


def test_what_is_kept_otherwise_than_it_was_sent_is_named_also_when_it_is_sent_again(
    api: Api,
) -> None:
    other = api.submit(title="Another", slug="taken")
    sent = article(
        title="  A title ",
        tags=["Ports", "ports", "Sea "],
        slug="taken",
        also_read=[other["path"]],
        byline=[{"name": "Ann", "url": "HTTPS://A.example/ü"}],
        body='One.\n\n<iframe src="https://v.example/x"></iframe>',
        status="published",
    )
    first, again = (
        api("POST", ARTICLES, by="edith", json_body=sent, idempotency_key="k") for _ in range(2)
    )
    assert first.status == 201
    assert first.json["notes"] == again.json["notes"]
    notes = {(note["pointer"], note["reason"]) for note in first.json["notes"]}
    assert notes == {
        ("/title", "trimmed"),
        ("/tags/1", "joined"),
        ("/tags/2", "trimmed"),
        ("/slug", "address_taken"),
        ("/also_read/0", "kept_as_id"),
        ("/byline/0/url", "changed"),
        ("/body", "frame_is_link"),
    }
    assert next(n["line"] for n in first.json["notes"] if n["pointer"] == "/body") == 3


def test_a_space_that_was_a_tab_is_seen_in_what_is_told_of_it(api: Api) -> None:
    sent = article(title="a\tb\x0bc")
    (note,) = api("POST", ARTICLES, by="edith", json_body=sent).json["notes"]
    assert (note["pointer"], note["what"]) == ("/title", '"a\\tb\\u000bc"')


def test_an_entry_and_a_correction_have_notes_as_well(api: Api) -> None:
    story = api.submit(live="running")
    path = f"{ARTICLES}/{story['id']}"
    sent = {"text": "x\n[y](z)", "headline": " H "}
    entry = api("POST", f"{path}/live", by="edith", json_body=sent).json
    assert [(n["pointer"], n["reason"], n["line"]) for n in entry["notes"]] == [
        ("/text", "link_left_out", 2),
        ("/headline", "trimmed", None),
    ]
    said = api("POST", f"{path}/corrections", by="edith", json_body={"text": " It was. "})
    assert [n["reason"] for n in said.json["notes"]] == ["trimmed"]


@pytest.mark.parametrize("body", ["<iframe></iframe>", "<!-- x -->", "[a]: /x", "&#8203;"])
def test_a_text_of_which_nothing_is_seen_is_refused(api: Api, body: str) -> None:
    story = api.submit(live="running")
    path = f"{ARTICLES}/{story['id']}"
    for reply, pointer in (
        (api("POST", ARTICLES, by="edith", json_body=article(body=body)), "/body"),
        (put(api, path, article(body=body)), "/body"),
        (api("POST", f"{path}/live", by="edith", json_body={"text": body}), "/text"),
    ):
        assert reply.status == 422
        assert [(e["pointer"], e["code"]) for e in reply.json["errors"]] == [
            (pointer, "shows_nothing")
        ]
