"""What the moderation API takes and tells: reasons, undo, edits, trails, many at once, queues."""

from typing import Any

import pytest

from tests.support.api import Api, Reply

ARTICLES = "/api/v1/articles"
COMMENTS = "/api/v1/moderation/comments"
LONGEST = 500


def said(api: Api, article_id: str, body: str, **fields: str) -> str:
    """A comment of a stranger that waits: its id."""
    email = f"{abs(hash(body))}@example.org"
    return api.says(article_id, **{"email": email, "body": body, **fields})


def queue(api: Api, **query: str) -> Any:
    return api("GET", COMMENTS, by="edith", query=query).json["items"]


def shown(api: Api, article_id: str) -> Any:
    return api("GET", f"{ARTICLES}/{article_id}/comments").json["items"]


def trail(api: Api, comment_id: str) -> Any:
    return api("GET", f"{COMMENTS}/{comment_id}/trail", by="edith").json["items"]


def bulk(api: Api, ids: list[str], action: str, **options: Any) -> Reply:
    body = {"ids": ids, "action": action, **options.pop("body", {})}
    return api("POST", f"{COMMENTS}/bulk", **{"by": "edith", "json_body": body, **options})


def page(api: Api, path: str) -> str:
    api.stack.drain()
    return api.stack.files()[f"{path.lstrip('/')}index.html"].decode()


def test_the_queue_explains_each_comment(api: Api) -> None:
    made = api.submit(title="Market day")
    parent = said(api, made["id"], "First")
    api.decide(parent)
    reply_id = said(api, made["id"], "Second", parent="1")
    api.decide(reply_id, "hold", json_body={"reason": "x"})
    (item,) = queue(api, state="pending", article=made["id"])
    assert item["article"] == {"path": made["path"], "title": "Market day"}
    assert (item["parent"], item["number"], item["original"]) == ("1", None, None)
    assert item["reports"] == {"count": 0, "newest": []}
    assert "email" not in item
    assert "sender" not in item
    (first,) = queue(api, state="approved")
    assert (first["number"], first["decided_by"], first["reason"]) == ("1", "edith", "")
    api("POST", f"{ARTICLES}/{made['id']}/unpublish", by="edith", if_match="*")
    assert queue(api, state="approved")[0]["article"] is None


def test_why_it_was_decided_is_told_and_stands_in_the_trail(api: Api) -> None:
    comment_id = said(api, api.submit()["id"], "Hm.")
    api.decide(comment_id, "reject", json_body={"reason": " Off topic: «rules», 3 "})
    (item,) = queue(api, state="rejected")
    assert (item["reason"], item["decided_by"]) == ("Off topic: «rules», 3", "edith")
    api.decide(comment_id, "undo", json_body={"reason": "My mistake"})
    (item,) = queue(api, state="pending")
    assert (item["reason"], item["decided_by"], item["decided_at"]) == ("", None, None)
    steps = trail(api, comment_id)
    assert [(s["action"], s["by"], s["reason"]) for s in steps] == [
        ("reject", "edith", "Off topic: «rules», 3"),
        ("undo", "edith", "My mistake"),
    ]
    assert steps[0]["before"] == {"state": "pending", "body": None}
    assert steps[0]["after"] == {"state": "rejected", "body": None}


def test_an_undo_of_an_undo_shows_the_comment_again(api: Api) -> None:
    made = api.submit()
    comment_id = said(api, made["id"], "Hm.")
    seen = []
    for action in ("approve", "undo", "undo"):
        assert api.decide(comment_id, action).status == 200
        seen.append(len(shown(api, made["id"])))
    assert seen == [1, 0, 1]


def test_an_edit_is_marked_and_its_writers_words_stay_with_the_editors(api: Api) -> None:
    made = api.submit()
    comment_id = said(api, made["id"], "You <fool>, it is *late*.")
    api.decide(comment_id)
    sent = {"body": "It is *late*. <script>alert(1)</script>", "reason": "An insult"}
    assert api.decide(comment_id, "edit", json_body=sent).json["state"] == "approved"
    (thread,) = shown(api, made["id"])
    assert thread["edited_at"]
    assert "<script" not in thread["html"]
    assert "fool" not in page(api, made["path"])
    assert "It is" in page(api, made["path"])
    (item,) = queue(api, state="approved")
    assert (item["body"], item["original"]) == (sent["body"], "You <fool>, it is *late*.")
    edit = trail(api, comment_id)[1]
    assert (edit["before"]["body"], edit["after"]["body"]) == (item["original"], sent["body"])


