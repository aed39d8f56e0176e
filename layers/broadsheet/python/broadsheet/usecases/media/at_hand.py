"""Files that lie at hand, looked at as uploads are: in parts, as they may be large."""

import hashlib
import io
from pathlib import Path
from typing import Any

from broadsheet.usecases.media.ports import UploadedFile

_PART = 1024 * 1024


class BytesAtHand:
    """Implements `UploadedFile` with bytes."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.size, self.mark = len(body), hashlib.sha256(body).hexdigest()

    def read(self, start: int, length: int) -> bytes:
        """See `UploadedFile`."""
        return self._body[start : start + length]


class FileAtHand:
    """Implements `UploadedFile` with a file of this machine. Raises OSError where it is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size
        hashed = hashlib.sha256()
        with path.open("rb") as file:
            while part := file.read(_PART):
                hashed.update(part)
        self.mark = hashed.hexdigest()

    def read(self, start: int, length: int) -> bytes:
        """See `UploadedFile`."""
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(length)


class Reading(io.RawIOBase):
    """An uploaded file as a stream, from its beginning to its end."""

    def __init__(self, upload: UploadedFile) -> None:
        self._upload, self._at = upload, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any) -> int:
        """The next bytes; none at the end."""
        length = min(len(into), self._upload.size - self._at)
        found = self._upload.read(self._at, length) if length else b""
        into[: len(found)] = found
        self._at += len(found)
        return len(found)
