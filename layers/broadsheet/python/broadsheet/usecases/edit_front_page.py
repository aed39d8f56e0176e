"""Editors decide what the front page begins with, and what it leaves out."""

from typing import TYPE_CHECKING

from broadsheet.domain.errors import FieldError, Invalid
from broadsheet.domain.front_page import FRONT_PAGE_KEY, UNEDITED, FrontPage
from broadsheet.domain.principal import Principal, Scope
from broadsheet.usecases.edit_profile import must_be_newest
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.ports import Absent, Equals, Put, Reads, Write
from broadsheet.usecases.resolve_links import id_of, wrong_ids

if TYPE_CHECKING:
    from broadsheet.domain.site_submission import FrontPageSubmission


def read_front_page(reads: Reads, who: Principal) -> FrontPage:
    """What was decided; nothing, where nobody has yet. Raises Forbidden."""
    who.must(Scope.SITE_EDIT)
    return _now(reads)


def write_front_page(
    newsroom: Newsroom, request: Request, submission: "FrontPageSubmission"
) -> Receipt:
    """Decide anew. What is named must be published, unless it was named before.

    Raises Forbidden, Invalid, VersionRequired and VersionMismatch.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], Receipt]:
        before = _now(newsroom.table)
        must_be_newest(request, before.version)
        after = _decided(newsroom, request, submission, before)
        stored = before.version > UNEDITED
        unchanged = Equals("version", before.version) if stored else Absent()
        return [Put(after, unchanged)], {"version": after.version}

    return commit_once(newsroom, request, plan)


def _now(reads: Reads) -> FrontPage:
    return reads.get(FrontPage, FRONT_PAGE_KEY) or FrontPage()


def _decided(
    newsroom: Newsroom, request: Request, sent: "FrontPageSubmission", before: FrontPage
) -> FrontPage:
    table = newsroom.table
    lead = (id_of(table, sent.lead),) if sent.lead else ()
    pinned = tuple(id_of(table, reference) for reference in sent.pinned)
    hidden = tuple(id_of(table, reference) for reference in sent.hidden)
    errors = [
        FieldError(error.pointer.replace("/lead/0", "/lead"), error.code, error.detail)
        for pointer, ids in (("/lead", lead), ("/pinned", pinned), ("/hidden", hidden))
        for error in wrong_ids(table, pointer, ids, before.named)
    ]
    # The same story may be named once by its id and once by its path.
    both = {*lead, *pinned} & set(hidden) - {None}
    errors += [
        FieldError(f"/hidden/{n}", "shown_and_hidden", "cannot be shown and hidden")
        for n, article_id in enumerate(hidden)
        if article_id in both
    ]
    if errors:
        raise Invalid(errors)
    now = newsroom.clock()
    return FrontPage(
        lead=next(filter(None, lead), None),
        pinned=tuple(dict.fromkeys(i for i in pinned if i and i not in lead)),
        hidden=tuple(dict.fromkeys(filter(None, hidden))),
        version=before.version + 1,
        modified_at=max(now, before.modified_at) if before.modified_at else now,
        modified_by=request.who.name,
    )
