"""Posts set aside on the disk, so that they can be had in the order of their dates."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from broadsheet.adapters.imports.wxr_site import Post
from broadsheet.domain.shared.record import stamp


class PostSpool:
    """Posts in a file under `folder`, which is gone in the end."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "posts.sqlite3"
        self._db = sqlite3.connect(self._file)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE posts (at TEXT, n INTEGER PRIMARY KEY, data BLOB)")
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

    def add(self, post: Post) -> None:
        """Set one aside."""
        at = stamp(post.at) if post.at else ""
        data = msgspec.msgpack.encode(post)
        self._db.execute("INSERT INTO posts (at, data) VALUES (?, ?)", (at, data))
        self.count += 1

    def __iter__(self) -> Iterator[Post]:
        """The oldest first, and before them those without a date."""
        for (data,) in self._db.execute("SELECT data FROM posts ORDER BY at, n"):
            yield msgspec.msgpack.decode(data, type=Post)
