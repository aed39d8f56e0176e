"""Pages around one comment: to answer it, to see one's own before it is sent, to report one."""

import re

import pytest

from broadsheet.adapters.http.comments.reader_fields import LONGEST_NOTE
from tests.support.api import Api, Reply

ARTICLES = "/api/v1/articles"
TYPED = {"name": "Bea", "email": "bea@example.org", "body": "*So* it is."}


def discussed(api: Api) -> str:
    """An article with one approved comment: its address in the API."""
    made = api.submit()
    api.comment(made["id"])
    api.decide(api.pending()[0]["id"])
    return f"{ARTICLES}/{made['id']}"


def rows(api: Api) -> list[str]:
    return sorted(f"{item['pk']['S']} {item['sk']['S']}" for item in api.stack.items())


def value(reply: Reply, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', reply.body)
    return found[1] if found else ""


def is_a_page(reply: Reply) -> bool:
    return (
        reply.headers["content-type"] == "text/html; charset=utf-8"
        and reply.headers["cache-control"] == "no-store"
        and "default-src 'none'" in reply.headers["content-security-policy"]
    )


def test_the_form_of_a_reply_quotes_the_comment_and_names_it(api: Api) -> None:
    story = discussed(api)
    page = api("GET", f"{story}/comments/1/reply")
    assert (page.status, is_a_page(page)) == (200, True)
    assert "Well said." in page.body
    assert value(page, "parent") == "1"
    assert f'action="{story}/comments"' in page.body
    sent = api("POST", f"{story}/comments", form={**TYPED, **_hidden(page)})
    assert sent.status == 303
    assert [(c["body"], c["parent"]) for c in api.pending()] == [("*So* it is.", "1")]


def _hidden(page: Reply) -> dict[str, str]:
    return {name: value(page, name) for name in ("parent", "issued")} | {"website": ""}


def test_a_preview_shows_the_comment_and_writes_nothing(api: Api) -> None:
    story = discussed(api)
    form = api("GET", f"{story}/comments/1/reply")
    before = rows(api)
    sent = {**TYPED, **_hidden(form), "preview": "yes"}
    page = api("POST", f"{story}/comments", form=sent)
    assert (page.status, is_a_page(page)) == (200, True)
    assert "<em>So</em> it is." in page.body
    assert "*So* it is.</textarea>" in page.body
    assert "Well said." in page.body
    # It is still the same sitting: the time of the first form is kept.
    assert _hidden(page) == _hidden(form)
    assert rows(api) == before


def test_a_preview_is_answered_in_json_to_those_who_ask_for_it(api: Api) -> None:
    story = discussed(api)
    sent = {**TYPED, "preview": "yes"}
    reply = api("POST", f"{story}/comments", json_body=sent, accept="application/json")
    assert (reply.status, set(reply.json)) == (200, {"html"})
    assert "<em>So</em>" in reply.json["html"]


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "x"}, {"body": " "}, {"body": "x" * 5001}, {"parent": "9"}]
)
def test_a_preview_tells_the_same_mistakes_as_sending(api: Api, wrong: dict[str, str]) -> None:
    story = discussed(api)
    looked = api("POST", f"{story}/comments", form={**TYPED, **wrong, "preview": "yes"})
    sent = api("POST", f"{story}/comments", form={**TYPED, **wrong})
    mistakes = [re.findall(r"<li>(.*?)</li>", reply.body) for reply in (looked, sent)]
    assert looked.status == sent.status == 422
    assert mistakes[0] == mistakes[1]


def test_an_answer_to_what_is_gone_comes_back_as_a_comment_of_its_own(api: Api) -> None:
    story = discussed(api)
    page = api("POST", f"{story}/comments", form={**TYPED, "parent": "1-7"})
    assert page.status == 422
    assert "is not there any more" in page.body
    assert value(page, "parent") == ""
    assert api("POST", f"{story}/comments", form={**TYPED, **_hidden(page)}).status == 303


