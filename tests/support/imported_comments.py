"""An article that comments of another system are brought in for, and what is there then."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.domain.articles.article import Address, Article
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.shared.record import Record
from broadsheet.domain.transfer.comment_lines import ImportedComment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Put
from broadsheet.usecases.transfer.import_comments import (
    ImportOptions,
    ImportReport,
    import_comments,
)
from broadsheet.usecases.transfer.match_articles import Matcher
from operate.import_comments import IMPORT
from tests.builders import make_article
from tests.fakes.comments import make_desk
from tests.fakes.table import MemoryTable
from tests.fakes.transfer import MemoryComments
from tests.faults.audit import must_be_whole, of
from tests.faults.editions import make_newsroom

PATH = "/2026/11/harbour/"
REQUEST = Request(id="import", who=IMPORT)


def with_article(table: MemoryTable, path: str = PATH) -> MemoryTable:
    article = make_article(path=path)
    table.commit([Put(article), Put(Address(path=path, article_id=article.id))], cause())
    return table


def cause() -> Cause:
    return Cause("seed", datetime(2026, 11, 22, tzinfo=UTC))


def bring(table: MemoryTable, comments: Sequence[ImportedComment], **options: Any) -> ImportReport:
    desk = make_desk(make_newsroom(table))
    matcher = Matcher(table, {})
    found, given = MemoryComments(comments), ImportOptions(**options)
    return import_comments(desk, REQUEST, found, matcher, comment_from_fields, given)


def numbers(table: MemoryTable) -> dict[str, str]:
    """Names and numbers of what readers see."""
    shown = sorted(of(everything(table), Thread), key=lambda t: t.number)
    return {thread.name: str(thread.number) for thread in shown}


def everything(table: MemoryTable) -> list[Record]:
    return list(table.records.values())


def comments_must_be_whole(table: MemoryTable) -> None:
    must_be_whole([r for r in everything(table) if not isinstance(r, Article | Address)], LATER)


LATER = datetime(2030, 1, 1, tzinfo=UTC)
