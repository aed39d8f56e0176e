"""The life of an article and of a comment, and who may do what."""

from itertools import product
from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.articles.life import TRANSITIONS, Action, Status, next_status
from broadsheet.domain.articles.rights import may_see, must_be_allowed
from broadsheet.domain.comments.comment import Comment, CommentState, Number, thread_of
from broadsheet.domain.comments.moderation import OUTCOMES, Decision, decide, moderation_entries_of
from broadsheet.domain.shared.errors import Forbidden, NotAllowedInState
from broadsheet.domain.shared.principal import Principal, Role
from tests.builders import NOON, make_article

ALLOWED = {
    "draft": "replace restore review schedule publish delete duplicate assign",
    "in_review": "replace restore return schedule publish delete duplicate assign",
    "scheduled": "replace restore schedule unschedule publish delete duplicate assign",
    "published": "replace restore schedule unschedule correct unpublish retract delete duplicate"
    " assign",
    "unpublished": "replace restore schedule publish retract delete duplicate assign",
    "retracted": "unpublish retract assign",
    "deleted": "",
}
LEADS_TO = {
    "review": "in_review",
    "return": "draft",
    "schedule": "scheduled",
    "unschedule": "draft",
    "publish": "published",
    "unpublish": "unpublished",
    "retract": "retracted",
    "delete": "deleted",
}
STAYS = {"replace", "restore", "correct", "duplicate", "assign"}


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_the_state_machine_is_exactly_this_table(status: Status, action: Action) -> None:
    if action.value not in ALLOWED[status].split():
        with pytest.raises(NotAllowedInState, match=f"^{action} is not possible"):
            next_status(status, action)
        return
    # Of what is published only the end can be scheduled: it stays as it is until then.
    stays = action in STAYS or (status is Status.PUBLISHED and "schedule" in action)
    assert next_status(status, action) == (status if stays else LEADS_TO[action])


def test_a_refusal_names_what_is_possible() -> None:
    words = r"possible: replace, restore, review, schedule, publish, delete, duplicate, assign\.$"
    with pytest.raises(NotAllowedInState, match=words):
        next_status(Status.DRAFT, Action.UNPUBLISH)
    with pytest.raises(NotAllowedInState, match=r"in review; possible: replace, restore, return"):
        next_status(Status.IN_REVIEW, Action.RETRACT)
    with pytest.raises(NotAllowedInState, match=r"possible: nothing\.$"):
        next_status(Status.DELETED, Action.PUBLISH)


def test_every_state_but_the_last_has_a_way_out() -> None:
    assert {status for status, _ in TRANSITIONS} == set(Status) - {Status.DELETED}


@pytest.mark.parametrize(("state", "decision"), list(product(CommentState, Decision)))
def test_every_decision_is_possible_but_the_one_that_was_taken(
    state: CommentState, decision: Decision
) -> None:
    after = OUTCOMES[decision]
    comment = make_comment(state=state)
    if after is state:
        with pytest.raises(NotAllowedInState, match=f"{state} already"):
            decide(comment, decision)
    else:
        assert decide(comment, decision) == after


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
            must_be_allowed(who, action, article)
        except Forbidden:
            continue
        allowed.add(action)
    own = {
        Status.DRAFT: {
            *(Action.REPLACE, Action.RESTORE, Action.REVIEW, Action.DELETE),
            *(Action.DUPLICATE, Action.ASSIGN),
        },
        Status.IN_REVIEW: {Action.RETURN, Action.DUPLICATE},
        Status.SCHEDULED: {Action.DUPLICATE},
        Status.PUBLISHED: {Action.DUPLICATE},
        Status.UNPUBLISHED: {Action.DUPLICATE},
    }
    mine = own.get(status, set()) if who is ANN else set()
    assert allowed == (set(Action) if who is EDITH else mine)
    assert may_see(who, article) is (who in (ANN, EDITH))


def test_the_public_face_of_a_comment_and_the_moderators_entries_do_not_tell_who_sent_it() -> None:
    comment = make_comment(number=Number(51, 3))
    entries = moderation_entries_of(comment)
    assert comment.sender not in repr((thread_of(comment), entries))
    assert thread_of(comment).key == ("COMMENTS#a", "00000051#0003")
    place = "2026-11-22T11:05:00.000Z#c"
    queues = ["MODERATION#approved", "MODERATION#approved#a"]
    assert [entry.key for entry in entries] == [(queue, place) for queue in queues]
    with pytest.raises(ValueError, match="no number"):
        thread_of(make_comment())


def make_comment(**changes: Any) -> Comment:
    comment = Comment(
        id="c",
        article_id="a",
        name="Rea",
        sender="k3y3d",
        body="x",
        html=SafeHtml("<p>x</p>"),
        state=CommentState.APPROVED,
        version=2,
        submitted_at=NOON,
    )
    return msgspec.structs.replace(comment, **changes)
