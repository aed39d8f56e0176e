"""Who writes for a static site: what its data files and folders of people say of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.transfer.site_lines import ImportedAuthor
from client.errors import CommandError
from client.fields import Fields
from client.front_matter import read_any
from operate.markdown.site_folder import SiteFolder, read_data

FOLDERS = re.compile(r"(?:^|/)_?authors?/(?:[^/]+/)?[^/]+$", re.IGNORECASE)
"""Texts that are people's, and no articles."""
_DATA = ("_data/authors", "_data/people", "data/authors", "data/people", "src/data/authors")
_IN_FOLDERS = (
    "data/authors",
    "_data/authors",
    "src/content/authors",
    "data/people",
    "_data/people",
)


class People:
    """Everybody by what they are known as; `broken` are files that cannot be read."""

    def __init__(self, site: SiteFolder) -> None:
        self._by_login: dict[str, ImportedAuthor] = {}
        self.broken: list[str] = []
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
        name = next((given[n] for n in ("name", "title", "display_name") if given.get(n)), login)
        self._by_login.setdefault(login.lower(), ImportedAuthor(login, str(name).strip()))

    def add_text(self, login: str, text: str) -> None:
        """Somebody whose page this is. Raises CommandError."""
        given = Fields(read_any(text))
        self.add(login, {"name": given.text("name", "title")})

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
