"""What moderators send from the desk, as the use cases want it, and what they are told."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlencode

import msgspec

from broadsheet.adapters.http.comments.moderation_requests import SEARCHED
from broadsheet.adapters.http.comments.submitted_decisions import (
    BanSubmission,
    BulkSubmission,
    EditSubmission,
    WordsSubmission,
)
from broadsheet.adapters.http.desk.form import Form, number_typed
from broadsheet.adapters.http.problem import Say
from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.word_lists import SubmittedWords
from broadsheet.domain.shared.errors import BroadsheetError, FieldError, Malformed, every
from broadsheet.domain.shared.record import is_id
from broadsheet.domain.shared.sentence import Sentence, counted, for_programs, sentence
from broadsheet.usecases.comments.list_moderation import ModerationFilter, must_be_id
from broadsheet.usecases.comments.moderate_many import BulkOutcome

QUEUES = ("pending", "reported", "spam", "approved", "rejected", "deleted")
"""The lists of the desk, in the order in which they are looked after."""
ASKED = ("queue", "story", "signal", *SEARCHED)
"""What a list is of: forms of its page bring it along."""
PAGE = 50
"""Comments on a page, all of which can be decided on at once."""
_DONE = {
    "approve": counted("{count} comment approved.", "{count} comments approved."),
    "reject": counted("{count} comment rejected.", "{count} comments rejected."),
    "spam": counted("{count} comment marked as spam.", "{count} comments marked as spam."),
    "delete": counted("{count} comment deleted.", "{count} comments deleted."),
    "hold": counted(
        "{count} comment put back into the queue.", "{count} comments put back into the queue."
    ),
    "undo": counted(
        "{count} comment put back as it was.", "{count} comments put back as they were."
    ),
}


class Many(msgspec.Struct, frozen=True):
    """What is to be done to which comments."""

    ids: tuple[str, ...]
    action: str
    reason: str


class Told(msgspec.Struct, frozen=True):
    """What a module is told of one comment: its state now, or why nothing became of it."""

    id: str
    state: str = ""
    problem: str = ""


def filter_of(query: dict[str, str]) -> ModerationFilter:
    """Which list is asked for. Raises Malformed for one that is not there."""
    queue = query.get("queue", "pending")
    every(Malformed, lambda: _must_be_there(queue), lambda: must_be_id("story", query.get("story")))
    # What readers reported stands on the page, unless that were enough to hold it again.
    is_reported = queue == "reported"
    return ModerationFilter(
        state=CommentState.APPROVED if is_reported else queue,
        article_id=query.get("story"),
        signal="reported" if is_reported else query.get("signal"),
        **{name: query.get(name) for name in SEARCHED},
    )


def _must_be_there(queue: str) -> None:
    if queue not in QUEUES:
        detail = sentence("must be one of {known}", known=", ".join(QUEUES))
        raise Malformed([FieldError("?queue", "unknown_queue", detail)])


def moment_of(text: str) -> datetime:
    """A moment that a page of ours named. Raises Malformed."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        if is_in_the_calendar(moment):
            return moment
    raise Malformed([FieldError("?since", "bad_time", for_programs("is no time"))])


def many_of(form: Form) -> Many:
    """What the page of a queue sends: one button for all that are ticked, or one of a comment's.

    Raises Invalid where nothing is ticked, or more than a page has.
    """
    action, _, one = form.text("do").partition(":")
    ids = [one] if one else list(filter(is_id, form.all("id")))
    sent = {"ids": ids[:1] if ids else [], "action": action, "reason": form.text("reason")}
    checked = BulkSubmission.from_fields(sent) if ids else None
    if checked is None or len(ids) > PAGE:
        detail = sentence("Tick what you decide on, {page} at most.", page=PAGE)
        raise Malformed([FieldError("/id", "nothing_ticked", detail)], detail)
    return Many(tuple(dict.fromkeys(ids)), checked.action, checked.reason)


def edit_of(form: Form) -> EditSubmission:
    """What a comment is to say, and why. Raises Invalid."""
    return EditSubmission.from_fields({"body": form.text("body"), "reason": form.text("reason")})


def ban_of(form: Form) -> BanSubmission:
    """Who is to be kept out, and for how long. Raises Invalid."""
    days = number_typed(form.text("days"))
    sent = {"of": form.text("of"), "days": days, "reason": form.text("reason")}
    return BanSubmission.from_fields(sent)


def words_of(form: Form) -> SubmittedWords:
    """Both lists, an entry in a line. Raises Invalid."""
    sent = {name: _lines(form.text(name)) for name in ("words", "blocked")}
    checked = WordsSubmission.from_fields(sent)
    return SubmittedWords(words=checked.words, blocked=checked.blocked)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def said_of(action: str, outcomes: Sequence[BulkOutcome]) -> list[Sentence]:
    """What was done; and, once each, why something was not."""
    failed = [one.became for one in outcomes if isinstance(one.became, BroadsheetError)]
    done = len(outcomes) - len(failed)
    parts = [_DONE[action].of(count=done)] if done or not failed else []
    if failed:
        why = {str(error.said): error.said for error in failed}
        parts.append(sentence("{number} not:", number=len(failed)))
        parts += why.values()
    return parts


def told_of(outcomes: Sequence[BulkOutcome], say: Say) -> list[Told]:
    """The same for a module."""
    return [
        Told(one.comment_id, problem=say(one.became.said))
        if isinstance(one.became, BroadsheetError)
        else Told(one.comment_id, state=one.became.state)
        for one in outcomes
    ]


def address_of(query: dict[str, str], **more: str) -> str:
    """The page of a queue again: the same list, from its beginning."""
    asked = query_of(query | more, *ASKED, *more)
    return f"/desk/comments?{asked}" if asked else "/desk/comments"


def query_of(query: dict[str, str], *names: str) -> str:
    """These of it as an address has them, without what is empty."""
    return urlencode({name: query[name] for name in names if query.get(name)})


def undoable(done: str) -> list[str]:
    """The comments that were just decided on, as the address of the page has them."""
    ids = done.split(",") if done else []
    return ids if len(ids) <= PAGE and all(map(is_id, ids)) else []
