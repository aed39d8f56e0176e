"""Whatever a validator finds wrong is said in our own sentences, in forms in the page's language.

The rules are taken from the models themselves: a rule that is added tomorrow is violated here.
"""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from pydantic import BaseModel

from broadsheet.adapters.http.comments import form
from broadsheet.adapters.http.comments.reader_fields import (
    comment_from_fields,
    report_from_fields,
)
from broadsheet.adapters.http.comments.submitted import CommentSubmission
from broadsheet.adapters.http.comments.submitted_report import ReportSubmission
from broadsheet.adapters.http.openapi import schemas
from broadsheet.adapters.http.submitted import Model
from broadsheet.adapters.jinja.catalogues import PACKAGE
from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page, report_page
from broadsheet.domain.shared.errors import FieldError, Invalid
from tests.builders import make_discussion, make_site, make_thread
from tests.support.extracted import extracted

THEIRS = re.compile(
    r"after validation|Input should|should (be|have|match)|valid (string|integer|boolean)"
    r"|Extra inputs|Field required|Value error|pydantic|\b(str|int|bool|dict|tuple|Model)\b"
    r"|not permitted|\bItems?\b|is not as it must be|[{}]",
    re.IGNORECASE,
)
WRONG: tuple[object, ...] = (
    *(None, 5, -1, 10**9, 1.5, True, "", " ", "x", "x" * 3000, [], {}, ["x"] * 200, [5], [None]),
    *({"surprise": 1}, "\x00", "a\x07b", "\u202eabc", "\u200b", "a" * 19 + "\u202d", "//x", "1"),
)
"""What somebody may send by mistake, for any field."""


def models() -> list[type[Model]]:
    """Every model of a request, those within others too."""
    found: dict[type[Model], None] = {}
    waiting = [kind for kind in schemas._NAMED if isinstance(kind, type)]
    while waiting:
        kind = waiting.pop()
        if issubclass(kind, Model) and kind not in found:
            found[kind] = None
            waiting += [k for k in _subclasses(BaseModel) if k in _within(kind)]
    return list(found)


def _subclasses(kind: type) -> Iterator[type[Any]]:
    found: list[type[Any]] = kind.__subclasses__()
    for one in found:
        yield one
        yield from _subclasses(one)


def _within(kind: type[Model]) -> set[type[Any]]:
    told = repr([field.annotation for field in kind.model_fields.values()])
    return {one for one in _subclasses(Model) if one.__name__ in told}


def sent_to(kind: type[Model]) -> Iterator[dict[str, object]]:
    """Everything that can be wrong with each field, sent alone and with all."""
    tries: list[dict[str, object]] = [{}, dict.fromkeys(["surprise", "\ud800", ""], 1)]
    tries += [{name: value} for name in kind.model_fields for value in WRONG]
    tries += [
        {outer: inside}
        for outer, field in kind.model_fields.items()
        for one in _within(kind)
        if one.__name__ in repr(field.annotation)
        for name in one.model_fields
        for value in WRONG
        for inside in ({name: value}, [{name: value}] * 2)
    ]
    yield from tries


def wrong_of(kind: type[Model]) -> Iterator[FieldError]:
    """What is said of it."""
    for fields in sent_to(kind):
        try:
            kind.from_fields(fields)
        except Invalid as error:
            yield from error.errors


def test_every_model_of_a_request_is_among_them() -> None:
    assert {"ArticleSubmission", "BylineEntry", "HourEntry", "MediaSubmission", "LinkEntry"} < {
        kind.__name__ for kind in models()
    }


@pytest.mark.parametrize("kind", models(), ids=lambda kind: kind.__name__)
def test_what_is_wrong_is_said_in_our_own_words(kind: type[Model]) -> None:
    said = {
        (error.pointer.rpartition("/")[2], error.code, error.detail) for error in wrong_of(kind)
    }
    assert said
    assert [one for one in said if THEIRS.search(one[2]) or not one[2]] == []
    assert [one for one in said if re.search("items?|entries", one[2]) and "string" in one[1]] == []


def for_programs_alone() -> set[str]:
    """What is said to programs, by the source."""
    calls = [
        call
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "for_programs"
    ]
    return {str(c.args[0].value) for c in calls if isinstance(c.args[0], ast.Constant)} | {
        "must be a date and hour with its offset, such as 2019-01-31T08:00:00Z (RFC 3339)",
        "has more than 4 marks on one letter",
    }


