"""What the use cases of pages need of the world, as Protocols."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from broadsheet.domain.site.pages import AnyPage
from broadsheet.domain.site.views import View


class PageRequest(NamedTuple):
    """A page to be rendered, the changes' correlation ids, and when the oldest was accepted."""

    page: AnyPage
    causes: tuple[str, ...] = ()
    accepted_at: datetime | None = None


class RenderQueue(Protocol):
    """Where pages wait to be rendered: in order for each page, at least once."""

    def send(self, requests: Sequence[tuple[str, PageRequest]]) -> set[int]:
        """Enqueue each request under its deduplication id; the indexes of those that failed."""


class SeenFile(NamedTuple):
    """A file of the site as it was before its page's inputs were read."""

    etag: str
    digest: str


class Refused(Exception):
    """The file is no longer the version that was seen: nothing was written."""


class Redirection(bytes):
    """A page that leads elsewhere: its HTML, and `location`, for those who ask by HTTP alone."""

    location: str

    def __new__(cls, html: bytes, location: str) -> "Redirection":
        made = super().__new__(cls, html)
        made.location = location
        return made


class SiteFiles(Protocol):
    """The site bucket."""

    def digest(self, file: str, body: bytes) -> str:
        """What `SeenFile.digest` is for a file with these bytes and its headers."""

    def seen(self, file: str) -> SeenFile | None:
        """The file's version now, or None where there is none."""

    def write(self, file: str, body: bytes, seen: SeenFile | None) -> None:
        """Write the file over the version seen. Raises Refused if that is not there any more."""

    def delete(self, file: str, seen: SeenFile) -> None:
        """Delete the version seen. Raises Refused if that is not there any more."""

    def all(self) -> Iterable[str]:
        """Every key in the bucket."""


class Renderer(Protocol):
    """Views as files."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, bytes]:
        """The bytes of each of the page's files; a pure function of its arguments."""

    def fixed_files(self) -> Sequence[str]:
        """The keys of all files that are made of configuration alone."""
