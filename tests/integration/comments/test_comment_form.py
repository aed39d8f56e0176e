"""Readers comment: a plain form that lands back on the site, and JSON for those who ask for it."""

import re
from html import unescape
from unittest.mock import Mock

import pytest

from broadsheet.adapters.http.comments import form
from tests.support.api import FORM, Api
from tests.support.lambdas import ARTICLE, event

ARTICLES = "/api/v1/articles"


def comments_in(api: Api) -> list[str]:
    return [item["pk"]["S"] for item in api.stack.items() if item["type"]["S"] == "Comment"]


def test_a_comment_lands_back_on_the_article(api: Api) -> None:
    made = api.submit()
    reply = api.comment(made["id"])
    assert reply.status == 303
    assert reply.headers["location"] == f"{made['path']}#comment-received"
    assert [c["body"] for c in api.pending()] == ["Well said."]


def test_the_sender_never_decides_where_it_lands(api: Api) -> None:
    made = api.submit()
    evil = "https://evil.example/"
    reply = api(
        "POST",
        f"{ARTICLES}/{made['id']}/comments",
        form={"name": "R", "email": "r@example.org", "body": "x"},
        query={"next": evil, "redirect": evil, "return_to": evil},
        referer=evil,
        origin=evil,
        host="evil.example",
        x_forwarded_host="evil.example",
        x_original_url=evil,
    )
    assert reply.headers["location"] == f"{made['path']}#comment-received"


@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"preview": "yes"}, {"parent": "7"}])
def test_a_form_is_read_once_whatever_becomes_of_it(
    api: Api, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]
) -> None:
    made, parse = api.submit(), Mock(wraps=form._form)
    monkeypatch.setattr(form, "_form", parse)
    api.comment(made["id"], **fields)
    parse.assert_called_once()


@pytest.mark.parametrize("name", ["redirect", "next", "url", "path", "state"])
def test_hidden_fields_of_others_are_refused(api: Api, name: str) -> None:
    made = api.submit()
    reply = api.comment(made["id"], **{name: "https://evil.example/"})
    assert reply.status == 422
    assert "evil.example" not in reply.body
    assert "location" not in reply.headers
    assert comments_in(api) == []


def test_the_same_form_sent_again_is_one_comment(api: Api) -> None:
    made = api.submit()
    first, second = api.comment(made["id"]), api.comment(made["id"])
    assert first == second
    assert len(comments_in(api)) == 1
    api.comment(made["id"], body="Another")
    other = api.submit(title="Other")
    api.comment(other["id"])
    assert len(comments_in(api)) == 3


def test_bad_input_comes_back_as_a_page_with_what_was_typed(api: Api) -> None:
    made = api.submit(title='A "title" & <more>')
    typed = "\"><script>alert(1)</script> & 'so on'\nnew line"
    reply = api.comment(made["id"], name="", email='me"@<b>', body=typed)
    assert reply.status == 422
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in reply.headers["content-security-policy"]
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "<script>" not in reply.body
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", reply.body, re.DOTALL)
    assert area
    assert unescape(area[1]).strip() == typed
    assert 'value="me&#34;@&lt;b&gt;"' in reply.body
    assert "Please tell us your name." in reply.body
    assert "Please enter an e-mail address" in reply.body
    assert f'action="/api/v1/articles/{made["id"]}/comments"' in reply.body
    assert made["path"] in reply.body


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"body": "x" * 5000}, 303),
        ({"body": "👍" * 5000}, 303),
        ({"body": "x\r\n" * 2500}, 303),  # browsers send two characters for a line's end
        ({"body": "x" * 5001}, 422),
        ({"body": ""}, 422),
        ({"body": " \r\n "}, 422),
        ({"body": "\x00"}, 422),
        ({"body": "a\x08b"}, 422),
        ({"name": "x" * 80}, 303),
        ({"name": "x" * 81}, 422),
        ({"name": " "}, 422),
        ({"name": "a\nb\x0bc"}, 303),
        ({"email": ""}, 422),
        ({"email": "a@b"}, 422),
        ({"email": "a@b.example\nbcc: c@example.org"}, 422),
        ({"email": "a" * 250 + "@example.org"}, 422),
        ({"email": "  A@Example.ORG "}, 303),
        ({"email": "o'brien+x@example.org"}, 303),
    ],
)
def test_limits_of_the_form(api: Api, fields: dict[str, str], status: int) -> None:
    made = api.submit()
    assert api.comment(made["id"], **fields).status == status
    assert len(comments_in(api)) == (status == 303)


