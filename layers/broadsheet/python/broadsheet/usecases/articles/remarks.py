"""Colleagues say something to each other about a story, in a list of its own beside it."""

from broadsheet.domain.articles.remark import Remark, remark_key
from broadsheet.domain.shared.errors import Forbidden, NotFound
from broadsheet.domain.shared.fields import Id
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.shared.committing import NotedReceipt, Request, commit_once
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Absent, Exists, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services


class RemarkReceipt(NotedReceipt, frozen=True):
    """What a client is told of a remark."""

    article_id: Id
    id: Id


def list_remarks(
    reads: Reads, who: Principal, article_id: str, limit: int, cursor: Cursor | None
) -> Slice[Remark]:
    """What was said about the story, newest first. Raises NotFound, Malformed."""
    return remarks_of(reads, seen_article(reads, who, article_id).id, limit, cursor)


def remarks_of(reads: Reads, article_id: str, limit: int, cursor: Cursor | None) -> Slice[Remark]:
    """The same for whoever has the article before them. Raises Malformed."""
    first, last = remark_key(article_id, ""), remark_key(article_id, "~")
    span = Span(first.pk, first.sk, last.sk)
    return slice_of(reads, Remark, span, limit, cursor, newest_first=True)


def add_remark(services: Services, request: Request, article_id: str, text: str) -> RemarkReceipt:
    """Say something about a story that one may see whole; the story stays as it is.

    Raises NotFound.
    """
    remark_id = services.ids()

    def plan() -> tuple[list[Write], RemarkReceipt]:
        article, who = seen_article(services.table, request.who, article_id), request.who
        remark = Remark(
            article_id=article.id,
            id=remark_id,
            text=text,
            at=services.clock(),
            by=who.name,
            by_id=who.id,
        )
        told: tuple[Note, ...] = request.sent.notes(remark)
        return [Put(remark, Absent())], RemarkReceipt(article.id, remark_id, notes=told)

    return commit_once(services, request, plan, RemarkReceipt)


def remove_remark(
    services: Services, request: Request, article_id: str, remark_id: str
) -> RemarkReceipt:
    """Take one's own back; editors may take anybody's away.

    Raises NotFound, and Forbidden for another's.
    """

    def plan() -> tuple[list[Write], RemarkReceipt]:
        article = seen_article(services.table, request.who, article_id)
        remark = services.table.get(Remark, remark_key(article.id, remark_id))
        if remark is None:
            raise NotFound(sentence("There is no such remark."))
        if not may_remove(request.who, remark):
            raise Forbidden(sentence("Only who wrote this remark may take it back, and editors."))
        return [Remove(remark.key, Exists())], RemarkReceipt(article.id, remark.id)

    return commit_once(services, request, plan, RemarkReceipt)


def may_remove(who: Principal, remark: Remark) -> bool:
    """Whether they may take it away: it is their own, or they are editors."""
    return remark.by_id == who.id or who.is_editor
