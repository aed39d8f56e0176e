"""Readers report a comment through the API, and editors find it with what was said of it."""

from typing import Any

from tests.support.api import Api, Reply

COMMENTS = "/api/v1/moderation/comments"


def visible(api: Api) -> tuple[Any, str]:
    """An article, and its comment that an editor approved."""
    made = api.submit(title="Market day")
    api.comment(made["id"], body="Disputed.")
    comment_id = str(api.pending()[0]["id"])
    api.decide(comment_id)
    return made, comment_id


def report(api: Api, article_id: str, browser: str, number: str = "1", **fields: str) -> Reply:
    path = f"/api/v1/articles/{article_id}/comments/{number}/report"
    sent = {"reason": "abuse", **fields}
    return api("POST", path, json_body=sent, accept="application/json", user_agent=browser)


def reported(api: Api) -> Any:
    query = {"state": "approved", "signal": "reported"}
    return api("GET", COMMENTS, by="edith", query=query).json["items"]


def test_reports_of_an_approved_comment_wait_with_what_was_said(api: Api) -> None:
    made, comment_id = visible(api)
    assert reported(api) == []
    for browser in ("One", "Two", "Two"):
        reply = report(api, made["id"], browser, note=f"Rude, says {browser}.")
        assert (reply.status, reply.json) == (201, {"id": comment_id})
    report(api, made["id"], "Three", reason="private")
    report(api, made["id"], "Four", reason="other")
    (item,) = reported(api)
    assert item["reports"]["count"] == 4
    told = [(r["reason"], r["note"]) for r in item["reports"]["newest"]]
    assert told == [
        ("other", ""),
        ("private", ""),
        ("abuse", "Rude, says Two."),
        ("abuse", "Rude, says One."),
    ]
    assert {"name": "reported", "weight": 1, "note": "Reported by 4 readers."} in item["signals"]
    assert len(api("GET", f"/api/v1/articles/{made['id']}/comments").json["items"]) == 1
    assert api.decide(comment_id).status == 200
    assert reported(api) == []


def unseen(api: Api) -> tuple[Any, str]:
    """An article with a comment of a known reader that no editor has seen; the page's file."""
    made = api.submit(title="Market day")
    cookies = api.known(made["id"])
    api.comment(made["id"], cookies, body="Seen by no editor.")
    api.stack.drain()
    page = f"{made['path'][1:]}index.html"
    assert b"Seen by no editor." in api.stack.files()[page]
    return made["id"], page


def test_what_no_editor_has_seen_is_held_when_three_known_readers_report_it(api: Api) -> None:
    article, page = unseen(api)
    names = ("one", "two", "three")
    known = [api.known(article, email=f"{name}@example.org", body=name) for name in names]
    path = f"/api/v1/articles/{article}/comments/2/report"
    for cookies in known:
        api.stack.drain()
        assert b"Seen by no editor." in api.stack.files()[page]
        # All of one household, and each of them counts.
        sent = api("POST", path, form={"reason": "abuse", "note": ""}, cookies=cookies)
        assert sent.status == 303
        api("POST", path, form={"reason": "abuse", "note": "again"}, cookies=cookies)
    api.stack.drain()
    assert b"Seen by no editor." not in api.stack.files()[page]
    assert [item["body"] for item in api.pending()] == ["Seen by no editor."]


def test_readers_whom_nobody_knows_hide_nothing_and_reach_the_editors(api: Api) -> None:
    article, page = unseen(api)
    for number in range(9):
        said = report(api, article, f"Browser {number}", number="2")
        assert said.status == 201
    api.stack.drain()
    assert b"Seen by no editor." in api.stack.files()[page]
    (item,) = reported(api)
    assert (item["body"], item["reports"]["count"]) == ("Seen by no editor.", 9)


def test_nothing_that_is_kept_or_logged_tells_who_reported(api: Api) -> None:
    made, _ = visible(api)
    report(api, made["id"], "A-browser-by-which-one-is-known", note="Rude.")
    kept = repr(api.stack.items())
    assert "A-browser-by-which-one-is-known" not in kept + api.stack.output.getvalue()
    assert "192.0.2.10" not in kept


def test_what_readers_do_not_see_cannot_be_reported(api: Api) -> None:
    made, comment_id = visible(api)
    assert report(api, made["id"], "One", number="2").code == "not_found"
    api.decide(comment_id, "reject")
    assert report(api, made["id"], "One").code == "not_found"


def test_a_reader_who_reports_without_end_is_asked_to_wait(api: Api) -> None:
    made, _ = visible(api)
    # Two minutes may share them, and one of the two has more than it takes.
    replies = [report(api, made["id"], "One") for _ in range(21)]
    refused = [reply for reply in replies if reply.status == 429]
    assert refused
    assert all(0 < int(reply.headers["retry-after"]) <= 60 for reply in refused)
