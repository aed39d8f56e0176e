"""A WordPress site with a folder of files, and what becomes of both."""

from collections.abc import Callable
from typing import Any

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.usecases.transfer.import_articles import id_of
from operate.import_archive import Moved
from tests.fakes.table import MemoryTable
from tests.support.wordpress import BLOG

SOURCE = "wordpress old.example"
UP = f"{BLOG}/wp-content/uploads/2024/01"
PDF = b"%PDF-1.7 a report"
Bring = Callable[..., Moved]


def got(table: MemoryTable, post_id: int) -> Article:
    """The article that a post became."""
    article = table.get(Article, article_key(id_of(SOURCE, str(post_id))))
    assert article is not None
    return article


def every(table: MemoryTable, kind: type[Any]) -> list[Any]:
    """All records of a kind."""
    return [record for record in table.records.values() if isinstance(record, kind)]


def told(moved: Moved, reason: str) -> list[str]:
    """What the report says of articles for a reason."""
    return [note.detail for note in moved.articles.notes if note.reason == reason]


def shows(*addresses: str) -> str:
    """A body with these pictures."""
    return "".join(f'<p>Words.</p><p><img src="{one}" alt="A boat"></p>' for one in addresses)