@pytest.mark.parametrize("what", ["reply", "report"])
@pytest.mark.parametrize("number", ["2", "1-1", "0", "x", "1-2-3", "99999999"])
def test_a_form_for_a_comment_that_is_not_there_is_a_readable_404(
    api: Api, what: str, number: str
) -> None:
    story = discussed(api)
    page = api("GET", f"{story}/comments/{number}/{what}")
    assert (page.status, is_a_page(page)) == (404, True)
    assert "There is no such comment." in page.body
    told = api("GET", f"{story}/comments/{number}/{what}", accept="application/json")
    assert (told.status, told.code) == (404, "not_found")


def test_a_pending_comment_can_be_neither_answered_nor_reported(api: Api) -> None:
    made = api.submit()
    api.comment(made["id"])
    for what in ("reply", "report"):
        assert api("GET", f"{ARTICLES}/{made['id']}/comments/1/{what}").status == 404


def test_a_closed_discussion_is_said_on_a_page(api: Api) -> None:
    made = api.submit(comments="closed")
    for reply in (
        api("GET", f"{ARTICLES}/{made['id']}/comments/1/reply"),
        api.comment(made["id"]),
        api.comment(made["id"], preview="yes"),
    ):
        assert (reply.status, is_a_page(reply)) == (409, True)
        assert "Comments are closed." in reply.body


def test_who_sends_too_much_is_told_when_to_come_back_and_loses_no_words(api: Api) -> None:
    made = api.submit()
    replies = [api.comment(made["id"], body=f"Number {n}") for n in range(40)]
    last = replies[-1]
    assert (last.status, is_a_page(last)) == (429, True)
    assert 0 < int(last.headers["retry-after"]) <= 60
    assert "Number 39</textarea>" in last.body


def test_a_report_lands_back_on_the_article_and_reaches_the_editors(api: Api) -> None:
    story = discussed(api)
    page = api("GET", f"{story}/comments/1/report")
    assert (page.status, is_a_page(page)) == (200, True)
    assert "Well said." in page.body
    typed = {"reason": "abuse", "note": "He means my uncle.", "website": ""}
    sent = api("POST", f"{story}/comments/1/report", form=typed)
    assert sent.status == 303
    assert sent.headers["location"].endswith("/#report-received")
    assert sent.headers["location"].startswith("/20")
    queue = api("GET", "/api/v1/moderation/comments", by="edith", query={"state": "approved"})
    (item,) = queue.json["items"]
    assert [(r["reason"], r["note"]) for r in item["reports"]["newest"]] == [
        ("abuse", "He means my uncle.")
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Please choose a reason."),
        ({"reason": "boring"}, "Please choose a reason."),
        ({"note": "<x>" * LONGEST_NOTE}, "Please use at most 500 characters."),
    ],
)
def test_a_wrong_report_comes_back_with_what_was_typed(
    api: Api, wrong: dict[str, str], said: str
) -> None:
    story = discussed(api)
    typed = {"reason": "spam", "note": "<b>Twice", **wrong}
    page = api("POST", f"{story}/comments/1/report", form=typed)
    assert (page.status, is_a_page(page)) == (422, True)
    assert said in page.body
    assert typed["note"].replace("<", "&lt;").replace(">", "&gt;") in page.body


def test_a_machine_that_fills_in_everything_reports_nothing(api: Api) -> None:
    story = discussed(api)
    before = rows(api)
    typed = {"reason": "spam", "website": "https://evil.example/"}
    reply = api("POST", f"{story}/comments/1/report", form=typed)
    assert reply.status == 303
    assert "evil" not in reply.headers["location"]
    assert rows(api) == before


def test_another_sites_page_can_neither_report_nor_preview(api: Api) -> None:
    story = discussed(api)
    for path, typed in (("comments/1/report", {"reason": "spam"}), ("comments", TYPED)):
        reply = api("POST", f"{story}/{path}", form=typed, sec_fetch_site="cross-site")
        assert (reply.status, is_a_page(reply)) == (403, True)
