"""What the use cases of pictures need of the world, as Protocols."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class NotAPicture(Exception):
    """What was uploaded is no picture that can be shown; the message says why, for its sender."""


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


class PictureStore(Protocol):
    """The private bucket of uploads and of the pictures that were made of them."""

    def upload(self, media_id: str) -> bytes | None:
        """What was uploaded, if it is (still) there."""

    def forget_upload(self, media_id: str) -> None:
        """Delete it, if it is there: nothing of it is kept anywhere, no earlier version either."""

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        """Keep a picture's files under the digest of its upload."""

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        """Delete them, those that are there."""


class PictureFiles(Protocol):
    """Pictures as they were made, which never change under one digest."""

    def read(self, media_id: str, digest: str, name: str) -> bytes:
        """One of a picture's files, by `step.format`."""
