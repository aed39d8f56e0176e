"""One reader reads every model: it names each wrong field, and tells what was sent from what was
not."""

from collections.abc import Mapping
from typing import Annotated, Any

import pytest
from msgspec import UNSET, UnsetType

from broadsheet.adapters.http.rule_words import MOST_ERRORS
from broadsheet.adapters.http.rules import Entries, Whole
from broadsheet.adapters.http.submitted import Beside, Model, fields_of, rule_of
from broadsheet.adapters.http.text_kinds import Markdown, line, lines
from broadsheet.adapters.http.text_rules import Wrong
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.sentence import for_programs


def _lower(top: int | None, others: Mapping[str, Any]) -> int | None:
    if top is None and others.get("floor") == 0:
        raise Wrong("no_top", for_programs("needs a top"))
    return top


class Window(Model, frozen=True, kw_only=True):
    """A part of a house."""

    width: Annotated[int, Whole(1, 9)]
    note: Annotated[str, line(5)] | None = None


class House(Model, frozen=True, kw_only=True):
    """A house."""

    name: Annotated[str, line(5)]
    floor: Annotated[int, Whole(0, 9)] = 1
    top: Annotated[Annotated[int, Whole(0, 9)] | None, Beside(_lower, even_unsent=True)] = None
    windows: Annotated[tuple[Window, ...], Entries(3, 1)] = ()
    owner: Annotated[str, lines(5)] | UnsetType | None = UNSET
    is_old: bool = False


class Hut(House, frozen=True, kw_only=True):
    """A house whose name may be missing, and which says something."""

    text: Markdown
    name: Annotated[str, line(3)] | None = None  # type: ignore[assignment]


def wrong_with(sent: object, model: type[Model] = House) -> list[tuple[str, str]]:
    try:
        model.from_fields(sent)
    except Invalid as refused:
        return [(error.pointer, error.code) for error in refused.errors]
    return []


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, [("/name", "missing")]),
        ({"name": None}, [("/name", "string_type")]),
        ({"name": "x", "windows": [{"width": 1}] * 4}, [("/windows", "too_long")]),
        ({"name": "x", "windows": [None] * 10**5}, [("/windows", "too_long")]),
        ({"name": "x", "windows": []}, [("/windows", "too_short")]),
        ({"name": "x", "windows": {"width": 1}}, [("/windows", "tuple_type")]),
        ({"name": "x", "windows": [[]]}, [("/windows/0", "model_type")]),
        ({"name": "x", "floor": True}, [("/floor", "int_type")]),
        ({"name": "x", "floor": 1.0}, [("/floor", "int_type")]),
        ({"name": "x", "is_old": 1}, [("/is_old", "bool_type")]),
        ({"name": "x", "floor": 0}, [("/top", "no_top")]),
        ({"name": "x", "floor": 0, "top": None}, [("/top", "no_top")]),
        # Of a floor that is wrong itself, that is enough.
        ({"name": "x", "floor": -1}, [("/floor", "greater_than_equal")]),
        (
            {
                "a/b": 1,
                "windows": [{"width": 1, "~": 1}, {"width": 10, "note": ""}],
                "name": "house",
            },
            [
                ("/windows/0/~0", "extra_forbidden"),
                ("/windows/1/width", "less_than_equal"),
                ("/windows/1/note", "string_too_short"),
                ("/a~1b", "extra_forbidden"),
            ],
        ),
        ([], [("", "model_type")]),
        ("x", [("", "model_type")]),
        (None, [("", "model_type")]),
    ],
)
def test_every_wrong_field_is_named_where_it_stands(
    sent: object, wrong: list[tuple[str, str]]
) -> None:
    assert wrong_with(sent) == wrong


def test_what_was_not_sent_is_told_from_null() -> None:
    assert House.from_fields({"name": "x"}).owner is UNSET
    assert House.from_fields({"name": "x", "owner": None}).owner is None
    assert House.from_fields({"name": "x", "owner": " \u200b"}).owner == ""


def test_a_model_keeps_the_places_of_the_fields_that_it_says_otherwise() -> None:
    assert [*fields_of(Hut)] == [*fields_of(House), "text"]
    assert wrong_with({"name": "long"}, Hut) == [("/name", "string_too_long"), ("/text", "missing")]
    assert wrong_with({"text": "x"}, Hut) == []


def test_no_answer_names_more_errors_than_it_can_hold() -> None:
    unknown = dict.fromkeys(map(str, range(MOST_ERRORS + 5)), 1)
    found = wrong_with({"windows": [unknown] * 3, **unknown})
    assert found[0] == ("/name", "missing")
    assert len(found) == MOST_ERRORS


@pytest.mark.parametrize("kind", [str, int, dict[str, str], tuple[str, ...]])
def test_a_field_without_a_rule_and_a_list_without_an_end_are_no_model(kind: Any) -> None:
    with pytest.raises(TypeError):
        rule_of(kind)
