"""What programs see of comments, as readers do."""

from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.fields import Html, Time, told
from broadsheet.adapters.http.lists import ItemList
from broadsheet.domain.comments.comment import CommentState, Thread
from broadsheet.domain.comments.sender import COOKIE, COOKIE_LASTS
from broadsheet.domain.shared.fields import Id, Positive


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """An approved comment; `parent` is the number of what it answers."""

    id: Id
    number: str
    thread: Positive
    parent: str | None
    name: str
    html: Html
    submitted_at: Time
    edited_at: Time | None


class CommentList(ItemList[Comment], frozen=True):
    """Comments of an article, oldest first."""

    open: Annotated[bool, Meta(description="Whether readers may comment now")]


class CommentReceipt(msgspec.Struct, frozen=True):
    """A comment that was taken."""

    id: Id
    state: CommentState


class CommentPreview(msgspec.Struct, frozen=True):
    """A comment as it would be published."""

    html: Html


class ReportReceipt(msgspec.Struct, frozen=True):
    """The comment that was reported."""

    id: Id


def with_token(answer: Answer, token: str) -> Answer:
    """The answer to a comment, with what its sender's browser is known by from now on.

    No script can read it, and no page of another site has it sent along with a form.
    """
    seconds = int(COOKIE_LASTS.total_seconds())
    rules = f"Max-Age={seconds}; Path=/api/v1/; HttpOnly; Secure; SameSite=Lax"
    return answer | {"cookies": [f"{COOKIE}={token}; {rules}"]}


def comment(shown: Thread) -> Comment:
    """An approved comment."""
    return told(
        Comment,
        shown,
        id=shown.comment_id,
        number=str(shown.number),
        thread=shown.number.thread,
        parent=str(shown.answers) if shown.answers else None,
    )
