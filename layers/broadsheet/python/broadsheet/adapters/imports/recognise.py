"""What a file or folder is, by what is in it: an archive that can be taken over, or something else.

Each system has a row; what none of them knows is named by `foreign.py`, with what to ask for.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from broadsheet.adapters.imports.archive_files import files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.blogger_archive import BloggerArchive
from broadsheet.adapters.imports.foreign import foreign_kind, told_of_foreign
from broadsheet.adapters.imports.ghost_archive import GhostArchive
from broadsheet.adapters.imports.looked_at import Look
from broadsheet.adapters.imports.medium_archive import IS_STORY, POSTS, MediumArchive
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.substack_archive import COLUMNS, SubstackArchive
from broadsheet.adapters.imports.wxr_archive import WordPressArchive
from broadsheet.domain.transfer.site_lines import LeftBehind
from broadsheet.usecases.transfer.archives import Archive, Partial

_WORDPRESS = "wordpress.org/export/"
_BLOGGER = "schemas.google.com/blogger/"
_MORE_PAGES = re.compile(r"""rel=["']next["']""")
_POSTS_OF_GHOST = b'"posts"'
_GHOST = re.compile(r'\{\s*"(?:db"\s*:\s*\[|(?:meta|data)"\s*:\s*\{)')
"""How each release begins its file."""
_CHUNK = 1 << 20
_LOOKED_AT = 20
"""Pages that may be of something else, before one is of Medium."""


class Options(NamedTuple):
    """What whoever brings an archive may say: `ReadOptions`, without what the reading needs."""

    section: str
    zone: tzinfo
    address: str = ""
    language: str = ""


class System(NamedTuple):
    """A system whose archives are taken over: how one is known, and read."""

    name: str
    is_it: Callable[[Look], bool]
    read: Callable[[Path, ReadOptions], Archive]


@contextmanager
def archive_in(
    path: Path, options: Options, systems: Sequence[System] | None = None
) -> Iterator[tuple[str, Archive]]:
    """The name of the system, one of `systems` or else of ours, and its archive.

    It is gone in the end.

    Raises BadFile, which says what the file is and what to ask for, where nothing can be taken over
    of it; also where it is an archive without a single article.
    """
    with ExitStack() as stack:
        aside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        given = ReadOptions(
            options.section, options.zone, aside, stack, options.address, options.language
        )
        with _named(path):
            look, system = _known(path, aside, systems or SYSTEMS)
            archive = system.read(look.path, given)
            if not archive.total:
                raise BadFile(_told_of_empty(system, archive))
        yield system.name, archive


def must_be_known(path: Path, systems: Sequence[System] | None = None) -> None:
    """Raises BadFile, as `archive_in` does, for what is no archive; it looks at the beginning."""
    with tempfile.TemporaryDirectory() as aside, _named(path):
        _known(path, Path(aside), systems or SYSTEMS)


def kind_of_file(path: Path) -> str:
    """What it is, in a few words. Raises BadFile for what is damaged, or is not there."""
    with tempfile.TemporaryDirectory() as aside:
        look = _unpacked(Look(path), Path(aside), SYSTEMS)
        system = _system_of(look, SYSTEMS)
        named = f"an archive of {system.name}, which `make import` takes" if system else ""
        return named or foreign_kind(look)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What is wrong with a file is said of that file."""
    try:
        yield
    except BadFile as error:
        raise BadFile(f"{path.name or path}: {error}") from None


def _known(path: Path, aside: Path, systems: Sequence[System]) -> tuple[Look, System]:
    look = _unpacked(Look(path), aside, systems)
    system = _system_of(look, systems)
    if system is None:
        raise BadFile(told_of_foreign(look))
    return look, system


def _system_of(look: Look, systems: Sequence[System]) -> System | None:
    return next((system for system in systems if system.is_it(look)), None)


def _told_of_empty(system: System, archive: Archive) -> str:
    """What else it has, for whoever ticked the wrong box there."""
    behind = archive.left_behind() if isinstance(archive, Partial) else LeftBehind()
    others = {**behind.skipped, **({"attachment": len(behind.files)} if behind.files else {})}
    has = ", ".join(f"{n} of type {kind}" for kind, n in sorted(others.items()))
    said = f": it has {has}" if has else ""
    return (
        f"This is an archive of {system.name} without any articles{said}."
        f" {behind.broken or 'Export it anew, with all content.'}"
    )


def _unpacked(look: Look, aside: Path, systems: Sequence[System]) -> Look:
    """The one file in a zip or folder that is an archive by itself: WordPress.com sends zips."""
    alone = look.named(r"\.(?:xml|atom|json|xml\.gz)\Z")
    if len(alone) != 1 or _system_of(look, systems):
        return look
    with files_in(look.path, aside) as files:
        inside = Look(files.path(alone[0]))
    return inside if _system_of(inside, systems) else look


def _has(path: Path, wanted: bytes, most: int) -> bool:
    """Whether a text stands in the first `most` bytes of a file."""
    with opened(path) as file:
        before, left = b"", most
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            if wanted in before + chunk:
                return True
            before, left = chunk[-len(wanted) :], left - len(chunk)
    return False


def _is_wordpress(look: Look) -> bool:
    return look.root == "rss" and _WORDPRESS in look.text


def _is_blogger(look: Look) -> bool:
    # The feed that readers get has pages, of which each is a part of the blog.
    is_feed = _MORE_PAGES.search(look.text) is not None
    return look.root == "feed" and not is_feed and _BLOGGER in look.text


def _blogger_file(look: Look) -> str:
    found = look.named(r"(?:^|/)blogs/[^/]+/feed\.atom\Z")
    return found[0] if len(found) == 1 else ""


def _read_takeout(path: Path, options: ReadOptions) -> Archive:
    return BloggerArchive.in_takeout(path, _blogger_file(Look(path)), options)


def _is_ghost(look: Look) -> bool:
    if not _GHOST.match(look.text):
        return False
    return _POSTS_OF_GHOST.decode() in look.text or _has(look.path, _POSTS_OF_GHOST, 1 << 30)


def _ghost_file(look: Look) -> str:
    """The newest export in a folder or zip; Ghost's file names end with their date."""
    found = look.named(r"(?:^|/)[^/]*ghost[^/]*\.json\Z|(?:^|/)data/[^/]+\.json\Z")
    exports = [
        name for name in found if _GHOST.match(_head(look, name).decode("utf-8-sig", "replace"))
    ]
    return exports[-1] if exports else ""


def _read_ghost(path: Path, options: ReadOptions) -> Archive:
    return GhostArchive(path, options, _ghost_file(Look(path)))


def _is_substack(look: Look) -> bool:
    listed = look.named(r"(?:^|/)posts\.csv\Z")
    if len(listed) != 1:
        return False
    head = _head(look, listed[0]).partition(b"\n")[0].replace(b"\0", b"")
    return all(column.encode() in head for column in COLUMNS)


def _is_medium(look: Look) -> bool:
    pages = [name for name in look.names if POSTS.search(name)][:_LOOKED_AT]
    return any(all(mark.encode() in _head(look, page) for mark in IS_STORY) for page in pages)


def _head(look: Look, name: str) -> bytes:
    """What a file in a folder or zip begins with."""
    with tempfile.TemporaryDirectory() as aside, files_in(look.path, Path(aside)) as files:
        return files.head(name)


SYSTEMS = (
    System("WordPress", _is_wordpress, WordPressArchive),
    System("Blogger", _is_blogger, BloggerArchive),
    System("Blogger", lambda look: bool(_blogger_file(look)), _read_takeout),
    System("Ghost", _is_ghost, GhostArchive),
    System("Ghost", lambda look: bool(_ghost_file(look)), _read_ghost),
    System("Substack", _is_substack, SubstackArchive),
    System("Medium", _is_medium, MediumArchive),
)
"""The first that knows it reads it. What is only a folder of files comes after what is more."""
