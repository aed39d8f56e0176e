"""Editors decide, and readers see what was approved: nothing else, and nobody's e-mail."""

import pytest

from tests.support.api import Api

ARTICLES = "/api/v1/articles"


def one_comment(api: Api) -> tuple[str, str]:
    """An article and its pending comment."""
    made = api.submit()
    api.comment(made["id"], body="First!\n<b>bold</b>")
    return made["id"], api.pending()[0]["id"]


def shown(api: Api, article_id: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = api("GET", f"{ARTICLES}/{article_id}/comments").json["items"]
    return items


def test_only_what_was_approved_is_shown(api: Api) -> None:
    article_id, comment_id = one_comment(api)
    assert shown(api, article_id) == []
    reply = api.decide(comment_id)
    assert reply.json == {"id": comment_id, "state": "approved", "article_id": article_id}
    (comment,) = shown(api, article_id)
    assert set(comment) == {
        *("id", "number", "thread", "parent", "name", "html", "submitted_at", "edited_at")
    }
    assert "&lt;b&gt;" in str(comment["html"])


@pytest.mark.parametrize(("decision", "state"), [("reject", "rejected"), ("spam", "spam")])
def test_a_decision_can_be_changed(api: Api, decision: str, state: str) -> None:
    article_id, comment_id = one_comment(api)
    assert api.decide(comment_id, decision).json["state"] == state
    assert shown(api, article_id) == []
    api.decide(comment_id, "approve")
    assert len(shown(api, article_id)) == 1
    api.decide(comment_id, decision)
    assert shown(api, article_id) == []


@pytest.mark.parametrize("decision", ["approve", "reject", "spam"])
def test_a_decision_that_was_taken_is_a_conflict(api: Api, decision: str) -> None:
    _, comment_id = one_comment(api)
    api.decide(comment_id, decision)
    reply = api.decide(comment_id, decision)
    assert (reply.status, reply.code) == (409, "not_allowed_in_state")


def test_a_decision_sent_twice_under_one_key_is_answered_alike(api: Api) -> None:
    _, comment_id = one_comment(api)
    replies = [api.decide(comment_id, idempotency_key="k") for _ in "12"]
    assert replies[0] == replies[1]
    assert replies[0].status == 200


@pytest.mark.parametrize("user", [None, "ann", "olga"])
def test_only_editors_moderate(api: Api, user: str | None) -> None:
    article_id, comment_id = one_comment(api)
    assert api.decide(comment_id, by=user).code == "forbidden"
    assert api("GET", "/api/v1/moderation/comments", by=user).code == "forbidden"
    assert shown(api, article_id) == []


def test_the_queue_moves_a_comment_to_its_new_state(api: Api) -> None:
    _, comment_id = one_comment(api)
    api.decide(comment_id, "spam")
    path = "/api/v1/moderation/comments"
    for state, expected in (("pending", []), ("spam", [comment_id]), ("approved", [])):
        reply = api("GET", path, by="edith", query={"state": state})
        assert [item["id"] for item in reply.json["items"]] == expected
        assert reply.headers["cache-control"].startswith("private")
    item = api("GET", path, by="edith", query={"state": "spam"}).json["items"][0]
    assert (item["decided_by"], item["state"]) == ("edith", "spam")
    assert "email" not in item


def test_a_state_that_is_none_is_refused(api: Api) -> None:
    reply = api("GET", "/api/v1/moderation/comments", by="edith", query={"state": "open"})
    assert (reply.status, reply.pointers) == (400, ["?state"])


def test_an_unknown_comment_is_not_found(api: Api) -> None:
    assert api.decide("01a20462-77aa-7c55-8f21-3b1e6d0c4a02").code == "not_found"


def test_comments_keep_the_order_in_which_they_were_approved(api: Api) -> None:
    made = api.submit()
    for n in range(3):
        api.comment(made["id"], body=f"Comment {n}")
    ids = [comment["id"] for comment in api.pending()]
    for comment_id in reversed(ids):
        api.decide(comment_id)
    assert [comment["id"] for comment in shown(api, made["id"])] == ids[::-1]
