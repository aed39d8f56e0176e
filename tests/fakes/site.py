"""The render queue and the site bucket in memory."""

import hashlib
from collections.abc import Iterator, Sequence

from broadsheet.usecases.site.ports import PageRequest, Redirection, Refused, SeenFile


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
        self.files: dict[str, bytes] = {}
        self.writes: list[str] = []

    def digest(self, file: str, body: bytes) -> str:
        location = body.location if isinstance(body, Redirection) else ""
        return hashlib.sha256(location.encode() + body).hexdigest()

    def seen(self, file: str) -> SeenFile | None:
        body = self.files.get(file)
        return None if body is None else SeenFile(self.digest(file, body), self.digest(file, body))

    def write(self, file: str, body: bytes, seen: SeenFile | None) -> None:
        if self.seen(file) != seen:
            raise Refused
        self.files[file] = body
        self.writes.append(file)

    def delete(self, file: str, seen: SeenFile) -> None:
        if self.seen(file) != seen:
            raise Refused
        del self.files[file]
        self.writes.append(file)

    def all(self) -> Iterator[str]:
        return iter(list(self.files))


class MemorySearchIndex:
    """Implements `SearchIndex` over a bucket in memory; `looked_at` counts the files."""

    def __init__(self, files: MemoryFiles) -> None:
        self._files = files
        self.looked_at = 0

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        self.looked_at += len(files)
        return [self._files.files.get(file) for file in files]
