"""What the use cases of pictures need of the world, as Protocols."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from broadsheet.domain.media.recordings import Inspected


class NotAPicture(Exception):
    """What was uploaded can be neither shown nor played; the message says why, for its sender."""


class ProcessedImage(NamedTuple):
    """A picture as it is shown: its largest size in pixels, and its files by `step.format`.

    `content_type` is what the upload was; `notes` say what of it is not in the picture.
    """

    width: int
    height: int
    files: Mapping[str, bytes]
    content_type: str = ""
    notes: tuple[str, ...] = ()


class ImageProcessor(Protocol):
    """Where pictures are made of what was uploaded."""

    def __call__(self, upload: bytes) -> ProcessedImage:
        """Each size in each of `formats_of`, upright and with nothing but pixels in it.

        The same bytes for the same upload. Raises NotAPicture.
        """


class UploadedFile(Protocol):
    """A file that was uploaded, or lies at hand: it may be large, and is never had as a whole."""

    @property
    def size(self) -> int:
        """Its bytes."""

    @property
    def mark(self) -> str:
        """What names these very bytes."""

    def read(self, start: int, length: int) -> bytes:
        """So many of them from there on. Raises OSError where it is not the same any more."""


class FileInspector(Protocol):
    """Where recordings and captions are looked at; nothing is made of them."""

    def __call__(self, file: UploadedFile, kind: str) -> Inspected:
        """What a file that was announced as of this kind says of itself.

        It looks at a few places of it. Raises NotAPicture for what browsers do not play.
        """


class PictureStore(Protocol):
    """The private bucket of uploads and of the pictures that were made of them."""

    def upload(self, media_id: str) -> bytes | None:
        """What was uploaded, if it is (still) there."""

    def forget_upload(self, media_id: str) -> None:
        """Delete it, if it is there: nothing of it is kept anywhere, no earlier version either."""

    def opened(self, media_id: str) -> UploadedFile | None:
        """What was uploaded, to be looked at, if it is (still) there."""

    def keep(self, media_id: str, digest: str, name: str, upload: UploadedFile) -> None:
        """Keep the upload as it is, under this name. Raises OSError where it is another by now."""

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        """Keep a picture's files under the digest of its upload."""

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        """Delete them, those that are there."""


class PictureFiles(Protocol):
    """Pictures as they were made, which never change under one digest."""

    def place(self, media_id: str, digest: str, name: str) -> str:
        """Where one of the files lies: what can be copied from there, and is never another."""

    def read(self, media_id: str, digest: str, name: str) -> bytes:
        """One of a picture's files, by `step.format`."""

    def parts(self, media_id: str, digest: str, name: str) -> Iterator[bytes]:
        """The same in parts, as a recording may be large."""
