"""Comments of other systems, for tests that bring them in."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment

FIRST = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class MemoryComments:
    """Implements `Comments` over a list."""

    def __init__(self, comments: Iterable[ImportedComment]) -> None:
        self._comments = list(comments)
        self.count = len(self._comments)

    def articles(self) -> Sequence[ArticleRef]:
        return list({c.article.key: c.article for c in self._comments}.values())

    def of(self, key: str) -> Iterable[ImportedComment]:
        return [c for c in self._comments if c.article.key == key]


def make_imported(number: int, **changes: Any) -> ImportedComment:
    """An approved comment; later numbers are later comments."""
    comment = ImportedComment(
        source="wordpress old.example",
        id=str(number),
        article=ArticleRef(key="41", url="https://old.example/2026/11/harbour/"),
        name=f"Reader {number}",
        email=f"reader{number}@example.com",
        body=f"Comment {number}.",
        state=CommentState.APPROVED,
        submitted_at=FIRST + timedelta(minutes=number),
    )
    return msgspec.structs.replace(comment, **changes)
