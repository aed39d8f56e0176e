"""What a form or an object says beside a comment's words, and fields that are there twice."""

import json
from typing import Any

import pytest

from broadsheet.adapters.http.comments.form import SentForm, sent_form
from broadsheet.adapters.http.comments.reader_fields import (
    comment_from_fields,
    report_from_fields,
)
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.errors import Invalid, Malformed
from tests.support.lambdas import event

TYPED = {"name": "Rea", "email": "rea@example.org", "body": "Well said."}
FORM = "application/x-www-form-urlencoded"


def sent(body: str, media: str) -> SentForm:
    made = event("submit_comment__json")
    made |= {"body": body, "isBase64Encoded": False}
    made["headers"] = {"content-type": media, "accept": "application/json"}
    return sent_form(HttpRequest(made), lambda _said: False)


def as_json(**beside: Any) -> SentForm:
    return sent(json.dumps(TYPED | beside), "application/json")


def as_form(more: str) -> SentForm:
    return sent(f"name=Rea&email=rea%40example.org&body=Well+said.{more}", FORM)


@pytest.mark.parametrize("word", [False, None, "", "false", "no", "0", 0])
def test_who_asks_for_no_preview_gets_none(word: object) -> None:
    assert not as_json(preview=word).is_preview


@pytest.mark.parametrize("word", [True, "yes", "Vorschau", 1])
def test_who_asks_for_a_preview_gets_one(word: object) -> None:
    assert as_json(preview=word).is_preview


def test_what_is_null_beside_a_comment_is_not_there() -> None:
    names = ("website", "seconds", "issued", "proof", "again")
    said = as_json(**dict.fromkeys(names))
    assert said.visit == as_json().visit
    assert not said.visit.trap


@pytest.mark.parametrize(("sent", "taken"), [(12, 12), (12.5, 12), ("12", 12), ("x", None)])
def test_a_program_may_say_how_long_it_took_as_a_number(sent: object, taken: int | None) -> None:
    assert as_json(seconds=sent).visit.seconds == taken


def test_all_that_cannot_be_taken_is_named_at_once() -> None:
    odd = {"website": 5, "seconds": [], "issued": {}, "proof": 1, "again": [], "preview": {}}
    said = as_json(name="", **odd)
    with pytest.raises(Invalid) as refused:
        comment_from_fields(said.fields, said.wrong)
    assert {error.pointer for error in refused.value.errors} == {f"/{n}" for n in ("name", *odd)}
    with pytest.raises(Invalid) as refused:
        report_from_fields({"reason": "spam"}, said.wrong)
    assert {error.pointer for error in refused.value.errors} == {f"/{n}" for n in odd}


def test_a_field_with_two_values_is_refused_and_named() -> None:
    with pytest.raises(Malformed) as refused:
        as_form("&body=Another&name=Ada")
    assert [str(error.said) for error in refused.value.errors] == [
        "has the field “body” twice, with two values",
        "has the field “name” twice, with two values",
    ]


def test_a_field_that_is_there_twice_with_one_value_says_one_thing() -> None:
    assert as_form("&body=Well+said.").fields["body"] == "Well said."


def test_too_many_fields_are_not_taken_for_another_encoding() -> None:
    said = {}
    for more in ("&a=1" * 25, "%FF"):
        with pytest.raises(Malformed) as refused:
            as_form(more)
        said[more[:2]] = [error.code for error in refused.value.errors]
    assert said == {"&a": ["too_many_fields"], "%F": ["bad_form"]}
