"""Editors decide what the front page begins with, and what it leaves out."""

from broadsheet.domain.people.front_page import (
    FRONT_PAGE_KEY,
    UNEDITED,
    FrontPage,
    SubmittedFrontPage,
)
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.fields import Positive
from broadsheet.domain.shared.notes import bounded
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.resolve_links import id_of, wrong_ids
from broadsheet.usecases.shared.committing import NotedReceipt, Request, commit_once, must_be_newest
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Write
from broadsheet.usecases.shared.services import Services


class FrontPageReceipt(NotedReceipt, frozen=True):
    """What an editor is told of a front page that was decided anew."""

    version: Positive


def read_front_page(reads: Reads, who: Principal) -> FrontPage:
    """What was decided; nothing, where nobody has yet. Raises Forbidden."""
    who.must(Scope.SITE_EDIT)
    return _now(reads)


def write_front_page(
    services: Services, request: Request, sent: SubmittedFrontPage
) -> FrontPageReceipt:
    """Decide anew. What is named must be published, unless it was named before.

    Raises Forbidden, Invalid, VersionRequired and VersionMismatch.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], FrontPageReceipt]:
        before = _now(services.table)
        must_be_newest(request, before.version)
        request.sent.must_fit(before)
        after = _decided(services, request, sent, before)
        stored = before.version > UNEDITED
        unchanged = Equals("version", before.version) if stored else Absent()
        notes = bounded(request.sent.notes(after))
        return [Put(after, unchanged)], FrontPageReceipt(after.version, notes=notes)

    return commit_once(services, request, plan, FrontPageReceipt)


def _now(reads: Reads) -> FrontPage:
    return reads.get(FrontPage, FRONT_PAGE_KEY) or FrontPage()


def _decided(
    services: Services, request: Request, sent: SubmittedFrontPage, before: FrontPage
) -> FrontPage:
    table = services.table
    lead = (id_of(table, sent.lead),) if sent.lead else ()
    pinned = tuple(id_of(table, reference) for reference in sent.pinned)
    hidden = tuple(id_of(table, reference) for reference in sent.hidden)
    errors = [
        FieldError(error.pointer.replace("/lead/0", "/lead"), error.code, error.said)
        for pointer, ids in (("/lead", lead), ("/pinned", pinned), ("/hidden", hidden))
        for error in wrong_ids(table, pointer, ids, before.named)
    ]
    # The same story may be named once by its id and once by its path.
    both = {*lead, *pinned} & set(hidden) - {None}
    errors += [
        FieldError(f"/hidden/{n}", "shown_and_hidden", sentence("cannot be shown and hidden"))
        for n, article_id in enumerate(hidden)
        if article_id in both
    ]
    if errors:
        raise Invalid(errors)
    now = services.clock()
    return FrontPage(
        lead=next(filter(None, lead), None),
        pinned=tuple(dict.fromkeys(i for i in pinned if i and i not in lead)),
        hidden=tuple(dict.fromkeys(filter(None, hidden))),
        layout=sent.layout,
        version=before.version + 1,
        modified_at=max(now, before.modified_at) if before.modified_at else now,
        modified_by=request.who.name,
        modified_by_id=request.who.id,
    )
