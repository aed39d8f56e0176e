"""Links from one text to another, as generators let authors write them."""

import posixpath
from collections.abc import Sequence

from operate.markdown.addresses import last_part
from operate.markdown.texts import Text

_ENDS = (".md", ".mdx", ".markdown", ".html")


class References:
    """Where the texts of a site stood, by their files, names and titles."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._by_name: dict[str, Text] = {}
        for text in texts:
            folderless = text.name.rpartition("/")[2]
            for name in (
                *(text.name, text.place, folderless, last_part(text.place)),
                *(text.name.partition("/")[2], str(text.file.article["title"])),
                posixpath.dirname(text.name) if folderless.startswith("index.") else text.name,
            ):
                self._by_name.setdefault(_plain(name), text)

    def address(self, text: Text, reference: str) -> str:
        """The address of what `text` refers to; empty where no text of the site is meant."""
        name, mark, anchor = reference.strip().partition("#")
        if not name or "://" in name:
            return ""
        relative = posixpath.normpath(posixpath.join(posixpath.dirname(text.name), name))
        plain = name.removeprefix("@/").lstrip("/")
        found = None
        if name.startswith(("@/", "/")):
            found = self._get(f"content/{plain}") or self._get(plain)
        elif name.endswith(_ENDS) or "." not in name.rpartition("/")[2]:
            found = self._get(relative) or self._get(plain) or self._get(plain.rpartition("/")[2])
        if found and found.address:
            return f"{found.address}{mark}{anchor}"
        if text.address and not name.startswith(("/", "@")) and name.startswith("."):
            below = text.address if text.address.endswith("/") else posixpath.dirname(text.address)
            return posixpath.normpath(posixpath.join(below, name)) + (
                "/" if name.endswith("/") else ""
            )
        return ""

    def _get(self, name: str) -> Text | None:
        return self._by_name.get(_plain(name))


def _plain(name: str) -> str:
    name = name.strip("/")
    for end in _ENDS:
        name = name.removesuffix(end)
    return name.removesuffix("/index").lower()
