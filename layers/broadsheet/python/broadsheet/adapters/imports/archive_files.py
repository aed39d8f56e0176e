"""The files of an archive, whether it is a folder or still a zip; and the old site's files in it.

Nothing of it is believed: a zip says itself how large its files are, and where they belong. Links
are not followed, names that lead out of the folder are refused.
"""

import os
import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit

from broadsheet.adapters.imports.bad_file import BadFile

MOST_FILES = 200_000
MOST_BYTES = 8 << 30
"""Of all files together: the largest newsletter's archive has a tenth of it."""
LONGEST_TEXT = 16 << 20
"""Bytes of a story's file: what has more is no text."""
_HEAD = 1 << 14
_MOST_RATIO = 200
"""Bytes for each that is packed. Text has twenty, in the worst case."""
_FEW_BYTES = 1 << 20
"""Below this a file may be packed as well as it likes."""
_HIDDEN = ("__MACOSX", ".")
_UP = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:")
_ENCRYPTED = 1
_RESIZED = re.compile(r"/size/w\d+(?:h\d+)?(?:/format/\w+)?/")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError)


class ArchiveFiles(Protocol):
    """Names with `/` between their parts, in order, and what the files of these names have."""

    @property
    def names(self) -> list[str]:
        """Every file's, without those that a system hides."""

    def read(self, name: str, most: int = LONGEST_TEXT) -> bytes:
        """All of a file. Raises BadFile where it has more than `most` bytes, or is damaged."""

    def head(self, name: str) -> bytes:
        """The first bytes of a file. Raises BadFile where it is damaged."""

    def path(self, name: str) -> Path:
        """The file on this machine's disk. Raises BadFile where it is damaged."""


@contextmanager
def files_in(path: Path, aside: Path) -> Iterator[ArchiveFiles]:
    """The files of a folder or a zip, which are unpacked, if they must be, under `aside`.

    Raises BadFile for what is not to be unpacked.
    """
    if path.is_dir():
        yield FolderFiles(path)
        return
    try:
        with zipfile.ZipFile(path) as packed:
            yield ZipFiles(packed, aside)
    except _BROKEN as error:
        raise BadFile(f"The zip is damaged, or packed in a way that is not read: {error}") from None


def is_hidden(name: str) -> bool:
    """Whether a system keeps it for itself."""
    return any(part.startswith(_HIDDEN) and part != ".." for part in name.split("/"))


class FolderFiles:
    """A folder's. Implements `ArchiveFiles`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names = sorted(self._found())

    def _found(self) -> Iterator[str]:
        count = 0
        for root, folders, names in os.walk(self._folder):
            folders[:] = [one for one in folders if not is_hidden(one)]
            for name in names:
                path = Path(root, name)
                if is_hidden(name) or path.is_symlink() or not path.is_file():
                    continue
                count += 1
                if count > MOST_FILES:
                    raise BadFile(f"The folder has more than {MOST_FILES:,} files.")
                yield path.relative_to(self._folder).as_posix()

    def read(self, name: str, most: int = LONGEST_TEXT) -> bytes:
        """All of a file."""
        with self.path(name).open("rb") as file:
            return _bounded(file, name, most)

    def head(self, name: str) -> bytes:
        """The first bytes of a file."""
        with self.path(name).open("rb") as file:
            return file.read(_HEAD)

    def path(self, name: str) -> Path:
        """Where it lies."""
        return self._folder / name


class ZipFiles:
    """A zip's. Implements `ArchiveFiles`. Raises BadFile for one that means harm."""

    def __init__(self, packed: zipfile.ZipFile, aside: Path) -> None:
        self._packed, self._aside = packed, aside
        self._infos = {
            info.filename: info
            for info in packed.infolist()
            if not info.is_dir() and not is_hidden(info.filename) and not _is_link(info)
        }
        self._must_be_harmless(packed.infolist())
        self.names = sorted(self._infos)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def _must_be_harmless(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > MOST_FILES:
            raise BadFile(f"The zip has more than {MOST_FILES:,} files.")
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise BadFile(f"The zip would be more than {MOST_BYTES >> 30} GiB when it is unpacked.")
        for info in infos:
            if _UP.search(info.filename):
                raise BadFile(f"The zip has a file that belongs elsewhere: {info.filename[:200]}")
            if info.flag_bits & _ENCRYPTED:
                raise BadFile("The zip is locked with a password: unpack it, and give the folder.")
            if info.file_size > _FEW_BYTES and info.file_size > _MOST_RATIO * info.compress_size:
                raise BadFile(f"The zip has a file that is mostly air: {info.filename[:200]}")

    def read(self, name: str, most: int = LONGEST_TEXT) -> bytes:
        """All of a file."""
        try:
            with self._packed.open(self._infos[name]) as file:
                return _bounded(cast("BinaryIO", file), name, most)
        except _BROKEN as error:
            raise BadFile(f"{name} in the zip is damaged: {error}") from None

    def head(self, name: str) -> bytes:
        """The first bytes of a file."""
        try:
            with self._packed.open(self._infos[name]) as file:
                return file.read(_HEAD)
        except _BROKEN as error:
            raise BadFile(f"{name} in the zip is damaged: {error}") from None

    def path(self, name: str) -> Path:
        """Where it lies once it is unpacked: under a number, as names are anybody's."""
        info = self._infos[name]
        target = self._aside / f"{self._numbers[name]}{Path(name).suffix[:10]}"
        if not target.exists():
            try:
                with self._packed.open(info) as file, target.open("wb") as out:
                    # Python reads no more than the size that was looked at above.
                    shutil.copyfileobj(file, out)
            except _BROKEN as error:
                target.unlink(missing_ok=True)
                raise BadFile(f"{name} in the zip is damaged: {error}") from None
        return target


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _bounded(file: BinaryIO, name: str, most: int) -> bytes:
    content = file.read(most + 1)
    if len(content) > most:
        raise BadFile(f"{name} has more than {most >> 20} MiB.")
    return content


class FilesOfTheSite:
    """The old site's files, as far as the archive has them. Implements `Originals`.

    By the end of the address: where several files have its last part, the folder tells which.
    Ghost keeps what was uploaded beside what it made of it (`a_o.jpg`).
    """

    def __init__(self, files: ArchiveFiles) -> None:
        self._files = files
        self._by_last: dict[str, list[str]] = {}
        for name in files.names:
            self._by_last.setdefault(_folded(name.rpartition("/")[2]), []).append(name)

    def find(self, address: str) -> Path | None:
        """The file that the address showed; None where it is not here, or cannot be told."""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            return None
        name = self._named(_RESIZED.sub("/", path))
        return self._files.path(name) if name else None

    def _named(self, path: str) -> str | None:
        head, _, last = path.rpartition("/")
        stem, dot, suffix = last.rpartition(".")
        for wanted in (f"{stem}_o{dot}{suffix}", last):
            found = self._by_last.get(_folded(wanted), [])
            if len(found) == 1 and (wanted == last or head):
                return found[0] if wanted == last or _same_end(found[0], head) else None
            alike = [name for name in found if _same_end(name, head)]
            if len(alike) == 1:
                return alike[0]
        return None


def _folded(name: str) -> str:
    """As systems of files compare names that were typed on another."""
    return unicodedata.normalize("NFC", name).casefold()


def _same_end(name: str, head: str) -> bool:
    """Whether a file lies in a folder that ends, or begins, as the address does."""
    folder = name.rpartition("/")[0]
    return f"/{folder}".endswith(head) or head.endswith(f"/{folder}")
