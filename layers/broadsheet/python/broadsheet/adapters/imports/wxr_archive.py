"""A site of WordPress: its WXR file, read and not yet taken over."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.spool import PostSpool
from broadsheet.adapters.imports.wxr_addresses import old_addresses_of
from broadsheet.adapters.imports.wxr_articles import article_of, authors_of
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.adapters.imports.wxr_parts import Explained
from broadsheet.adapters.imports.wxr_site import wxr_posts
from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut
from broadsheet.domain.transfer.file_names import place_of
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportedImage,
    ImportNote,
    LeftBehind,
    OldAddress,
    OldFile,
)


class WordPressArchive:
    """One site. Implements `Archive`, `Discussed`, `Described` and `Partial`.

    Raises BadFile where nothing of the file can be read.
    """

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._path, self._options = path, options
        self._explained = Explained()
        self._spool = options.open.enter_context(PostSpool(options.aside))
        with opened(path) as file:
            for post in wxr_posts(file, self._explained, options.zone):
                self._spool.add(post)

    @property
    def source(self) -> str:
        """The blog's address."""
        return self._explained.source

    @property
    def total(self) -> int:
        """How many posts and pages there are."""
        return self._spool.count

    def authors(self) -> list[ImportedAuthor]:
        """Everybody whom the file names."""
        return authors_of(self._explained)

    def articles(self) -> Iterator[ImportedArticle | ImportNote]:
        """The posts and pages by their dates, or why one is left out."""
        for post in self._spool:
            yield article_of(post, self._explained, self._options.section, self._options.language)

    def old_addresses(self) -> Iterable[OldAddress]:
        """Where its lists, feeds and files stood."""
        return old_addresses_of(self._explained, self._options.section)

    @property
    def hosts(self) -> frozenset[str]:
        """The blog's, and those of its attachments."""
        places = (place_of(one.url) for one in self.pictures)
        return frozenset({self._explained.host, *(place.host for place in places if place)})

    @property
    def pictures(self) -> list[ImportedImage]:
        """Its attachments."""
        return list(self._explained.attachments.values())

    def comments(self) -> Iterator[ImportedComment | LeftOut]:
        """What readers said, as far as the file goes."""
        with opened(self._path) as file:
            found = wxr_comments(file, self._options.zone)
            with suppress(*([BadFile] if self._explained.broken else [])):
                yield from found

    def left_behind(self) -> LeftBehind:
        """Items of other types, tables that no post shows, attachments, where it breaks off, what
        was no XML in it, and what of its authors, lists and files nothing here has."""
        explained = self._explained
        broken = f"{explained.broken} The last that was read: {explained.last}."
        return LeftBehind(
            skipped=dict(explained.skipped + explained.tables.unseen()),
            files=[OldFile(number, one.url) for number, one in explained.attachments.items()],
            broken=broken if explained.broken else "",
            notes=[*self._mended(), *explained.notes],
        )

    def _mended(self) -> list[ImportNote]:
        places = (
            f"{self._explained.mended} places that are no XML, such as an & alone, are right now"
        )
        is_mended = bool(self._explained.mended)
        return [ImportNote("", self._path.name, "file_mended", places)] if is_mended else []
