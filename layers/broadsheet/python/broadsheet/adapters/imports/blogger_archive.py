"""A blog of Blogger: the Atom file of *Settings, Back up content*, and that of Google's Takeout.

The first tells by a category what an entry is, the second by `blogger:type`. Both have posts, pages
and comments; the first has the blog's settings and its template, too.
https://developers.google.com/blogger/docs/2.0/developers_guide_protocol
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from broadsheet.adapters.imports.archive_files import FilesOfTheSite, files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.blogger_body import blogger_body
from broadsheet.adapters.imports.blogger_comments import comments_in
from broadsheet.adapters.imports.blogger_entries import (
    id_of,
    kind_of_entry,
    labels_of,
    link_of,
    named,
    source_of,
)
from broadsheet.adapters.imports.old_site import host_in, language_in
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.read_archive import (
    PAGES,
    Notes,
    ReadArchive,
    ReadOptions,
    moment_in,
    one_line,
    slug_for,
)
from broadsheet.adapters.imports.xml_stream import LONGEST, Element, elements
from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote, OldAddress, OldStatus

_LANGUAGE, _ADDRESS = ".settings.BLOG_LOCALE", ".settings.BLOG_PUBLISHED_URL"
_TRASHED = frozenset({"SOFT_TRASHED", "TRASHED", "DELETED"})


class BloggerArchive(ReadArchive):
    """One blog. Implements `Discussed`. Raises BadFile where nothing of the file can be read."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        super().__init__("blogger", options)
        self._path, self._options = path, options
        self._language = ""
        self.originals: FilesOfTheSite | None = None
        self._host = host_in(options.address)
        last = ""
        with opened(path) as file:
            try:
                for entry in elements(file, ("entry",), (), named):
                    last = f"{id_of(entry)} {one_line(entry.said('title'))}".strip()
                    self._read(entry)
            except BadFile as error:
                if not last:
                    raise
                self.broken = f"{error} The last that was read: {last}."
        self.add_list(OldAddress("/feeds/posts/default", "feed"))

    @classmethod
    def in_takeout(cls, path: Path, name: str, options: ReadOptions) -> "BloggerArchive":
        """The blog whose Atom file has a name in a folder or zip, with the pictures beside it."""
        files = options.open.enter_context(files_in(path, options.aside))
        archive = cls(files.path(name), options)
        archive.originals = FilesOfTheSite(files)
        others = (one.rpartition(".")[2].lower() for one in files.names if one != name)
        archive.skipped.update(f"{kind} files" for kind in others)
        return archive

    def comments(self) -> Iterator[ImportedComment | LeftOut]:
        """What readers said, as far as the file goes."""
        with opened(self._path) as file:
            yield from comments_in(file, self._options, is_broken=bool(self.broken))

    def _read(self, entry: Element) -> None:
        kind = kind_of_entry(entry)
        if self.source == "blogger":
            self.source = source_of(entry)
        if kind == "settings":
            self._set(entry)
        if kind in ("post", "page"):
            self.add(self._article(entry, kind))
        elif kind != "comment":
            self.skipped[kind or "entries of no kind"] += 1

    def _set(self, entry: Element) -> None:
        setting, said = entry.said("id"), entry.said("content")
        if setting.endswith(_LANGUAGE):
            self._language = language_in(said)
        elif setting.endswith(_ADDRESS):
            self._host = self._host or host_in(said)

    def _article(self, entry: Element, kind: str) -> ImportedArticle | ImportNote:
        post_id, title = id_of(entry), one_line(entry.said("title"))
        content = entry.child("content")
        if content is not None and content.length > LONGEST:
            long = f"/body has more than {LONGEST} characters"
            return ImportNote(post_id, title, "refused", long)
        if not post_id or entry.said("blogger:status") in _TRASHED or entry.said("blogger:trashed"):
            return ImportNote(post_id, title, "is_trash" if post_id else "incomplete")
        note = Notes(post_id, title)
        path, host = _path(entry, note)
        self._host = self._host or host
        self._learn_lists(entry)
        status = _status(entry)
        body = blogger_body(content, note, self._host, link_of(entry))
        self._say_what_changed(entry, kind, title, note)
        return ImportedArticle(
            source=self.source,
            id=post_id,
            title=title or f"{kind.title()} {post_id}",
            standfirst=one_line(entry.said("blogger:metaDescription")),
            body=body,
            section=PAGES if kind == "page" else self._options.section,
            language=self._options.language or self._language,
            tags=labels_of(entry),
            authors=self._names(entry),
            slug=slug_for(_slug(path), title, note) if path else "",
            status=status,
            at=moment_in(entry.said("published"), self._options.zone),
            modified_at=moment_in(entry.said("updated"), self._options.zone),
            addresses=(path,) if path else (),
            notes=note.told(),
        )

    def _say_what_changed(self, entry: Element, kind: str, title: str, note: Notes) -> None:
        if not title:
            note("no_title", f"{kind.title()} {id_of(entry)}")
        if kind == "page":
            note("page_is_article", link_of(entry))
        place = entry.child("blogger:location")
        if place is not None and place.said("blogger:name"):
            note("place_left_out", place.said("blogger:name"))
        for link in entry.children:
            # What a podcast's feed had: a file beside the words.
            if link.name == "link" and link.attributes.get("rel") == "enclosure":
                note("enclosure_left_out", link.attributes.get("href", ""))

    def _names(self, entry: Element) -> tuple[str, ...]:
        author = entry.child("author")
        name = one_line(author.said("name")) if author else ""
        if name:
            self.add_author(author.said("uri") if author else name, name)
        return (name,) if name else ()

    def _learn_lists(self, entry: Element) -> None:
        for label in labels_of(entry):
            self.add_list(OldAddress(f"/search/label/{quote(label)}", "tag", label))


def _path(entry: Element, note: Notes) -> tuple[str, str]:
    """Where it stood: the path, and the host where the file says that."""
    named = entry.said("blogger:filename")
    try:
        parts = urlsplit(named or link_of(entry))
    except ValueError:
        note("address_not_free", named or link_of(entry))
        return "", ""
    path = f"/{parts.path.lstrip('/')}" if parts.path else ""
    return path if len(path) > 1 else "", host_in(link_of(entry))


def _slug(path: str) -> str:
    return unquote(path).rpartition("/")[2].removesuffix(".html")


def _status(entry: Element) -> OldStatus:
    control = entry.child("app:control")
    is_draft = control is not None and control.said("app:draft") == "yes"
    said = entry.said("blogger:status")
    if is_draft or said not in ("", "LIVE", "SCHEDULED"):
        return "draft"
    return "scheduled" if said == "SCHEDULED" else "published"