@pytest.mark.parametrize("missing", ["name", "email", "body"])
def test_a_missing_field_is_an_empty_one(api: Api, missing: str) -> None:
    typed = {"name": "R", "email": "r@example.org", "body": "x"}
    del typed[missing]
    reply = api("POST", f"{ARTICLES}/{api.submit()['id']}/comments", form=typed)
    assert reply.status == 422
    assert reply.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("raw", "media", "status"),
    [
        (b"name=%FF&email=a@b.example&body=x", FORM, 400),
        (b"name=\xff", FORM, 400),
        (b"&".join([b"a=1"] * 50), FORM, 400),
        (b"", FORM, 422),
        (b"=&=&&;", FORM, 422),
        (b"body=" + b'"' * 2_000_000, FORM, 413),
        (b"x", "multipart/form-data; boundary=x", 415),
        (b"x", "", 415),
        (b"[1]", "application/json", 400),
        (b'{"name": 5, "email": [], "body": {}}', "application/json", 422),
        (b'{"name": "\\ud800", "body": "\\udfff"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
    ],
)
def test_other_bodies_come_back_as_a_readable_page(
    api: Api, raw: bytes, media: str, status: int
) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    reply = api("POST", path, raw=raw, content_type=media)
    assert reply.status == status
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in reply.body
    assert len(reply.body) < 1_000_000


def test_a_comment_on_what_is_not_there_is_a_readable_page(api: Api) -> None:
    reply = api.comment("01a20460-10cb-74f7-893e-a9a6fbc4d7de")
    assert reply.status == 404
    assert reply.headers["content-type"].startswith("text/html")


def test_json_is_answered_in_json(api: Api) -> None:
    made = api.submit()
    path = f"{ARTICLES}/{made['id']}/comments"
    typed = {"name": "R", "email": "r@example.org", "body": "x"}
    reply = api("POST", path, json_body=typed, accept="application/json")
    assert reply.status == 201
    assert set(reply.json) == {"id", "state"}
    assert reply.json["state"] == "pending"
    assert reply.headers["location"] == f"{made['path']}#comment-received"
    again = api("POST", path, form=typed, accept="application/json")
    assert again.json == reply.json


def test_json_problems_name_every_wrong_field(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    reply = api("POST", path, json_body={"name": 5, "x": 1}, accept="application/json")
    assert (reply.status, reply.code) == (422, "invalid")
    assert sorted(reply.pointers) == ["/body", "/email", "/name", "/x"]
    for raw, media, status in (
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"x", "text/plain", 415),
        (b"body=%FF", FORM, 400),
        (b" " * 200_000, "application/json", 413),
    ):
        bad = api("POST", path, raw=raw, content_type=media, accept="application/json")
        assert (bad.status, bool(bad.code)) == (status, True)


def test_a_key_makes_two_comments_one_and_refuses_another(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    typed = {"name": "R", "email": "r@example.org", "body": "x"}
    replies = [
        api("POST", path, json_body=typed, accept="application/json", idempotency_key="k")
        for _ in "12"
    ]
    assert replies[0] == replies[1]
    other = {**typed, "body": "y"}
    reply = api("POST", path, json_body=other, accept="application/json", idempotency_key="k")
    assert (reply.status, reply.code) == (422, "idempotency_key_reused")


def test_a_form_always_says_what_is_wrong_with_it(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    typed = {"name": "R", "email": "r@example.org", "body": "x"}
    api("POST", path, form=typed, idempotency_key="k")
    reply = api("POST", path, form={**typed, "body": "y"}, idempotency_key="k")
    assert reply.status == 422
    assert "This form was sent before, with other words." in reply.body


def test_a_field_that_is_there_twice_is_not_half_lost(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}/comments"
    sent = b"name=Rea&email=rea%40example.org&body=One.&body=Two."
    reply = api("POST", path, raw=sent, content_type=FORM, accept="application/json")
    assert (reply.status, reply.code) == (400, "malformed")
    assert api.pending() == []


def test_a_body_that_is_not_base64_is_malformed(api: Api) -> None:
    sent = event("submit_comment__json", {ARTICLE: api.submit()["id"]})
    sent |= {"isBase64Encoded": True, "body": "{not base64}"}
    reply = api.send(sent)
    assert (reply.status, reply.code) == (400, "malformed")
