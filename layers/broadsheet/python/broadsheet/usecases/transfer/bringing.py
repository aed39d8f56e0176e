"""What an import that brings files along is given, and what it tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from broadsheet.domain.transfer.site_lines import ImportedImage, ImportNote
from broadsheet.usecases.media.process_media import ImageProcessing
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.archives import Originals
from broadsheet.usecases.transfer.brought_files import KindOf, Rewrite, Variants


@dataclass
class FilesReport:
    """What became of the files of another site: `pictures` and `files` were brought along.

    `led` are addresses of theirs that lead to ours from now on, `left` those that cannot.
    """

    pictures: int = 0
    files: int = 0
    there: int = 0
    led: int = 0
    left: list[ImportNote] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Bringing:
    """What it takes to bring files along.

    `words` says what the archive knows of the picture at an address, `is_own` whether an address is
    the old site's. `told` is called with the report after each file. `otherwise` is what becomes
    of one that is not found: it is named, also where there is nowhere to look.
    """

    processing: ImageProcessing
    request: Request
    originals: Originals
    rewrite: Rewrite
    kind_of: KindOf
    is_own: Callable[[str], bool]
    otherwise: Literal["missing", "stays", "to_fetch"] = "missing"
    words: Callable[[str], ImportedImage | None] = lambda _address: None
    variants: Variants = lambda address: (address,)
    at_once: AtOnce = map
    told: Callable[[FilesReport], None] = lambda _taken: None
