"""Two versions side by side: every passage is offered, and what is chosen stands whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.domain.articles.word_diff import MOST
from broadsheet.domain.desk.merging import Choice, Passage, differing, merged, passages_of
from broadsheet.domain.desk.typed import BYLINE, Typed, tidy
from broadsheet.domain.shared.errors import Invalid

BASE = "One.\n\nTwo.\n\nThree.\n\nFour."
PARAGRAPHS = st.lists(st.sampled_from("abcdef"), max_size=7).map("\n\n".join)


def body(text: str) -> Typed:
    return tidy({"body": (text,)})


def of_body(base: str | None, theirs: str, mine: str) -> list[Passage]:
    was = None if base is None else body(base)
    return [p for p in passages_of(was, body(theirs), body(mine)) if p.group == "body"]


def ended(typed: Typed) -> str:
    """The body without the line ends after it, of which nothing is seen."""
    return typed.get("body", ("",))[0].rstrip("\n")


def all_of(passages: list[Passage], choice: Choice) -> dict[str, Choice]:
    return {p.key: choice for p in passages}


def test_passages_that_only_one_changed_are_likely_theirs_who_did() -> None:
    theirs, mine = BASE.replace("Two", "Zwei"), BASE.replace("Four", "Vier")
    found = differing(of_body(BASE, theirs, mine))
    assert [(p.theirs, p.mine, p.likely) for p in found] == [
        ("Zwei.\n\n", "Two.\n\n", Choice.THEIRS),
        ("Four.", "Vier.", Choice.MINE),
    ]
    chosen = {p.key: p.likely for p in found if p.likely}
    assert merged(body(BASE), body(theirs), body(mine), chosen.get) == body(
        "One.\n\nZwei.\n\nThree.\n\nVier."
    )


def test_a_passage_that_both_changed_is_for_somebody_to_decide() -> None:
    theirs, mine = BASE.replace("Two", "Zwei"), BASE.replace("Two", "Deux")
    (passage,) = differing(of_body(BASE, theirs, mine))
    assert passage.likely is None
    assert [(part.kind, part.text) for part in passage.words][:2] == [
        ("removed", "Zwei"),
        ("added", "Deux"),
    ]
    with pytest.raises(Invalid) as refused:
        merged(body(BASE), body(theirs), body(mine), lambda _: None)
    assert [error.pointer for error in refused.value.errors] == [f"/{passage.key}"]
    both = merged(body(BASE), body(theirs), body(mine), {passage.key: Choice.BOTH}.get)
    assert both == body("One.\n\nZwei.\n\nDeux.\n\nThree.\n\nFour.")


def test_without_what_both_began_with_nothing_is_likely_but_what_one_has_alone() -> None:
    assert {p.likely for p in of_body(None, BASE, BASE.replace("Two", "Zwei"))} == {None}
    (more,) = differing(of_body(None, BASE, BASE + "\n\nFive."))
    assert (more.mine, more.likely) == ("Five.", Choice.MINE)


def test_what_was_written_after_the_last_paragraph_does_not_touch_it() -> None:
    found = differing(of_body("One.", "One, and more.", "One.\n\nTwo."))
    assert [p.theirs for p in found] == ["One, and more."]
    found = differing(of_body("One.\n\nTwo.", "1.\n\nTwo.", "One.\n\nTwo.\n\nThree."))
    assert [(p.theirs, p.mine) for p in found] == [("1.\n\n", "One.\n\n"), ("", "Three.")]


def test_what_another_wrote_is_not_glued_to_what_ended_the_text() -> None:
    theirs, mine = "One.\n\nTwo.\n\nThree.", "One.\n\nZwei."
    found = differing(of_body("One.\n\nTwo.", theirs, mine))
    both = merged(body("One.\n\nTwo."), body(theirs), body(mine), all_of(found, Choice.BOTH).get)
    assert both == body("One.\n\nTwo.\n\nThree.\n\nZwei.")


def test_fields_that_are_no_text_are_chosen_whole() -> None:
    row = dict.fromkeys(BYLINE, ("",))
    base = tidy({"tags": ("Ports",), **row, "byline_name": ("Ann",), "image_url": ("/a.jpg",)})
    theirs = base | {"tags": ("Ports", "Weather"), "image_alt": ("A boat",)}
    mine = base | {"byline_name": ("Ann", "Ben"), "byline_role": ("", "Reporter")}
    found = {p.group: p for p in differing(passages_of(base, theirs, mine))}
    assert {group: p.likely for group, p in found.items()} == {
        "tags": Choice.THEIRS,
        "byline": Choice.MINE,
        "lead_image": Choice.THEIRS,
    }
    assert found["byline"].mine == "name: Ann\nname: Ben · role: Reporter"
    chosen = {p.key: p.likely for p in found.values() if p.likely}
    made = merged(base, theirs, mine, chosen.get)
    assert made["tags"] == ("Ports", "Weather")
    assert made["byline_name"] == ("Ann", "Ben")
    assert made["image_alt"] == ("A boat",)


def test_what_the_other_took_out_is_gone_where_theirs_is_chosen() -> None:
    base = tidy({"tags": ("Ports",), "breaking": ("yes",)})
    chosen = {"tags-0": Choice.THEIRS, "breaking-0": Choice.THEIRS}
    assert merged(base, {}, base, chosen.get) == {}


def test_texts_too_long_to_be_compared_are_one_passage_each() -> None:
    long = "\n".join(f"line {n}" for n in range(MOST + 10))
    (passage,) = differing(of_body(long, long + " theirs", long + " mine"))
    assert passage.theirs == long + " theirs"


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_mine_everywhere_is_mine_and_theirs_everywhere_is_theirs(
    base: str, theirs: str, mine: str
) -> None:
    for was in (body(base), None):
        found = passages_of(was, body(theirs), body(mine))
        mine_again = merged(was, body(theirs), body(mine), all_of(found, Choice.MINE).get)
        theirs_again = merged(was, body(theirs), body(mine), all_of(found, Choice.THEIRS).get)
        assert ended(mine_again) == mine
        assert ended(theirs_again) == theirs


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_paragraph_that_is_in_no_offered_passage_is_in_both(
    base: str, theirs: str, mine: str
) -> None:
    found = of_body(base, theirs, mine)
    both = {p.key: Choice.BOTH if Choice.BOTH in p.choices else _whole(p) for p in found}
    (made,) = merged(body(base), body(theirs), body(mine), both.get).get("body", ("",))
    kept = made.split("\n\n")
    assert set(filter(None, [*theirs.split("\n\n"), *mine.split("\n\n")])) <= set(kept)


def _whole(passage: Passage) -> Choice:
    return Choice.MINE if passage.mine.strip() else Choice.THEIRS
