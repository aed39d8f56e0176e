"""The life of an article: its states, what can be done in each, and to which state it leads.

    draft ⇄ in review → scheduled → published ⇄ unpublished
                                        └──────┴──→ retracted

A deleted article has no way back; its address and its revisions are kept.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from broadsheet.domain.shared.errors import NotAllowedInState
from broadsheet.domain.shared.sentence import sentence


class Status(StrEnum):
    """Where in its life an article is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    RETRACTED = "retracted"
    DELETED = "deleted"


Kept = Annotated[
    Status,
    Meta(extra_json_schema={"enum": [kept.value for kept in Status if kept is not Status.DELETED]}),
]
"""The state of an article that clients can read."""


class Action(StrEnum):
    """What can be done to an article that exists; the named ones are addresses of the API."""

    REPLACE = "replace"
    RESTORE = "restore"
    REVIEW = "review"
    """Hand it in: the editors' turn."""
    RETURN = "return"
    """Back to its author; authors take it back themselves."""
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    CORRECT = "correct"
    UNPUBLISH = "unpublish"
    RETRACT = "retract"
    DELETE = "delete"
    DUPLICATE = "duplicate"
    """A new draft with its words: the story itself stays as it is."""
    ASSIGN = "assign"
    """Whose turn it is, which no reader sees."""


_UNSEEN: dict[Action, Status] = {
    Action.SCHEDULE: Status.SCHEDULED,
    Action.PUBLISH: Status.PUBLISHED,
    Action.DELETE: Status.DELETED,
}
_NEXT: dict[Status, dict[Action, Status]] = {
    Status.DRAFT: {Action.REVIEW: Status.IN_REVIEW, **_UNSEEN},
    Status.IN_REVIEW: {Action.RETURN: Status.DRAFT, **_UNSEEN},
    Status.SCHEDULED: {Action.UNSCHEDULE: Status.DRAFT, **_UNSEEN},
    Status.PUBLISHED: {
        # Of what is published only the end can be scheduled.
        Action.SCHEDULE: Status.PUBLISHED,
        Action.UNSCHEDULE: Status.PUBLISHED,
        Action.CORRECT: Status.PUBLISHED,
        Action.UNPUBLISH: Status.UNPUBLISHED,
        Action.RETRACT: Status.RETRACTED,
        Action.DELETE: Status.DELETED,
    },
    Status.UNPUBLISHED: {Action.RETRACT: Status.RETRACTED, **_UNSEEN},
    # The notice can be worded anew. It goes only where the retraction itself was the mistake.
    Status.RETRACTED: {Action.RETRACT: Status.RETRACTED, Action.UNPUBLISH: Status.UNPUBLISHED},
    Status.DELETED: {},
}
_EDITABLE = frozenset(Status) - {Status.RETRACTED, Status.DELETED}
TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (status, action): after
    for status, actions in _NEXT.items()
    for action, after in actions.items()
}
TRANSITIONS |= {
    (status, edit): status
    for status in _EDITABLE
    for edit in (Action.REPLACE, Action.RESTORE, Action.DUPLICATE)
}
TRANSITIONS |= {(kept, Action.ASSIGN): kept for kept in Status if kept is not Status.DELETED}
"""The state machine: what is not in this table is not allowed."""


def possible(status: Status) -> list[Action]:
    """What can be done in a state, in the order of `Action`."""
    return [action for action in Action if (status, action) in TRANSITIONS]


def next_status(status: Status, action: Action) -> Status:
    """The state after `action`. Raises NotAllowedInState, which names what is possible."""
    after = TRANSITIONS.get((status, action))
    if after is None:
        others = tuple(action.value for action in possible(status))
        said = sentence("This is not possible with the story as it stands now.")
        words = f"with an article that is {status.replace('_', ' ')}"
        named = ", ".join(others) or "nothing"
        words = f"{action} is not possible {words}; possible: {named}."
        raise NotAllowedInState(said.but(words), possible=others)
    return after
