"""What somebody types is kept every few seconds, found again, and ends when it is saved."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from broadsheet.domain.desk.typed import size_of, tidy
from broadsheet.domain.desk.working_copy import (
    MOST_BYTES,
    Outcome,
    Typing,
    WorkingCopy,
    copies_pk,
    copy_key,
    copy_of,
    ended,
    outcome_of,
)
from broadsheet.domain.shared.errors import AlreadySaved, Forbidden, TooLarge
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import (
    AbsentOrExpired,
    Equals,
    Expect,
    Put,
    Reads,
    Span,
    Write,
)
from broadsheet.usecases.shared.services import Services

MOST_COPIES = 50
"""Of the newest stories, in which those are looked for that were begun and not saved."""


class Kept(NamedTuple):
    """What became of what was sent, and the copy that stands now."""

    outcome: Outcome
    copy: WorkingCopy


def save_working_copy(services: Services, request: Request, typing: Typing) -> Kept:
    """Keep what was typed, unless newer words, or words that the page has not seen, are there.

    It is kept as it is, right or wrong, and whether or not the article could be saved now: it may
    have been deleted in the meantime, or be somebody else's turn. Raises Forbidden but for those
    who write, and TooLarge.
    """
    _must_write(request.who)
    fields = tidy(typing.fields)
    if size_of(fields) > MOST_BYTES:
        raise TooLarge(
            sentence(
                "A working copy may have {most} bytes; this one is longer.",
                most=MOST_BYTES,
            )
        )
    typing = msgspec.structs.replace(typing, fields=fields)
    person = request.who.id

    def plan() -> tuple[list[Write], Kept]:
        standing = services.table.get(WorkingCopy, copy_key(person, typing.story))
        now = services.clock()
        outcome = outcome_of(standing, typing, now)
        if standing is not None and outcome is not Outcome.KEPT:
            return [], Kept(outcome, standing)
        copy = copy_of(person, typing, standing, now)
        return [Put(copy, _unchanged(services, standing))], Kept(outcome, copy)

    return commit_plan(services, request, plan)


def working_copy(services: Services, who: Principal, story: str) -> WorkingCopy | None:
    """What they typed of the story and did not save, if there is something."""
    found = services.table.get(WorkingCopy, copy_key(who.id, story))
    return found if found and found.stands(services.clock()) else None


def last_copy(reads: Reads, who: Principal, story: str) -> WorkingCopy | None:
    """The same, also where it ended, and what a new story became."""
    return reads.get(WorkingCopy, copy_key(who.id, story))


def saved_as(reads: Reads, who: Principal, story: str) -> str:
    """The id of the article that a new story of theirs was saved as; nothing if it was not."""
    found = last_copy(reads, who, story)
    return found.became if found else ""


def working_copies(services: Services, who: Principal) -> list[WorkingCopy]:
    """All that they typed and did not save, of the `MOST_COPIES` newest stories that they had."""
    span, now = Span(copies_pk(who.id)), services.clock()
    found = services.table.query(WorkingCopy, span, limit=MOST_COPIES, newest_first=True)
    return [copy for copy in found if copy.stands(now)]


def drop_working_copy(services: Services, request: Request, story: str, mark: str) -> bool:
    """Forget the copy that they looked at; whether it is gone. A newer one stays."""

    def plan() -> tuple[list[Write], bool]:
        standing = services.table.get(WorkingCopy, copy_key(request.who.id, story))
        now = services.clock()
        if standing is None or not standing.stands(now):
            return [], True
        if standing.mark != mark:
            return [], False
        return [Put(ended(standing, now), Equals("mark", mark))], True

    return commit_plan(services, request, plan)


def ending_copy(services: Services, request: Request, typing: Typing, *, is_new: bool) -> Request:
    """The request that saves what was typed, and in the same transaction ends its working copy.

    Where an edit fills the transaction (it changes each of twenty tags and ten authors), the copy
    stays: it says what is saved then, and is offered to nobody.

    Words of another page that this one has not seen, or that were typed since, stay. A new story is
    saved once: the request raises AlreadySaved where another page of it has done so.
    """

    def beside(receipt: ArticleReceipt) -> list[Write]:
        standing = services.table.get(WorkingCopy, copy_key(request.who.id, typing.story))
        if is_new and standing and standing.became not in ("", receipt.id):
            raise AlreadySaved(standing.became)
        left = _left_of(standing, typing, request.who.id, services.clock())
        left = msgspec.structs.replace(left, became=receipt.id) if is_new else left
        return [Put(left, _unchanged(services, standing))] if left != standing else []

    return msgspec.structs.replace(request, beside=beside)


def _left_of(
    standing: WorkingCopy | None, typing: Typing, person: str, now: datetime
) -> WorkingCopy:
    """What is left of a working copy when what was typed is saved.

    Where none was kept it is written down all the same: a browser that kept words by itself asks
    which were saved.
    """
    is_this = standing is not None and standing.mark == typing.mark
    if standing and not is_this and outcome_of(standing, typing, now) is not Outcome.KEPT:
        return standing
    return ended(copy_of(person, typing, standing, now), now)


def _unchanged(services: Services, standing: WorkingCopy | None) -> Expect:
    if standing is None:
        return AbsentOrExpired(int(services.clock().timestamp()))
    return Equals("mark", standing.mark)


def _must_write(who: Principal) -> None:
    if not who.is_author:
        raise Forbidden(sentence("Only authors and editors may write."))
