"""Whatever a rule finds wrong is said in our own sentences, in forms in the page's language.

The rules are taken from the models themselves: a rule that is added tomorrow is violated here.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from broadsheet.adapters.http.comments import form
from broadsheet.adapters.http.comments.reader_fields import (
    CommentSubmission,
    ReportSubmission,
    comment_from_fields,
    report_from_fields,
)
from broadsheet.adapters.http.openapi import schemas
from broadsheet.adapters.http.rule_words import _SENTENCES
from broadsheet.adapters.http.rules import ListOf, OrNull, Rule
from broadsheet.adapters.http.submitted import Model, ModelRule, fields_of
from broadsheet.adapters.jinja.catalogues import PACKAGE
from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page, report_page
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
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
    "\ud800",
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
            waiting += [k for field in fields_of(kind).values() for k in _within(field.rule)]
    return list(found)


def _within(rule: Rule) -> list[type[Model]]:
    if isinstance(rule, OrNull | ListOf):
        return _within(rule.rule)
    return [rule.model] if isinstance(rule, ModelRule) else []


def sent_to(kind: type[Model]) -> Iterator[dict[str, object]]:
    """Everything that can be wrong with each field, sent alone and with all."""
    tries: list[dict[str, object]] = [{}, dict.fromkeys(["surprise", "\ud800", ""], 1)]
    tries += [{name: value} for name in fields_of(kind) for value in WRONG]
    tries += [
        {outer: inside}
        for outer, field in fields_of(kind).items()
        for one in _within(field.rule)
        for name in fields_of(one)
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


def test_every_sentence_is_said_by_a_rule() -> None:
    assert {*_SENTENCES} - {error.code for kind in models() for error in wrong_of(kind)} == set()


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


COMMENT = {"name": " Ada\xa0L. ", "email": " Ada@Example.ORG ", "body": " Well said.\u2028So."}


def test_a_comment_is_kept_as_it_was_meant() -> None:
    kept = SubmittedComment(name="Ada L.", email="ada@example.org", body="Well said.\nSo.")
    assert comment_from_fields(COMMENT) == kept
    assert comment_from_fields(COMMENT | {"parent": None}) == kept
    report = report_from_fields({"reason": "spam", "note": " of ada@example.org "})
    assert report == SubmittedReport(reason=ReportReason.SPAM, note="of [e-mail]")


@pytest.mark.parametrize(
    ("tick", "code"),
    [("maybe", "bool_parsing"), (2, "bool_parsing"), (None, "bool_type"), (0.5, "bool_type")],
)
def test_a_form_and_a_program_may_tick_a_box_in_their_own_words(tick: object, code: str) -> None:
    assert all(comment_from_fields(COMMENT | {"notify": yes}).notify for yes in ("on", 1, 1.0))
    assert not any(comment_from_fields(COMMENT | {"notify": no}).notify for no in ("OFF", 0))
    with pytest.raises(Invalid) as refused:
        comment_from_fields(COMMENT | {"notify": tick})
    assert [(one.pointer, one.code) for one in refused.value.errors] == [("/notify", code)]


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