def test_what_is_wrong_is_a_message_of_the_catalogues_or_for_programs_alone() -> None:
    known, programs = extracted(), for_programs_alone()
    said = {error.said.text for kind in models() for error in wrong_of(kind)}
    assert [text for text in said if text not in known and text not in programs] == []
    assert len(said & programs) < len(said) / 2


def test_a_text_that_is_too_long_has_too_many_characters() -> None:
    with pytest.raises(Invalid) as refused:
        CommentSubmission.from_fields({"name": "x" * 81, "email": "a@b.example", "body": "x"})
    (error,) = refused.value.errors
    assert (error.code, error.detail) == (
        "string_too_long",
        "must have at most 80 characters; it has 81",
    )


def test_a_character_that_cannot_be_kept_is_named_with_its_place() -> None:
    with pytest.raises(Invalid) as refused:
        CommentSubmission.from_fields(
            {"name": "x", "email": "a@b.example", "body": "Well \x07said"}
        )
    assert refused.value.errors[0].detail == (
        "has U+0007, which cannot be kept, as character 6, after “Well”: take it out, or type what"
        " was meant"
    )


def _said_by(reads: Callable[[dict[str, object]], object], fields: dict[str, object]) -> object:
    try:
        return msgspec.to_builtins(reads(fields))
    except Invalid as error:
        return [(one.pointer, one.code, one.detail) for one in error.errors]


@pytest.mark.parametrize(
    ("kind", "reads", "whole"),
    [
        (
            CommentSubmission,
            comment_from_fields,
            {"name": " Ada\xa0L. ", "email": " Ada@Example.ORG ", "body": "Well\r\nsaid.\u2028So."},
        ),
        (ReportSubmission, report_from_fields, {"reason": "spam", "note": " of ada@example.org "}),
    ],
)
def test_a_form_is_read_without_a_validator_as_the_documentation_has_it(
    kind: type[Model],
    reads: Callable[[dict[str, object]], object],
    whole: dict[str, object],
) -> None:
    ticks: Iterator[dict[str, object]] = (
        {"notify": tick} for tick in ("on", "OFF", "maybe", 0, 1, 2, 1.0, None)
    )
    # A name with half of a character comes neither in a form nor in JSON: both are read before.
    sent = (fields for fields in sent_to(kind) if all(name.isprintable() for name in fields))
    parents: tuple[dict[str, object], ...] = (
        {"parent": "12-3"},
        {"parent": None},
        {"parent": " 1"},
    )
    changes = [*sent, *ticks, *parents]
    for fields in [*changes, *(whole | change for change in changes), whole]:
        described = _said_by(lambda sent: kind.from_fields(sent).model_dump(), fields)
        assert _said_by(reads, fields) == described, fields
    assert isinstance(reads(whole), msgspec.Struct)


LANGUAGES = ("ar", "de", "fr", "sw", "tr")


@pytest.mark.parametrize("kind", [CommentSubmission, ReportSubmission])
def test_a_reader_is_told_in_the_language_of_the_page(kind: type[Model]) -> None:
    known = {*form._MESSAGES.values(), *form._OF_FIELDS.values(), *form._ODD}
    known |= {form._OF_ANY, form._OF_UNKNOWN_FIELDS}
    told = [form.messages_of(Invalid([error])) for error in wrong_of(kind)]
    assert {message.text for one in told for message in one.values()} <= known
    site = make_site(language="de")
    for one in told[::7]:
        page = comment_form_page(site, CommentForm(article=make_discussion(), errors=one))
        assert b"Please" not in page
        page = report_page(site, make_discussion(), make_thread(), {}, one)
        assert b"Please" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_told_which_character_to_take_out(language: str) -> None:
    with pytest.raises(Invalid) as refused:
        CommentSubmission.from_fields({"name": "Ada", "email": "a@b.example", "body": "Gut\x07 so"})
    errors = form.messages_of(refused.value)
    page = comment_form_page(
        make_site(language=language), CommentForm(article=make_discussion(), errors=errors)
    ).decode()
    assert "<bdi>U+0007</bdi>" in page
    assert "<bdi>Gut</bdi>" in page
    assert "Please" not in page
