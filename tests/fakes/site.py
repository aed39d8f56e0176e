"""The render queue and the site bucket in memory."""

import hashlib
from collections.abc import Iterator, Sequence

from broadsheet.usecases.site.ports import File, PageRequest, Refused, SeenFile


class MemoryQueue:
    """Implements `RenderQueue`: keeps what was sent, once per deduplication id."""

    def __init__(self) -> None:
        self.waiting: dict[str, PageRequest] = {}

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        for deduplication_id, request in requests:
            self.waiting.setdefault(deduplication_id, request)
        return set()

    def drain(self) -> Iterator[PageRequest]:
        while self.waiting:
            yield self.waiting.pop(next(iter(self.waiting)))


class MemoryFiles:
    """Implements `SiteFiles`. An ETag depends on the bytes alone, as S3's does."""

    def __init__(self) -> None:
        self.kept: dict[str, File] = {}
        self.writes: list[str] = []

    @property
    def files(self) -> dict[str, bytes]:
        """The bytes of each file, as they are now."""
        return {key: file.body for key, file in self.kept.items()}

    def digest(self, key: str, file: File) -> str:
        return hashlib.sha256((file.location or "").encode() + file.body).hexdigest()

    def seen(self, key: str) -> SeenFile | None:
        file = self.kept.get(key)
        return None if file is None else SeenFile(self.digest(key, file), self.digest(key, file))

    def write(self, key: str, file: File, seen: SeenFile | None) -> None:
        if self.seen(key) != seen:
            raise Refused
        self.kept[key] = file
        self.writes.append(key)

    def delete(self, key: str, seen: SeenFile) -> None:
        if self.seen(key) != seen:
            raise Refused
        del self.kept[key]
        self.writes.append(key)

    def all(self) -> Iterator[str]:
        return iter(list(self.kept))


class MemorySearchIndex:
    """Implements `SearchIndex` over a bucket in memory; `looked_at` counts the files."""

    def __init__(self, files: MemoryFiles) -> None:
        self._files = files
        self.looked_at = 0

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        self.looked_at += len(files)
        found = map(self._files.kept.get, files)
        return [file.body if file else None for file in found]
