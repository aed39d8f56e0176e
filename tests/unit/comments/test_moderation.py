"""What editors do to a comment: every state and every action, undo, edits, the trail."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from broadsheet.domain.comments.comment import CommentCount, CommentState, Number, Placement, Thread
from broadsheet.domain.comments.moderation import Decision, ModerationEntry, TrailEntry
from broadsheet.domain.comments.sender import SaidBy
from broadsheet.domain.shared.errors import Forbidden, NotAllowedInState, NotFound
from broadsheet.usecases.comments.comment_changes import MOST_TRAIL, ModerationReceipt
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.comments.moderate_many import moderate_many
from broadsheet.usecases.comments.read_trail import TrailStep, read_trail
from broadsheet.usecases.shared.paging import Cursor
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.moderation import (
    ANN,
    ARTICLE,
    EDDA,
    EDITH,
    Counting,
    asked,
    comment,
    make_newsroom,
    names,
    of,
    seed,
    standing,
    stored,
)


@pytest.fixture
def table() -> Counting:
    """Nothing in it, and nothing asked of it."""
    return Counting()


@pytest.fixture
def newsroom(table: Counting) -> Services:
    """The editors'."""
    return make_newsroom(table)


Act = Callable[[Services, str], Any]
ACTIONS: dict[str, Act] = {
    **{
        d.value: lambda room, i, d=d: moderate_comment(room, asked(), i, d)  # type: ignore[misc]
        for d in Decision
    },
    "undo": lambda room, i: undo_decision(room, asked(), i),
    "edit": lambda room, i: edit_comment(room, asked(), i, "In other words.", "Insult"),
}
AFTER = {
    "approve": {"pending": "approved", "rejected": "approved", "spam": "approved"}
    | {"deleted": "approved"},
    "reject": {"pending": "rejected", "approved": "rejected", "spam": "rejected"}
    | {"deleted": "rejected"},
    "spam": {"pending": "spam", "approved": "spam", "rejected": "spam", "deleted": "spam"},
    "delete": {"pending": "deleted", "approved": "deleted", "rejected": "deleted"}
    | {"spam": "deleted"},
    "hold": {"approved": "pending", "rejected": "pending", "spam": "pending"}
    | {"deleted": "pending"},
    "undo": {},
    "edit": {s: s for s in ("pending", "approved", "rejected", "spam")},
}
"""The state after each action on a comment that no editor has decided on; else a conflict."""


@pytest.mark.parametrize(("state", "action"), list(product(CommentState, ACTIONS)))
def test_every_action_in_every_state_does_exactly_what_this_table_says(
    newsroom: Services, table: Counting, state: CommentState, action: str
) -> None:
    (comment_id,) = seed(table, comment(state=state))
    expected = AFTER[action].get(state.value)
    before = dict(table.records)
    if expected is None:
        with pytest.raises(NotAllowedInState):
            ACTIONS[action](newsroom, comment_id)
        assert table.records == before
        return
    receipt = ACTIONS[action](newsroom, comment_id)
    assert receipt == ModerationReceipt(comment_id, CommentState(expected), ARTICLE)
    after = stored(table, comment_id)
    assert (after.state.value, after.is_settled) == (expected, True)
    assert names(table) == (["Rea"] if expected == "approved" else [])
    assert {entry.queue for entry in of(table, ModerationEntry)} == {
        expected,
        f"{expected}#{ARTICLE}",
    }
    (trail,) = of(table, TrailEntry)
    assert (trail.action, trail.by, trail.before, trail.after) == (action, "edith", state, expected)
    assert not of(table, Placement)
    if action == "edit":
        return
    assert bool(after.expires_at) is (expected in ("rejected", "spam", "deleted"))
    ends = [entry.expires_at for entry in of(table, ModerationEntry)]
    ends += [said.expires_at for said in of(table, SaidBy)]
    assert {*ends, trail.expires_at} == {after.expires_at}


@pytest.mark.parametrize("action", ACTIONS)
def test_what_was_erased_at_its_writers_request_stays_as_it_is(
    newsroom: Services, table: Counting, action: str
) -> None:
    (comment_id,) = seed(table, comment(erased=True, body="", sender=""))
    with pytest.raises(NotAllowedInState, match="erased at its writer's request"):
        ACTIONS[action](newsroom, comment_id)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_else_may_do_it_and_nothing_is_done_to_what_is_not_there(
    newsroom: Services, action: str
) -> None:
    with pytest.raises(NotFound):
        ACTIONS[action](newsroom, make_id(404))
    with pytest.raises(Forbidden):
        moderate_many(newsroom, asked(ANN), [make_id(1)], "approve")
    with pytest.raises(Forbidden):
        moderate_comment(newsroom, asked(ANN), make_id(1), Decision.SPAM)
    with pytest.raises(Forbidden):
        undo_decision(newsroom, asked(ANN), make_id(1))
    with pytest.raises(Forbidden):
        edit_comment(newsroom, asked(ANN), make_id(1), "Mine", "Mine")


def test_an_undo_goes_back_and_an_undo_of_that_forth_with_who_and_why(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment())
    moderate_comment(newsroom, asked(EDDA), comment_id, Decision.REJECT, "Off topic")
    moderate_comment(newsroom, asked(EDITH), comment_id, Decision.APPROVE, "A fair point")
    seen = []
    for _ in range(3):
        undo_decision(newsroom, asked(EDDA), comment_id, "Hm")
        now = stored(table, comment_id)
        seen.append((now.state.value, now.decided_by, now.reason, names(table)))
    rejected: Any = ("rejected", "edda", "Off topic", [])
    assert seen == [rejected, ("approved", "edith", "A fair point", ["Rea"]), rejected]
    trail = of(table, TrailEntry)
    assert [(e.action, e.by, e.reason) for e in trail[-3:]] == [("undo", "edda", "Hm")] * 3
    assert len({e.key for e in trail}) == 5


