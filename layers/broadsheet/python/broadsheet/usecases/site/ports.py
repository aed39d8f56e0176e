"""What the use cases of pages need of the world, as Protocols."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from broadsheet.domain.site.pages import AnyPage, View


class PageRequest(NamedTuple):
    """A page to be rendered, the changes' correlation ids, and when the oldest was accepted.

    `is_first` is that nothing is likely to be there yet.
    """

    page: AnyPage
    causes: tuple[str, ...] = ()
    accepted_at: datetime | None = None
    is_first: bool = False


class RenderQueue(Protocol):
    """Where pages wait to be rendered: in order for each page, at least once."""

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """Enqueue each request under its deduplication id; the indexes of those that failed."""


class SeenFile(NamedTuple):
    """A file of the site as it was before its page's inputs were read, and since when."""

    etag: str
    digest: str
    written: datetime | None = None


class Refused(Exception):
    """The file is no longer the version that was seen: nothing was written."""


class File(NamedTuple):
    """A file of the site as it is to be. `location` is where HTTP leads those who ask for it.

    One with a name to be `saved_as` is never shown by a browser. One that is `copied_from` where
    recordings are kept has no bytes here: they may be too many, and are another's under another
    name.
    """

    body: bytes
    location: str | None = None
    saved_as: str | None = None
    copied_from: str | None = None


class SiteFiles(Protocol):
    """The site bucket."""

    def digest(self, key: str, file: File) -> str:
        """What `SeenFile.digest` is for a file with these bytes and its headers."""

    def seen(self, key: str) -> SeenFile | None:
        """The file's version now, or None where there is none."""

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        """Write the file over the version seen; the version that is there now.

        Raises Refused if the one that was seen is not there any more.
        """

    def delete(self, key: str, seen: SeenFile) -> None:
        """Delete the version seen. Raises Refused if that is not there any more."""

    def all(self) -> Iterable[str]:
        """Every key in the bucket."""


class Renderer(Protocol):
    """Views as files."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        """The page's files by their keys; a pure function of its arguments."""

    def fixed_files(self) -> Sequence[str]:
        """The keys of all files that are made of configuration alone."""


class EmbedQueue(Protocol):
    """Where addresses wait to be asked about."""

    def send(self, urls: Sequence[str]) -> set[int]:
        """Put each into the queue; the indexes of those that it did not take."""
