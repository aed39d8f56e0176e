"""Every edit is kept: listed, read, compared and brought back; an old one tells what came since."""

from typing import Any

import pytest

from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack

ARTICLES = "/api/v1/articles"


@pytest.fixture
def story(api: Api) -> Any:
    """A published story of three versions."""
    made = api.submit(title="Harbour closed", body="The harbour closed on Monday.")
    edited(api, made, title="Harbour closed", body="The harbour closed on Tuesday.")
    edited(api, made, title="Harbour open again", body="The harbour closed on Tuesday.")
    return made


def edited(api: Api, made: Any, if_match: str = "*", **fields: Any) -> Reply:
    sent = article(**fields)
    return api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match=if_match)


def read(api: Api, made: Any, what: str, by: str = "edith", **query: str) -> Reply:
    return api("GET", f"{ARTICLES}/{made['id']}/{what}", by=by, query=query or None)


def restore(api: Api, made: Any, version: int, if_match: str | None = None) -> Reply:
    at = f"{ARTICLES}/{made['id']}/revisions/{version}/restore"
    if if_match is None:
        return api("POST", at, by="edith")
    return api("POST", at, by="edith", if_match=if_match)


def correct(api: Api, made: Any, text: str, by: str = "edith") -> Reply:
    at = f"{ARTICLES}/{made['id']}/corrections"
    return api("POST", at, by=by, json_body={"text": text})


def page_of(stack: Stack, path: str, file: str = "index.html") -> str:
    stack.drain()
    return stack.files()[f"{path[1:]}{file}"].decode()


def test_every_edit_is_listed_and_can_be_read_whole(api: Api, story: Any) -> None:
    found = read(api, story, "revisions").json["items"]
    assert [step["version"] for step in found] == [3, 2, 1]
    assert [step["action"] for step in found] == ["replace", "replace", "submit"]
    assert {step["by"] for step in found} == {"edith"}
    first = read(api, story, "revisions/1").json
    assert first["content"]["body"] == "The harbour closed on Monday."
    assert read(api, story, "revisions/4").status == 404
    assert read(api, story, "revisions/x").status == 404


def test_two_revisions_are_compared_word_by_word(api: Api, story: Any) -> None:
    changes = read(api, story, "revisions/1/compare", **{"with": "3"}).json["items"]
    words = {change["field"]: change.get("words") for change in changes}
    assert set(words) == {"title", "body"}
    assert [(p["kind"], p["text"]) for p in words["body"]] == [
        ("same", "The harbour closed on "),
        ("removed", "Monday"),
        ("added", "Tuesday"),
        ("same", "."),
    ]
    assert read(api, story, "revisions/1/compare").pointers == ["?with"]


def test_a_revision_is_brought_back_as_a_new_version(stack: Stack, api: Api, story: Any) -> None:
    assert restore(api, story, 1).status == 428
    assert restore(api, story, 1, if_match='"2"').status == 412
    assert restore(api, story, 9, if_match="*").status == 404
    reply = restore(api, story, 1, if_match='"3"')
    assert (reply.status, reply.json["version"]) == (200, 4)
    page = page_of(stack, reply.json["path"])
    assert "closed on Monday" in page
    assert "open again" not in page
    step = read(api, story, "trail").json["items"][-1]
    assert (step["action"], step["note"]) == ("restore", "version 1")


def test_the_trail_tells_who_did_what_oldest_first(api: Api) -> None:
    made = api.submit("ann")
    at = f"{ARTICLES}/{made['id']}"
    assert api("POST", f"{at}/review", by="ann", json_body={"note": "Please look."}).status == 200
    assert api("POST", f"{at}/publish", by="edith").status == 200
    steps = read(api, made, "trail", by="ann").json["items"]
    assert [(s["action"], s["by"], s["note"]) for s in steps] == [
        ("submit", "ann", ""),
        ("review", "ann", "Please look."),
        ("publish", "edith", ""),
    ]


@pytest.mark.parametrize("what", ["revisions", "revisions/1", "trail"])
def test_revisions_are_the_newsrooms_alone(api: Api, story: Any, what: str) -> None:
    assert read(api, story, what, by="ben").status == 404
    assert read(api, {"id": "0" * 8}, what).status == 404


def test_who_edits_an_old_version_is_told_who_changed_what_since(api: Api, story: Any) -> None:
    reply = edited(api, story, '"1"', title="Mine")
    assert (reply.status, reply.code) == (412, "version_mismatch")
    since = [(s["version"], s["by"], s["action"], s["fields"]) for s in reply.json["since"]]
    assert since == [(2, "edith", "replace", ["body"]), (3, "edith", "replace", ["title"])]
    assert "since" not in edited(api, story, '"7"', title="Mine").json


def test_a_correction_stands_on_the_page_in_the_feeds_and_for_machines(
    stack: Stack, api: Api, story: Any
) -> None:
    before = page_of(stack, story["path"])
    reply = correct(api, story, "It was <b>Tuesday</b>, not Monday.")
    assert (reply.status, reply.json["version"]) == (200, 4)
    page = page_of(stack, story["path"])
    said = "It was &lt;b&gt;Tuesday&lt;/b&gt;, not Monday."
    assert said in page
    assert '"@type":"CorrectionComment"' in page
    assert page.count('"dateModified"') == before.count('"dateModified"') == 1
    assert page.split('"dateModified":"')[1][:24] > before.split('"dateModified":"')[1][:24]
    for feed in ("feed.xml", "atom.xml", "feed.json"):
        assert "Tuesday" in page_of(stack, "/", feed).partition("Corrections")[2], feed
    shown = api("GET", f"{ARTICLES}/{story['id']}").json["corrections"]
    assert [c["text"] for c in shown] == ["It was <b>Tuesday</b>, not Monday."]


def test_a_small_edit_is_no_correction(stack: Stack, api: Api, story: Any) -> None:
    assert "Corrections" not in page_of(stack, story["path"])


def test_only_what_is_published_is_corrected_and_only_by_editors(api: Api, story: Any) -> None:
    draft = api.submit("ann")
    assert correct(api, draft, "Too early.").status == 409
    assert correct(api, story, "Not mine.", by="ann").status == 403
    assert correct(api, story, "  ").pointers == ["/text"]
    assert correct(api, story, "x" * 1001).pointers == ["/text"]
