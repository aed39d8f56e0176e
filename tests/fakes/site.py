"""The render queue and the site bucket in memory."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from broadsheet.usecases.shared.ports import Clock
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
    """Implements `SiteFiles`. An ETag depends on the bytes alone, as S3's does. With a clock,
    `changes` has when each file was written or deleted."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.kept: dict[str, File] = {}
        self.writes: list[str] = []
        self.changes: dict[str, list[datetime]] = {}
        self._clock = clock

    @property
    def files(self) -> dict[str, bytes]:
        """The bytes of each file, as they are now."""
        return {key: file.body for key, file in self.kept.items()}

    def digest(self, key: str, file: File) -> str:
        return hashlib.sha256(
            f"{file.location or ''}{file.copied_from or ''}".encode() + file.body
        ).hexdigest()

    def seen(self, key: str) -> SeenFile | None:
        return self._version(key)

    def _version(self, key: str) -> SeenFile | None:
        file = self.kept.get(key)
        if file is None:
            return None
        digest, changes = self.digest(key, file), self.changes.get(key)
        return SeenFile(digest, digest, changes[-1] if changes else None)

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        if self._etag(key) != (seen and seen.etag):
            raise Refused
        self.kept[key] = file
        self._note(key)
        now = self._version(key)
        assert now is not None
        return now

    def delete(self, key: str, seen: SeenFile) -> None:
        if self._etag(key) != seen.etag:
            raise Refused
        del self.kept[key]
        self._note(key)

    def _etag(self, key: str) -> str | None:
        now = self._version(key)
        return now.etag if now else None

    def _note(self, key: str) -> None:
        self.writes.append(key)
        if self._clock:
            self.changes.setdefault(key, []).append(self._clock())

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


class MemorySiteReading:
    """Implements `SiteReading` over a bucket in memory."""

    def __init__(self, files: MemoryFiles) -> None:
        self._files = files
        self.digest, self.seen = files.digest, files.seen

    def read(self, key: str) -> bytes | None:
        file = self._files.kept.get(key)
        return file.body if file else None

    def below(self, prefix: str) -> frozenset[str]:
        return frozenset(key for key in self._files.kept if key.startswith(prefix))

    def changed_since(self, key: str, at: datetime) -> datetime | None:
        whole = at.replace(microsecond=0)
        changes = self._files.changes.get(key, ())
        return min((when for when in changes if when >= whole), default=None)
