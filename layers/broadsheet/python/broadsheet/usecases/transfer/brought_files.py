"""What it takes to bring the files of another site along, as Protocols."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from broadsheet.domain.transfer.site_lines import ImportedArticle


class Reference(NamedTuple):
    """The address of a file in a body; `is_shown` where it is an image's, and `alt` its words."""

    address: str
    is_shown: bool
    alt: str = ""


Decide = Callable[[Reference], str | None]
"""The address in the place of a reference; None where it stays."""


class Rewrite(Protocol):
    """How bodies are led elsewhere."""

    def __call__(self, body: str, decide: Decide) -> str:
        """The body with what `decide` says of each image, and each link to a file, in it."""


class KindOf(Protocol):
    """What a file is, whatever its name says."""

    def __call__(self, path: Path) -> str | None:
        """One of `domain.media.FILES`; empty where only decoding can tell whether it is a picture.

        None where it is none that can be kept. Raises OSError.
        """


class Variants(Protocol):
    """Under which addresses a picture stood, beside the one that is known."""

    def __call__(self, address: str) -> Sequence[str]:
        """The paths of all its sizes."""


class Files(Protocol):
    """Who brings the files of articles along, see `import_pictures`."""

    def __call__(
        self, article: ImportedArticle, *, makes: bool = True, text: str | None = None
    ) -> ImportedArticle:
        """The article with our files in it, or in the `text` that it has here by now.

        Without `makes`, only with those that are here already.
        """
