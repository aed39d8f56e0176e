"""A story that must not have been: what is left of it is the notice."""

from typing import Any

import pytest

from tests.support.api import Api, Reply, article
from tests.support.lambdas import Stack
from tests.support.life import (
    ARTICLES,
    REASON,
    act,
    as_staff,
    assert_nowhere,
    page,
    public_answers,
)
from tests.support.staff_tokens import publish_keys

WORDS = ("Forgers at work", "It began at the harbour", "sentence about a harbour", "A forged stamp")


def retold(api: Api, made: Any, **fields: Any) -> Reply:
    sent = article(**fields)
    return api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=sent, if_match="*")


def test_after_a_retraction_nothing_is_found_but_the_notice(stack: Stack, api: Api) -> None:
    title, standfirst, body, alt = WORDS
    fields: dict[str, Any] = {
        "title": title,
        "standfirst": standfirst,
        "body": f"A {body}.",
        "lead_image": {"url": "/media/stamp.jpg", "alt": alt},
        "breaking": True,
    }
    made = api.submit("edith", **fields, slug="first-address")
    moved_to = retold(api, made, **fields, slug="second-address").json
    for n in range(2):
        api.comment(made["id"], email=f"r{n}@example.org", body=f"{body} number {n}")
        api.decide(api.pending()[0]["id"])
    api.submit("edith", title="Another", also_read=[made["id"]], slug="another")
    api.submit("edith", title="Eine andere", language="de", translation_of=made["id"], slug="eine")
    stack.drain()
    before = stack.files()
    showing = {name for name, text in before.items() if any(w.encode() in text for w in WORDS)}
    feeds = {"feed.xml", "atom.xml", "feed.json", "news-sitemap.xml", "latest.json", "index.html"}
    assert showing >= feeds - {"news-sitemap.xml"} | {page(moved_to["path"])}
    assert {f"{moved_to['path'][1:]}comments/1/index.html"} <= before.keys()
    assert any(title in answer for _, answer in public_answers(api, made))

    reply = act(api, made, "retract", "edith")
    assert (reply.status, reply.json["status"]) == (200, "retracted")
    assert reply.json["path"] == moved_to["path"]
    assert_nowhere(stack, api, {**made, "path": moved_to["path"]}, (*WORDS, "stamp.jpg"))
    files = stack.files()
    notice = files[page(moved_to["path"])].decode()
    assert REASON["reason"] in notice
    assert "This story was retracted" in notice
    assert '<meta name="robots" content="noindex">' in notice
    assert moved_to["path"] in files[page(made["path"])].decode()
    naming = {name for name, text in files.items() if moved_to["path"].encode() in text}
    assert naming == {page(made["path"])}, "only the former address leads to the notice"
    assert not [name for name in files if "/comments/" in name]


def test_a_notice_can_be_worded_anew_and_goes_where_the_retraction_was_the_mistake(
    stack: Stack, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_keys(monkeypatch)
    made = api.submit(title="Ships at night")
    path = f"{ARTICLES}/{made['id']}"
    assert act(api, made, "retract", "edith").status == 200
    words = {"reason": "It rested on forgeries.\n\nWe are <sorry>."}
    assert api("POST", f"{path}/retract", by="edith", json_body=words).status == 200
    stack.drain()
    notice = stack.files()[page(made["path"])].decode()
    assert "It rested on forgeries." in notice
    assert "We are &lt;sorry&gt;." in notice
    assert REASON["reason"] not in notice
    shown = as_staff(api, made)
    assert (shown["status"], shown["retraction"]["reason"]) == ("retracted", words["reason"])
    assert shown["possible"] == ["unpublish", "retract", "assign"]
    assert api("POST", f"{path}/unpublish", by="edith").json["status"] == "unpublished"
    stack.drain()
    assert page(made["path"]) not in stack.files()
    assert as_staff(api, made)["retraction"] is None
    assert api("POST", f"{path}/publish", by="edith").status == 200
    stack.drain()
    assert b"Ships at night" in stack.files()[page(made["path"])]


@pytest.mark.parametrize("sent", [{}, {"reason": ""}, {"reason": " \n"}, {"reason": 7}])
def test_a_retraction_without_a_reason_is_refused(api: Api, sent: dict[str, Any]) -> None:
    made = api.submit()
    reply = api("POST", f"{ARTICLES}/{made['id']}/retract", by="edith", json_body=sent)
    assert (reply.status, reply.pointers) == (422, ["/reason"])