def test_where_nothing_was_decided_a_refusal_of_an_undo_says_what_is_possible(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment(state=CommentState.SPAM))
    with pytest.raises(NotAllowedInState, match="possible: approve, reject, delete, hold"):
        undo_decision(newsroom, asked(), comment_id)


def test_the_senders_standing_follows_every_decision_and_forgets_what_was_undone(
    newsroom: Services, table: Counting
) -> None:
    (one, two) = seed(table, comment(1), comment(2, state=CommentState.SPAM))
    steps: list[tuple[int, int, int]] = []
    for action, comment_id in (
        ("approve", one),
        ("approve", two),
        ("undo", two),
        ("edit", one),
        ("spam", one),
        ("undo", one),
        ("hold", one),
        ("reject", two),
    ):
        ACTIONS[action](newsroom, comment_id)
        steps.append(standing(table))
    # That it was taken for spam before anybody looked is no editor's judgement.
    assert steps == [
        (1, 0, 0),
        (2, 0, 0),
        (1, 0, 0),
        (1, 0, 0),
        (0, 0, 1),
        (1, 0, 0),
        (0, 0, 0),
        (0, 1, 0),
    ]


def test_an_edit_is_told_on_the_page_and_never_loses_what_the_reader_said(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment())
    ACTIONS["approve"](newsroom, comment_id)
    edit_comment(newsroom, asked(), comment_id, "Second.", "An insult")
    edit_comment(newsroom, asked(EDDA), comment_id, "Third.", "A typo")
    (edited,) = of(table, Thread)
    assert (edited.html, edited.edited_at) == ("<p>Third.</p>", NOON)
    ACTIONS["hold"](newsroom, comment_id)
    ACTIONS["approve"](newsroom, comment_id)
    now = stored(table, comment_id)
    assert (now.body, now.html, now.original) == ("Third.", "<p>Third.</p>", "As written.")
    (thread,) = of(table, Thread)
    assert (thread.html, thread.edited_at, thread.number) == ("<p>Third.</p>", NOON, Number(1))
    (count,) = of(table, CommentCount)
    assert count.visible == 1
    steps = read_trail(table, EDITH, comment_id, 100, None).items
    words = [(s.entry.action, s.entry.by, s.entry.reason, s.entry.body, s.said) for s in steps]
    assert words[1:3] == [
        ("edit", "edith", "An insult", "As written.", "Second."),
        ("edit", "edda", "A typo", "Second.", "Third."),
    ]
    assert [w[3:] for w in (words[0], *words[3:])] == [(None, None)] * 3


def test_an_edit_that_changes_nothing_is_refused(newsroom: Services, table: Counting) -> None:
    (comment_id,) = seed(table, comment())
    with pytest.raises(NotAllowedInState, match="says just that"):
        edit_comment(newsroom, asked(), comment_id, "As written.", "Why not")


def test_a_trail_is_as_long_as_what_can_be_forgotten_with_its_comment(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment())
    for n in range(MOST_TRAIL):
        edit_comment(newsroom, asked(), comment_id, f"Version {n}", "Again")
    with pytest.raises(NotAllowedInState, match="too often"):
        edit_comment(newsroom, asked(), comment_id, "Once more", "Again")
    ACTIONS["reject"](newsroom, comment_id)
    expires_at = stored(table, comment_id).expires_at
    assert expires_at
    assert {entry.expires_at for entry in of(table, TrailEntry)} == {expires_at}
    ACTIONS["approve"](newsroom, comment_id)
    quoting = {e.expires_at for e in of(table, TrailEntry) if e.body is not None}
    assert quoting == {None}


def test_a_trail_is_read_in_slices_that_know_what_was_said_between_them(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment())
    for n in range(5):
        edit_comment(newsroom, asked(), comment_id, f"Version {n}", "Again")
        ACTIONS["approve" if n % 2 == 0 else "hold"](newsroom, comment_id)
    whole = read_trail(table, EDITH, comment_id, 100, None)
    assert whole.next is None
    for limit in (1, 2, 3):
        steps: list[TrailStep] = []
        cursor: Cursor | None = None
        while True:
            found = read_trail(table, EDITH, comment_id, limit, cursor)
            steps += found.items
            cursor = found.next
            if cursor is None:
                break
        assert steps == whole.items
    edits = [(s.entry.body, s.said) for s in whole.items if s.entry.action == "edit"]
    assert edits[0] == ("As written.", "Version 0")
    assert edits[1:] == [(f"Version {n}", f"Version {n + 1}") for n in range(4)]
    with pytest.raises(Forbidden):
        read_trail(table, ANN, comment_id, 1, None)
    with pytest.raises(NotFound):
        read_trail(table, EDITH, make_id(404), 1, None)


def test_a_decision_sent_twice_under_one_key_is_one_decision(
    newsroom: Services, table: Counting
) -> None:
    (comment_id,) = seed(table, comment())
    receipts = [
        moderate_comment(newsroom, asked(key="k"), comment_id, Decision.APPROVE) for _ in "12"
    ]
    assert receipts[0] == receipts[1]
    assert (len(of(table, TrailEntry)), standing(table)) == (1, (1, 0, 0))
