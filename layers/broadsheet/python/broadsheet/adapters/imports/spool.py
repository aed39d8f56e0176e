"""What a file brings, set aside on the disk until all of it is read: posts and comments."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, Self, TypeVar

import msgspec

from broadsheet.adapters.imports.wxr_parts import Post
from broadsheet.domain.shared.record import stamp
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment
from broadsheet.domain.transfer.site_lines import ImportedArticle

_One = TypeVar("_One", bound=msgspec.Struct)
_Old = TypeVar("_Old", Post, ImportedArticle)


class _Spool(Generic[_One]):
    """Structs of a `kind` by keys, in a file under `folder` that is gone in the end."""

    def __init__(self, folder: Path, kind: type[_One]) -> None:
        self._file = folder / f"{kind.__name__}.sqlite3"
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._db = sqlite3.connect(self._file)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE spool (n INTEGER PRIMARY KEY, key TEXT, data BLOB)")
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._file.unlink(missing_ok=True)

    def _put(self, key: str, one: _One) -> None:
        row = (key, msgspec.msgpack.encode(one))
        self._db.execute("INSERT INTO spool (key, data) VALUES (?, ?)", row)
        self.count += 1

    def _read(self, query: str, *given: str) -> Iterator[_One]:
        for (data,) in self._db.execute(query, given):
            yield self._decoder.decode(data)


class _Dated(_Spool[_Old]):
    """What was published, by its dates."""

    def add(self, one: _Old) -> None:
        """Set one aside."""
        self._put(stamp(one.at) if one.at else "", one)

    def __iter__(self) -> Iterator[_Old]:
        """The oldest first, and before them those without a date."""
        return self._read("SELECT data FROM spool ORDER BY key, n")


class PostSpool(_Dated[Post]):
    """Posts of WordPress, as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, Post)


class ArticleSpool(_Dated[ImportedArticle]):
    """Articles, as we take them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ImportedArticle)


class CommentSpool(_Spool[ImportedComment]):
    """Comments, by their articles. Implements `Comments`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ImportedComment)
        self._articles: dict[str, ArticleRef] = {}

    def add(self, comment: ImportedComment) -> None:
        """Set one aside."""
        self._articles.setdefault(comment.article.key, comment.article)
        self._put(comment.article.key, comment)

    def articles(self) -> list[ArticleRef]:
        """Every article that has some, in the order of their first."""
        self._db.execute("CREATE INDEX IF NOT EXISTS by_key ON spool (key, n)")
        return list(self._articles.values())

    def of(self, key: str) -> Iterator[ImportedComment]:
        """An article's, in the order in which they came."""
        return self._read("SELECT data FROM spool WHERE key = ? ORDER BY n", key)