@pytest.mark.parametrize(
    ("sent", "pointers"),
    [
        ({}, ["/body", "/reason"]),
        ({"body": " ", "reason": " "}, ["/body", "/reason"]),
        ({"body": "x" * 5001, "reason": "y"}, ["/body"]),
        ({"body": "x\x00", "reason": "y\x1b[31m"}, ["/body", "/reason"]),
        ({"body": "x", "reason": "y" * (LONGEST + 1)}, ["/reason"]),
        ({"body": "x", "reason": "\u200b"}, ["/reason"]),
        ({"body": "x", "reason": "y", "name": "Z"}, ["/name"]),
    ],
)
def test_what_is_wrong_with_an_edit_is_named(
    api: Api, sent: dict[str, Any], pointers: list[str]
) -> None:
    comment_id = said(api, api.submit()["id"], "Hm.")
    reply = api.decide(comment_id, "edit", json_body=sent)
    assert (reply.status, reply.pointers) == (422, pointers)
    assert trail(api, comment_id) == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"reason": "x" * (LONGEST + 1)}, 422),
        ({"reason": "a\x1bb"}, 422),
        ({"reason": 5}, 422),
        ({"why": "x"}, 422),
        ([], 422),
        ({}, 200),
    ],
)
@pytest.mark.parametrize("action", ["approve", "delete"])
def test_a_decision_takes_a_reason_and_nothing_else(
    api: Api, sent: Any, status: int, action: str
) -> None:
    comment_id = said(api, api.submit()["id"], "Hm.")
    assert api.decide(comment_id, action, json_body=sent).status == status


def test_a_reason_that_is_no_json_is_not_understood(api: Api) -> None:
    comment_id = said(api, api.submit()["id"], "Hm.")
    assert api.decide(comment_id, raw=b"{").code == "malformed"
    reply = api.decide(comment_id, raw=b"reason=x", content_type="text/plain")
    assert (reply.status, reply.code) == (415, "unsupported_media_type")
    assert len(api.pending()) == 1


@pytest.mark.parametrize("user", [None, "ann", "olga"])
def test_only_editors_undo_edit_read_trails_and_decide_on_many(api: Api, user: str | None) -> None:
    made = api.submit()
    comment_id = said(api, made["id"], "Hm.")
    calls = [
        api.decide(comment_id, "undo", by=user),
        # Whoever may not is not told what else is wrong.
        api.decide(comment_id, "edit", by=user, json_body={"body": ""}),
        api("GET", f"{COMMENTS}/{comment_id}/trail", by=user),
        bulk(api, [comment_id], "approve", by=user),
        bulk(api, [], "explode", by=user),
    ]
    assert [(reply.status, reply.code) for reply in calls] == [(403, "forbidden")] * 5
    assert shown(api, made["id"]) == []


# ---------------------------------------------------------------- many at once


def test_a_bad_comment_holds_up_no_other_and_what_was_approved_is_read_at_once(api: Api) -> None:
    one, two = api.submit(title="One"), api.submit(title="Two")
    ids = [said(api, made["id"], f"{made['id']} {n}") for made in (one, two) for n in range(3)]
    api.decide(ids[1])
    reply = bulk(api, [ids[0], "nobody#x", *ids[1:]], "approve", body={"reason": "Fine"})
    assert reply.status == 200
    told = [(r["id"], r.get("state") or r["code"]) for r in reply.json["results"]]
    assert told == [
        (ids[0], "approved"),
        ("nobody#x", "not_found"),
        (ids[1], "not_allowed_in_state"),
        *((i, "approved") for i in ids[2:]),
    ]
    assert {c["id"] for c in shown(api, one["id"])} == set(ids[:3])
    assert [c["id"] for c in shown(api, two["id"])] == ids[3:]
    assert bulk(api, ids, "undo").json["results"][0] == {"id": ids[0], "state": "pending"}
    assert shown(api, two["id"]) == []


