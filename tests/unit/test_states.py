"""The life of an article and of a comment, and who may do what."""

from itertools import product

import pytest

from broadsheet.domain.article import TRANSITIONS, Action, SafeHtml, Status, next_status
from broadsheet.domain.comment import (
    Comment,
    CommentState,
    Decision,
    decide,
    moderation_entry_of,
    thread_of,
)
from broadsheet.domain.errors import Forbidden, NotAllowedInState
from broadsheet.domain.principal import Principal, Role
from tests.builders import NOON, make_article

ALLOWED = {
    ("draft", "replace"): "draft",
    ("draft", "publish"): "published",
    ("draft", "delete"): "deleted",
    ("published", "replace"): "published",
    ("published", "unpublish"): "unpublished",
    ("published", "delete"): "deleted",
    ("unpublished", "replace"): "unpublished",
    ("unpublished", "publish"): "published",
    ("unpublished", "delete"): "deleted",
}


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_the_state_machine_is_exactly_this_table(status: Status, action: Action) -> None:
    expected = ALLOWED.get((status.value, action.value))
    if expected:
        assert next_status(status, action) == expected
    else:
        with pytest.raises(NotAllowedInState, match=f"A {status} article cannot be"):
            next_status(status, action)


def test_a_refusal_names_what_is_possible() -> None:
    with pytest.raises(NotAllowedInState, match=r"possible: replace, publish, delete\.$"):
        next_status(Status.DRAFT, Action.UNPUBLISH)
    with pytest.raises(NotAllowedInState, match=r"possible: nothing\.$"):
        next_status(Status.DELETED, Action.PUBLISH)


def test_every_state_but_the_last_has_a_way_out() -> None:
    assert {status for status, _ in TRANSITIONS} == set(Status) - {Status.DELETED}


@pytest.mark.parametrize(("state", "decision"), list(product(CommentState, Decision)))
def test_every_decision_is_possible_but_the_one_that_was_taken(
    state: CommentState, decision: Decision
) -> None:
    after = {"approve": "approved", "reject": "rejected", "spam": "spam"}[decision.value]
    if after == state.value:
        with pytest.raises(NotAllowedInState, match=f"{state} already"):
            decide(state, decision)
    else:
        assert decide(state, decision) == after


ANN, BEN = (Principal(name, frozenset({Role.AUTHOR})) for name in ("ann", "ben"))
EDITH = Principal("edith", frozenset({Role.EDITOR}))
NOBODY = Principal("ann", frozenset())


@pytest.mark.parametrize(("who", "status"), list(product((ANN, BEN, EDITH, NOBODY), Status)))
def test_drafts_are_their_authors_and_everything_is_the_editors(
    who: Principal, status: Status
) -> None:
    article = make_article(created_by="ann", status=status)
    allowed = set()
    for action in Action:
        try:
            who.must_be_allowed(action, article)
        except Forbidden:
            continue
        allowed.add(action)
    own_draft = who is ANN and status is Status.DRAFT
    edits = {Action.REPLACE, Action.DELETE} if own_draft else set()
    assert allowed == (set(Action) if who is EDITH else edits)
    assert who.may_see(article) is (who in (ANN, EDITH))


def test_the_public_face_of_a_comment_and_the_moderators_entry_have_no_address() -> None:

    comment = Comment(
        id="c",
        article_id="a",
        name="Rea",
        email="rea@example.org",
        body="x",
        html=SafeHtml("<p>x</p>"),
        state=CommentState.APPROVED,
        version=2,
        submitted_at=NOON,
        thread=51,
    )
    assert "rea@example.org" not in repr((thread_of(comment), moderation_entry_of(comment)))
    assert thread_of(comment).key == ("COMMENTS#a", "00000051#0000")
    assert moderation_entry_of(comment).key == (
        "MODERATION#approved",
        "2026-11-22T11:05:00.000Z#c",
    )
    with pytest.raises(ValueError, match="no thread number"):
        thread_of(
            Comment(**{f: getattr(comment, f) for f in comment.__struct_fields__ if f != "thread"})
        )
