"""What an author sends and cannot be taken: every wrong field is named, nothing is written."""

import json
from typing import Any

import pytest

from broadsheet.adapters.http.rule_words import MOST_ERRORS
from tests.support.api import Api, Reply, article

ARTICLES = "/api/v1/articles"


def sent(api: Api, body: Any) -> Reply:
    return api("POST", ARTICLES, by="edith", json_body=body)


def test_every_wrong_field_is_named_at_once(api: Api) -> None:
    reply = sent(
        api,
        {
            "title": " ",
            "standfirst": "x" * 1001,
            "body": "\x00",
            "section": 5,
            "tags": ["fine", "", "y" * 61],
            "byline": [{"name": "A", "url": "javascript:alert(1)"}, {"role": "x"}],
            "lead_image": {"url": "//example.org/x", "alt": "", "size/~": 1},
            "language": "English!",
            "slug": "No Slug",
            "breaking": "yes",
            "status": "live",
            "surprise": 1,
        },
    )
    assert (reply.status, reply.code) == (422, "invalid")
    assert sorted(reply.pointers) == [
        *("/body", "/breaking", "/byline/0/url", "/byline/1/name", "/language"),
        *("/lead_image/alt", "/lead_image/size~1~0", "/lead_image/url", "/section", "/slug"),
        *("/standfirst", "/status", "/surprise", "/tags/1", "/tags/2", "/title"),
    ]
    assert api.stack.items() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 301),
        ("title", "a\u202eb"),
        ("title", "a\u0081b"),
        ("title", None),
        ("title", True),
        ("body", ""),
        ("body", " \n "),
        ("body", ["x"]),
        ("section", ""),
        ("tags", ["x"] * 21),
        ("tags", "news"),
        ("tags", [["x"]]),
        ("byline", []),
        ("byline", [{"name": f"n{n}"} for n in range(11)]),
        ("byline", "Ann"),
        ("lead_image", "x.jpg"),
        ("language", ""),
        ("language", "en_GB"),
        ("language", "x" * 36),
        ("slug", ""),
        ("slug", "-a"),
        ("slug", "a--b"),
        ("slug", "a" * 81),
        ("slug", "../x"),
        ("also_read", ["a", "b", "c", "d", "e", "f"]),
        ("breaking", 1),
        ("status", "deleted"),
    ],
)
def test_a_wrong_field_is_named(api: Api, field: str, value: Any) -> None:
    reply = sent(api, article(**{field: value}))
    assert (reply.status, reply.code) == (422, "invalid")
    assert {pointer.split("/")[1] for pointer in reply.pointers} == {field}


@pytest.mark.parametrize("field", ["title", "body", "section", "byline"])
def test_a_missing_field_is_named(api: Api, field: str) -> None:
    whole = article()
    del whole[field]
    assert sent(api, whole).pointers == [f"/{field}"]


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{", b"nul", b"\xff\xfe", b'{"title": "\\ud800"}', b"[" * 100_000),
        *(b'{"a": ' * 500 + b"1" + b"}" * 500, b'{"breaking": ' + b"9" * 5000 + b"}"),
        *(b"NaN", b'{"breaking": NaN}', b'{"breaking": 1e999}'),
    ],
)
def test_what_is_no_json_is_malformed(api: Api, raw: bytes) -> None:
    reply = api("POST", ARTICLES, by="edith", raw=raw)
    assert (reply.status, reply.code) == (400, "malformed")


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"x"', b"1"])
def test_json_that_is_no_object_is_not_valid(api: Api, raw: bytes) -> None:
    assert api("POST", ARTICLES, by="edith", raw=raw).status == 422


@pytest.mark.parametrize("media", ["", "text/plain", "application/x-www-form-urlencoded", "json"])
def test_another_type_of_content_is_refused(api: Api, media: str) -> None:
    raw = json.dumps(article()).encode()
    reply = api("POST", ARTICLES, by="edith", raw=raw, content_type=media)
    assert (reply.status, reply.code) == (415, "unsupported_media_type")


def test_json_with_a_character_set_is_taken(api: Api) -> None:
    raw = json.dumps(article()).encode()
    media = "Application/JSON; charset=utf-8"
    assert api("POST", ARTICLES, by="edith", raw=raw, content_type=media).status == 201


def test_a_body_of_128_kib_is_taken_and_a_byte_more_is_not(api: Api) -> None:
    longest = "é" * 64 * 1024
    assert sent(api, article(body=longest)).status == 201
    before = api.stack.items()
    reply = sent(api, article(body=longest + "x"))
    assert (reply.status, reply.code) == (413, "too_large")
    assert api.stack.items() == before


