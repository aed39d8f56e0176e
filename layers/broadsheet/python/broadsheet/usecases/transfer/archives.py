"""What another system leaves behind, whichever it is: stories, who wrote them, and files."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportedImage,
    ImportNote,
    LeftBehind,
    OldAddress,
)


class Archive(Protocol):
    """A site as its system exports it, read and not yet taken over. Nothing here writes."""

    @property
    def source(self) -> str:
        """What tells this site from others of its kind: with a post's id it is nobody else's."""

    @property
    def total(self) -> int:
        """How many articles there are."""

    def authors(self) -> Iterable[ImportedAuthor]:
        """Everybody who writes there."""

    def articles(self) -> Iterator[ImportedArticle | ImportNote]:
        """The articles in the order of their publication, or why one is left out."""

    def old_addresses(self) -> Iterable[OldAddress]:
        """Where its lists, feeds and files stood."""


@runtime_checkable
class Discussed(Protocol):
    """An archive that has what its readers said, too."""

    def comments(self) -> Iterator[ImportedComment | LeftOut]:
        """The comments in the order of the archive; their articles are known by `identifier`, the
        id that an article has in `articles()`."""


@runtime_checkable
class Partial(Protocol):
    """An archive that has more than its articles, or that breaks off."""

    def left_behind(self) -> LeftBehind:
        """What of it nobody takes over."""


@runtime_checkable
class Illustrated(Protocol):
    """An archive that has files of its site, too."""

    @property
    def originals(self) -> "Originals | None":
        """The files; None where there are none in it after all."""


@runtime_checkable
class Described(Protocol):
    """An archive that says of the files of its site where they stood, and what they show."""

    @property
    def hosts(self) -> Collection[str]:
        """The hosts at which they are the site's own."""

    @property
    def pictures(self) -> Sequence[ImportedImage]:
        """The pictures that it knows, with their words."""


class Originals(Protocol):
    """The files of the old site, wherever they are by now."""

    def find(self, address: str) -> Path | None:
        """The file that `address`, as it stands in a body, showed there; at its largest.

        None where it is not to be had: that is told to whoever brought the archive.
        """
