"""A copy of the folder in which another system keeps files, such as `wp-content/uploads`."""

import os
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from broadsheet.adapters.pillow_images import can_be_taken
from broadsheet.domain.transfer.file_names import (
    Place,
    edit_of,
    is_picture,
    pixels_in,
    place_of,
    root_of,
)

_Key = tuple[str, ...]


class UploadsFolder:
    """Implements `Originals`: what an address showed is found by its path, whatever its size.

    `hosts` are the site's own: a file of another site that has the same path is another file.
    `whole` are addresses of which is known that they are no smaller size of anything, whatever
    they are called. The folder may be the one of the uploads, or any of those that it is in.
    """

    def __init__(
        self, folder: Path, hosts: Collection[str], whole: Collection[str] = frozenset()
    ) -> None:
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is no folder")
        self._hosts = frozenset(host.lower().removeprefix("www.") for host in hosts)
        self._whole = frozenset(filter(None, map(place_of, whole)))
        self._files: dict[_Key, list[Path]] = {}
        self._families: dict[_Key, list[Path]] = {}
        self._paths: dict[Path, _Key] = {}
        for path, steps in _files_below(folder):
            for key in {_folded(steps), *_below(steps)}:
                self._files.setdefault(key, []).append(path)
                if is_picture(key[-1]):
                    family = (*key[:-1], root_of(key[-1]))
                    self._families.setdefault(family, []).append(path)

    def find(self, address: str) -> Path | None:
        """See `Originals`. What is no picture has no sizes."""
        # Some systems encode twice.
        places = dict.fromkeys([place_of(address), place_of(unquote(address))])
        return next(filter(None, map(self._at, filter(None, places))), None)

    def _at(self, place: Place) -> Path | None:
        if place.host and place.host not in self._hosts:
            return None
        for steps in _tails(place):
            exact = self._exact(steps)
            if exact and (not is_picture(steps[-1]) or place in self._whole):
                return exact
            if found := self._largest(steps, exact):
                return found
        return None

    def variants(self, address: str) -> list[str]:
        """The paths, as addresses have them, of all sizes of what the address showed."""
        place = place_of(address)
        if place is None or not is_picture(place.steps[-1]):
            return []
        for steps in _tails(place):
            if family := self._family(steps):
                names = sorted({path.name for path in family})
                return ["/" + "/".join((*place.steps[:-1], name)) for name in names]
        return []

    def _exact(self, steps: tuple[str, ...]) -> Path | None:
        """Of names that differ in their case alone the one that is written just so."""
        found = self._files.get(_folded(steps), [])
        same = [path for path in found if _composed(path.name) == steps[-1]]
        return next(iter(same or found), None)

    def _family(self, steps: tuple[str, ...]) -> list[Path]:
        *above, name = _folded(steps)
        family = self._families.get((*above, root_of(name)), [])
        mine = edit_of(name)
        return [path for path in family if edit_of(path.name.casefold()) == mine] or family

    def _largest(self, steps: tuple[str, ...], exact: Path | None) -> Path | None:
        """The original before those that a name says a size of; what no page could show last."""
        if not is_picture(steps[-1]):
            return exact
        family = self._family(steps)
        if not family:
            return exact
        return min(family, key=lambda path: (not can_be_taken(path), *_rank(path, steps[-1])))


def _rank(path: Path, asked: str) -> tuple[bool, int, int, bool, int, str]:
    name = _composed(path.name)
    pixels, stem = pixels_in(name), name.rpartition(".")[0]
    # WordPress keeps the upload beside what it made of it, under the shortest name.
    is_of_type = name.rpartition(".")[2].casefold() == asked.rpartition(".")[2].casefold()
    is_other = root_of(name) != root_of(asked)  # in its case: the family does not tell
    return (is_other, 1 if pixels else 0, -pixels, not is_of_type, len(stem), name)


def _tails(place: Place) -> Iterator[tuple[str, ...]]:
    """What the path may be in the folder: whole, or below the place in which files are kept."""
    below = place.below_root()
    shortest = len(below) if below is not None else min(2, len(place.steps))
    for n in range(len(place.steps) - shortest + 1):
        yield place.steps[n:]
    # One site of many, whose files lie by themselves in a copy: uploads/sites/3/2024/01.
    if below and len(below) > 2 and below[0] == "sites" and below[1].isdigit():
        yield below[2:]


def _below(steps: tuple[str, ...]) -> Iterator[_Key]:
    """Below the place in which files are kept; what is called `files` within that is none."""
    below = Place("", steps).below_root()
    depth = len(steps) - len(below) if below else 0
    if below and (depth == 1 or steps[depth - 2].casefold() in ("wp-content", "content")):
        yield _folded(below)


def _files_below(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Every file, with the steps to it. What a link leads to elsewhere is not of the folder."""
    whole = folder.resolve()
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(above) / name
            is_here = not path.is_symlink() or path.resolve().is_relative_to(whole)
            if is_here and path.is_file():
                yield path, tuple(map(_composed, path.relative_to(folder).parts))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(steps: tuple[str, ...]) -> _Key:
    return tuple(_composed(step).casefold() for step in steps)