@pytest.mark.parametrize("status", ["draft", "published"])
def test_html_that_would_not_fit_is_refused_before_anything_is_written(
    api: Api, status: str
) -> None:
    # Each of these bytes becomes many: a table cell a line.
    cells = "|a|\n|-|\n" + "|&|\n" * 32_000
    reply = sent(api, article(body=cells, status=status, tags=["never used before"]))
    assert (reply.status, reply.code) == (413, "too_large")
    assert api.stack.items() == []


def test_an_edit_that_would_not_fit_changes_nothing(api: Api) -> None:
    path = f"{ARTICLES}/{api.submit()['id']}"
    before = api.stack.items()
    big = article(body="|a|\n|-|\n" + "|&|\n" * 32_000, tags=["new"])
    assert api("PUT", path, by="edith", json_body=big, if_match='"1"').status == 413
    assert api.stack.items() == before


def test_a_megabyte_of_json_is_refused_unread(api: Api) -> None:
    reply = sent(api, article(surprise="x" * 1024 * 1024))
    assert (reply.status, reply.code) == (413, "too_large")


def test_an_answer_stays_small_however_much_is_wrong(api: Api) -> None:
    reply = sent(api, {f"k{n}": 0 for n in range(60_000)})
    assert len(reply.pointers) == MOST_ERRORS
    assert len(reply.body) < 500_000


def test_a_field_that_is_there_twice_is_refused_and_named(api: Api) -> None:
    raw = b'{"title": "a", ' + json.dumps(article(title="b")).encode()[1:]
    reply = api("POST", ARTICLES, by="edith", raw=raw)
    assert (reply.status, reply.code) == (400, "malformed")
    assert '"title" twice' in reply.json["errors"][0]["detail"]


def test_unknown_articles_to_read_are_named(api: Api) -> None:
    draft = api.submit("ann")
    known = api.submit()
    unknown = "01a20460-10cb-74f7-893e-000000000000"
    names = [known["id"], unknown, draft["path"], "https://example.org/2026/11/none/", "what?"]
    reply = sent(api, article(also_read=names))
    assert (reply.status, reply.pointers) == (422, [f"/also_read/{n}" for n in (1, 2, 3, 4)])


def test_an_article_cannot_recommend_itself(api: Api) -> None:
    made = api.submit()
    edit = article(also_read=[made["path"]])
    reply = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=edit, if_match="*")
    assert reply.pointers == ["/also_read/0"]


def test_articles_to_read_are_named_by_id_by_path_and_by_url(api: Api) -> None:
    first, second, third = (api.submit(title=f"Story {n}") for n in "123")
    names = [first["id"], second["path"], third["url"], third["path"].rstrip("/")]
    made = api.submit(title="Last", also_read=names)
    shown = api("GET", f"{ARTICLES}/{made['id']}").json
    assert shown["also_read"] == [first["id"], second["id"], third["id"]]


def test_what_was_recommended_may_stay_though_it_was_taken_off_the_site(api: Api) -> None:
    first = api.submit(title="First")
    made = api.submit(title="Second", also_read=[first["id"]])
    api("POST", f"{ARTICLES}/{first['id']}/unpublish", by="edith")
    edit = article(also_read=[first["id"]])
    path = f"{ARTICLES}/{made['id']}"
    assert api("PUT", path, by="edith", json_body=edit, if_match="*").status == 200


def test_an_article_that_is_no_original_is_named(api: Api) -> None:
    original = api.submit()
    translation = api.submit(title="Çeviri", language="tr", translation_of=original["id"])
    hidden = api.submit("ben", title="Secret")
    for by, reference, code in (
        ("edith", translation["id"], "translation_of_translation"),
        ("ann", hidden["id"], "unknown_article"),
        ("edith", "01a20460-10cb-74f7-893e-000000000000", "unknown_article"),
    ):
        draft = article(translation_of=reference, status="draft")
        reply = api("POST", ARTICLES, by=by, json_body=draft)
        assert (reply.status, reply.pointers) == (422, ["/translation_of"])
        assert [error["code"] for error in reply.json["errors"]] == [code]


def test_an_article_is_no_translation_of_itself(api: Api) -> None:
    made = api.submit()
    edit = article(translation_of=made["id"])
    reply = api("PUT", f"{ARTICLES}/{made['id']}", by="edith", json_body=edit, if_match="*")
    assert (reply.status, reply.pointers) == (422, ["/translation_of"])
