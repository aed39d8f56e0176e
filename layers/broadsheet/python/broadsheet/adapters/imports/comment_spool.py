"""Comments set aside on the disk, so that each article's can be had together."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment

_BATCH = 1000


class CommentSpool:
    """Implements `Comments` over a file under `folder`, which is gone in the end."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "comments.sqlite3"
        self._db = sqlite3.connect(self._file)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE comments (n INTEGER PRIMARY KEY, article TEXT, data BLOB)")
        self._articles: dict[str, ArticleRef] = {}
        self._waiting: list[tuple[str, bytes]] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._db.close()
        self._file.unlink(missing_ok=True)

    def add(self, comment: ImportedComment) -> None:
        """Set one aside."""
        key = comment.article.key
        self._articles.setdefault(key, comment.article)
        self._waiting.append((key, msgspec.msgpack.encode(comment)))
        self.count += 1
        if len(self._waiting) == _BATCH:
            self._flush()

    def articles(self) -> list[ArticleRef]:
        """Every article that has some, in the order of their first."""
        self._flush()
        self._db.execute("CREATE INDEX IF NOT EXISTS by_article ON comments (article, n)")
        return list(self._articles.values())

    def of(self, key: str) -> Iterator[ImportedComment]:
        """An article's, in the order in which they came."""
        rows = self._db.execute("SELECT data FROM comments WHERE article = ? ORDER BY n", (key,))
        for (data,) in rows:
            yield msgspec.msgpack.decode(data, type=ImportedComment)

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO comments (article, data) VALUES (?, ?)", self._waiting)
        self._waiting.clear()
