"""By which id a post of a WordPress file is known: within the file, and at every later import."""

import hashlib

from broadsheet.adapters.imports.xml_stream import Element


class Ids:
    """Gives each item of a file its own, in the order of the file.

    Imitators of WordPress leave ids out, or count pages and posts each from one.
    """

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def of(self, item: Element) -> str:
        """WordPress's number; else what else is nobody else's. Of one item twice the same."""
        given = (item.said(name) for name in ("wp:post_id", "guid", "link", "wp:post_name"))
        number = next(filter(None, given), "")
        link = item.said("link")
        # Drafts, and blogs that have never been asked for more, have one address for all: `/?p=7`.
        told = (
            ("wp:post_name", "title", "pubDate") if "?" in link or not link else ("wp:post_name",)
        )
        said = "\0".join([link, *(item.said(name) for name in told)])
        if not number:
            number = _digest(said) if said.strip("\0") else ""
        before = self._seen.setdefault(number, said)
        return number if before == said else f"{number} {_digest(said)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]
