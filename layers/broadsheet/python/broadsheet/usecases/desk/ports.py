"""What the desk's use cases need of the world, as Protocols."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from broadsheet.domain.site.pages import AnyPage, View
from broadsheet.usecases.site.ports import File, SeenFile


class SiteReading(Protocol):
    """The site bucket, read back."""

    def digest(self, key: str, file: File) -> str:
        """What `SeenFile.digest` is for a file with these bytes and its headers."""

    def seen(self, key: str) -> SeenFile | None:
        """The file's version now, or None where there is none."""

    def read(self, key: str) -> bytes | None:
        """The file's bytes, or None where there is none."""

    def below(self, prefix: str) -> frozenset[str]:
        """The keys that begin so: the first thousand."""

    def changed_since(self, key: str, at: datetime) -> datetime | None:
        """When the file was first written or deleted at `at` or later, to the second.

        None where it was not, or where that is longer ago than the bucket keeps versions.
        """


class PageMaker(Protocol):
    """Views as files; what a `Renderer` does for one page."""

    def render(self, page: AnyPage, view: View) -> Mapping[str, File]:
        """The page's files by their keys; a pure function of its arguments."""


Together = Callable[..., Iterable[Any]]
"""`map`, or what makes its calls at once and gives what they give in the same order."""
