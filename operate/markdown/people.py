"""Who writes for a static site: what its data files and folders of people say of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.transfer.site_lines import ImportedAuthor, ImportNote
from client.errors import CommandError
from client.fields import Fields
from client.front_matter import read_any
from operate.markdown.site_folder import SiteFolder, read_data

FOLDERS = re.compile(r"(?:^|/)_?authors?/(?:[^/]+/)?[^/]+$", re.IGNORECASE)
"""Texts that are people's, and no articles."""
_DATA = (
    *("_data/authors", "_data/people", "data/authors", "data/people", "src/data/authors"),
    *("blog/authors", "docs/blog/.authors", ".authors", "authors"),
)
_IN_FOLDERS = (
    "data/authors",
    "_data/authors",
    "src/content/authors",
    "data/people",
    "_data/people",
)
_NAMES, _BIOS = ("name", "title", "display_name"), ("bio", "description")
_OF_THE_FILE = ("id", "slug", "layout", "draft", "email")
"""What says nothing to readers, or is not theirs to read."""


class People:
    """Everybody by what they are known as; `broken` are files that cannot be read, `notes` say what
    of somebody no profile is given."""

    def __init__(self, site: SiteFolder) -> None:
        self._by_login: dict[str, ImportedAuthor] = {}
        self.broken: list[str] = []
        self.notes: list[ImportNote] = []
        for login, given in self._all(site):
            if isinstance(given, Mapping):
                self.add(login, given)

    def _all(self, site: SiteFolder) -> Iterator[tuple[str, Any]]:
        try:
            listed = site.data(*_DATA)
        except BadFile as error:
            self.broken.append(str(error))
            listed = None
        if isinstance(listed, Mapping):
            yield from ((str(login), given) for login, given in listed.items())
        elif isinstance(listed, list):
            yield from (
                (str(one.get("id") or one.get("name")), one)
                for one in listed
                if isinstance(one, Mapping)
            )
        for folder in _IN_FOLDERS:
            for path in sorted((site.root / folder).glob("*.*")):
                if path.suffix in (".yml", ".yaml", ".toml", ".json") and site.safe(path):
                    try:
                        yield path.stem, read_data(path)
                    except BadFile as error:
                        self.broken.append(str(error))

    def add(self, login: str, given: Mapping[str, Any]) -> None:
        """Somebody of whom this is said."""
        name = _said(given, _NAMES) or login
        author = ImportedAuthor(login, name, _said(given, _BIOS))
        self._by_login.setdefault(login.lower(), author)
        if left := sorted(set(map(str, given)) - {*_NAMES, *_BIOS, *_OF_THE_FILE}):
            self.notes.append(ImportNote("", name, "field_left_out", ", ".join(left)))

    def add_text(self, login: str, text: str) -> None:
        """Somebody whose page this is. Raises CommandError."""
        document = read_any(text)
        given = Fields(document)
        said = {"name": given.text("name", "title"), "bio": given.text(*_BIOS)}
        said |= {name: name for name in given.unread()} | {"text": document.body.strip()}
        self.add(login, {name: value for name, value in said.items() if value})

    def name_of(self, known_as: str) -> str:
        """The name for readers of whom a text calls so."""
        found = self._by_login.get(known_as.strip().lower())
        return found.name if found else known_as.strip()

    def everybody(self) -> list[ImportedAuthor]:
        """All of them."""
        return list(self._by_login.values())


def is_somebody(name: str, text: str) -> bool:
    """Whether a text at this place is about somebody who writes, and no article."""
    if not FOLDERS.search(name):
        return False
    try:
        given = Fields(read_any(text))
    except CommandError:
        return False
    return given.value("date", "pubDate") is None


def _said(given: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(given[name]).strip() for name in names if given.get(name)), "")