def test_many_sent_twice_under_one_key_are_decided_once(api: Api) -> None:
    made = api.submit()
    ids = [said(api, made["id"], f"Comment {n}") for n in range(3)]
    replies = [bulk(api, ids, "spam", idempotency_key="k") for _ in "12"]
    assert replies[0] == replies[1]
    assert [len(trail(api, i)) for i in ids] == [1, 1, 1]
    other = bulk(api, ids, "approve", idempotency_key="k").json["results"]
    assert {r["code"] for r in other} == {"idempotency_key_reused"}


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"ids": [], "action": "approve"}, "/ids"),
        ({"ids": [f"c{n}" for n in range(26)], "action": "approve"}, "/ids"),
        ({"ids": ["a", "a"], "action": "approve"}, "/ids"),
        ({"ids": ["x" * 65], "action": "approve"}, "/ids/0"),
        ({"ids": ["a\x00"], "action": "approve"}, "/ids/0"),
        ({"ids": ["a"], "action": "edit"}, "/action"),
        ({"ids": ["a"]}, "/action"),
        ({"ids": ["a"], "action": "approve", "reason": "x\x00y"}, "/reason"),
    ],
)
def test_what_is_wrong_with_a_request_about_many_is_named(
    api: Api, sent: dict[str, Any], pointer: str
) -> None:
    reply = api("POST", f"{COMMENTS}/bulk", by="edith", json_body=sent)
    assert (reply.status, reply.pointers) == (422, [pointer])


# ---------------------------------------------------------------- replies to what is hidden


@pytest.mark.parametrize("hiding", ["hold", "reject", "spam", "delete"])
def test_a_reply_is_approved_under_a_parent_that_was_hidden_while_it_waited(
    api: Api, hiding: str
) -> None:
    made = api.submit()
    parent = said(api, made["id"], "The parent says this.")
    api.decide(parent)
    reply_id = said(api, made["id"], "The reply says that.", parent="1")
    api.decide(parent, hiding)
    assert api.decide(reply_id).status == 200
    (reply,) = shown(api, made["id"])
    assert (reply["number"], reply["parent"], reply["thread"]) == ("1-1", "1", 1)
    written = page(api, made["path"])
    assert "The reply says that." in written
    assert "The parent says this." not in written
    api.decide(parent)
    assert [c["number"] for c in shown(api, made["id"])] == ["1", "1-1"]
    written = page(api, made["path"])
    assert written.index("The parent says this.") < written.index("The reply says that.")


def test_a_reply_to_a_reply_that_is_hidden_stands_in_its_thread(api: Api) -> None:
    made = api.submit()
    for body, parent in (("One", ""), ("Two", "1")):
        api.decide(said(api, made["id"], body, parent=parent))
    waiting = said(api, made["id"], "Three", parent="1-1")
    hidden = next(c["id"] for c in shown(api, made["id"]) if c["number"] == "1-1")
    assert bulk(api, [hidden], "delete").json["results"][0]["state"] == "deleted"
    api.decide(waiting)
    assert [(c["number"], c["parent"]) for c in shown(api, made["id"])] == [
        ("1", None),
        ("1-2", "1-1"),
    ]
    assert "Three" in page(api, made["path"])
    refused = api.comment(made["id"], body="Four", parent="1-1")
    assert refused.status == 422


# ---------------------------------------------------------------- queues


def test_a_queue_is_walked_by_its_links_oldest_first(api: Api) -> None:
    one, two = api.submit(title="One"), api.submit(title="Two")
    ids = [said(api, (one, two)[n % 2]["id"], f"Comment {n}") for n in range(5)]
    seen: list[str] = []
    path: str | None = f"{COMMENTS}?limit=2&article={one['id']}"
    while path:
        address, _, query = path.partition("?")
        asked = dict(pair.split("=", 1) for pair in query.split("&"))
        reply = api("GET", address, by="edith", query=asked)
        seen += [item["id"] for item in reply.json["items"]]
        path = reply.json["next"]
    assert seen == ids[0::2]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"signal": "colour"}, "?signal"),
        ({"state": "open"}, "?state"),
        ({"cursor": "x"}, "?cursor"),
        ({"limit": "0"}, "?limit"),
        ({"colour": "x"}, "?colour"),
    ],
)
def test_a_filter_that_is_none_is_refused(api: Api, query: dict[str, str], pointer: str) -> None:
    reply = api("GET", COMMENTS, by="edith", query=query)
    assert (reply.status, reply.pointers) == (400, [pointer])


def test_the_queue_is_searched_by_words_senders_and_stories(api: Api) -> None:
    made = api.submit(title="Ferry day")
    wanted = api.says(made["id"], body="The ferry was late.", name="Rea Reader")
    api.says(made["id"], email="other@example.org", name="Ben", body="Nothing of it.")
    for asked in ({"said": "ferr"}, {"sender": "rea"}, {"headline": "ferry", "said": "late"}):
        assert [one["id"] for one in queue(api, state="pending", **asked)] == [wanted]
    assert len(queue(api, state="pending", headline=made["path"])) == 2
    refused = api("GET", COMMENTS, by="edith", query={"said": "?!"})
    assert (refused.status, refused.pointers) == (400, ["?said"])
