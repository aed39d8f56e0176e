"""Pictures of a folder: beside the texts that show them, or where the site has its files."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from broadsheet.adapters.imports.old_site import host_in
from operate.markdown.addresses import bundled
from operate.markdown.site_folder import SiteFolder
from operate.markdown.texts import Text

_AT_ROOT = ("static/", "public/", "source/")
"""Folders whose files stand at the root of the site."""


class FolderOriginals:
    """Implements `Originals`: an address in a body is that of a file in the folder, or of none."""

    def __init__(self, site: SiteFolder) -> None:
        self._site = site
        self._known: dict[str, Path] = {}

    def find(self, address: str) -> Path | None:
        """The file at its address; one in another folder is not looked at."""
        if known := self._known.get(address):
            return known
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme and host_in(address) != self._site.host:
            return None
        path = unquote(parts.path)
        return self._site.found(path) if path.startswith("/") else None

    @property
    def found(self) -> dict[str, Path]:
        """Every address that a text has, with its file."""
        return dict(self._known)

    def of(self, text: Text, notes: list[tuple[str, str]]) -> Callable[[str, str], str]:
        """What makes an address that stands anywhere of one that stands in this text."""

        def address(written: str, _words: str = "") -> str:
            written = written.strip()
            if written.startswith("//"):
                written = f"https:{written}"
            try:
                parts = urlsplit(written)
            except ValueError:
                notes.append(("picture_left_out", written[:80]))
                return written
            if parts.scheme:
                file = self.find(written)
                self._remember(written, file)
                if file is None:
                    notes.append(("picture_stays", written))
                return written
            return self._inside(text, unquote(parts.path), written, notes)

        return address

    def _inside(self, text: Text, path: str, written: str, notes: list[tuple[str, str]]) -> str:
        path = path.removeprefix("~").removeprefix("@")
        file = self._site.found(path, text.path.parent)
        address = self._address(text, path, file)
        if file is None:
            notes.append(("picture_missing", written))
        self._remember(address, file)
        return address

    def _remember(self, address: str, file: Path | None) -> None:
        if file is not None:
            self._known[address] = file

    def _address(self, text: Text, path: str, file: Path | None) -> str:
        """Where it stood: in a bundle beside its text, else from the site's root."""
        if path.startswith("/"):
            return path
        if file is None:
            below = text.address or "/"
            return posixpath.normpath(posixpath.join(below, path)).replace("//", "/")
        beside = file.parent == text.path.parent
        if beside and bundled(text.place) and text.address.endswith("/"):
            return f"{text.address}{file.name}"
        name = self._site.named(str(file))
        for start in _AT_ROOT:
            name = name.removeprefix(start)
        return f"/{name}"
