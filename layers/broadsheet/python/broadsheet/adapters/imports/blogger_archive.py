"""A blog of Blogger: the Atom file of *Settings, Back up content*, and that of Google's Takeout.

The first tells by a category what an entry is, the second by `blogger:type`. Both have posts, pages
and comments; the first has the blog's settings and its template, too.
https://developers.google.com/blogger/docs/2.0/developers_guide_protocol
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

from broadsheet.adapters.imports.archive_files import FilesOfTheSite, files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.blogger_body import blogger_body
from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.packed import opened
from broadsheet.adapters.imports.read_archive import (
    PAGES,
    Notes,
    ReadArchive,
    ReadOptions,
    language_in,
    moment_in,
    one_line,
    slug_for,
)
from broadsheet.adapters.imports.xml_stream import LONGEST, Element, elements
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote, OldAddress, OldStatus

_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "",
    "http://schemas.google.com/blogger/2008": "blogger:",
    "http://schemas.google.com/blogger/2018": "blogger:",
    "http://purl.org/syndication/thread/1.0": "thr:",
    "http://purl.org/atom/app#": "app:",
    "http://www.w3.org/2007/app": "app:",
}
_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = "http://schemas.google.com/blogger/2008/kind#"
_LANGUAGE, _ADDRESS = ".settings.BLOG_LOCALE", ".settings.BLOG_PUBLISHED_URL"
_TRASHED = frozenset({"SOFT_TRASHED", "TRASHED", "DELETED"})
_STATES = {
    "LIVE": CommentState.APPROVED,
    "": CommentState.APPROVED,
    "PENDING": CommentState.PENDING,
    "SPAM": CommentState.SPAM,
    "EMPTIED": CommentState.DELETED,
    "GHOSTED": CommentState.REJECTED,
    "REJECTED": CommentState.REJECTED,
}


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{_NAMESPACES.get(namespace, '')}{local}"


class BloggerArchive(ReadArchive):
    """One blog. Implements `Discussed`. Raises BadFile where nothing of the file can be read."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        super().__init__("blogger", options)
        self._path, self._options = path, options
        self._language = ""
        self.originals: FilesOfTheSite | None = None
        self._host = _host(options.address)
        last = ""
        with opened(path) as file:
            try:
                for entry in elements(file, ("entry",), (), _named):
                    last = f"{_id(entry)} {one_line(entry.said('title'))}".strip()
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
            yield from _comments(file, self._options, is_broken=bool(self.broken))

    def _read(self, entry: Element) -> None:
        kind = kind_of_entry(entry)
        if self.source == "blogger":
            self.source = _source(entry)
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
            self._host = self._host or _host(said)

    def _article(self, entry: Element, kind: str) -> ImportedArticle | ImportNote:
        post_id, title = _id(entry), one_line(entry.said("title"))
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
        body = blogger_body(content, note, self._host, _link(entry))
        self._say_what_changed(entry, kind, title, note)
        return ImportedArticle(
            source=self.source,
            id=post_id,
            title=title or f"{kind.title()} {post_id}",
            standfirst=one_line(entry.said("blogger:metaDescription")),
            body=body,
            section=PAGES if kind == "page" else self._options.section,
            language=self._language,
            tags=_labels(entry),
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
            note("no_title", f"{kind.title()} {_id(entry)}")
        if kind == "page":
            note("page_is_article", _link(entry))
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
        for label in _labels(entry):
            self.add_list(OldAddress(f"/search/label/{quote(label)}", "tag", label))


def kind_of_entry(entry: Element) -> str:
    """What an entry is: `post`, `page`, `comment`, `settings`, `template`; empty for no kind."""
    said = entry.said("blogger:type").lower()
    for child in entry.children:
        if child.name == "category" and child.attributes.get("scheme") == _KIND:
            return child.attributes.get("term", "").removeprefix(_KINDS)
    return said


def _id(entry: Element) -> str:
    return _last_id(entry.said("id"))


def _last_id(text: str) -> str:
    """Of `tag:blogger.com,1999:blog-1.post-11` the last number; comments count with the posts."""
    _, found, number = text.strip().rpartition(".post-")
    _, is_page, page = text.strip().rpartition(".page-")
    return number if found else page if is_page else text.strip()


def _source(entry: Element) -> str:
    """The blog's number, which it keeps at whatever address."""
    blog = entry.said("id").partition("blog-")[2].partition(".")[0]
    return f"blogger {blog}" if blog else "blogger"


def _link(entry: Element) -> str:
    links = [child.attributes for child in entry.children if child.name == "link"]
    return next((one.get("href", "") for one in links if one.get("rel") == "alternate"), "")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _path(entry: Element, note: Notes) -> tuple[str, str]:
    """Where it stood: the path, and the host where the file says that."""
    named = entry.said("blogger:filename")
    try:
        parts = urlsplit(named or _link(entry))
    except ValueError:
        note("address_not_free", named or _link(entry))
        return "", ""
    path = f"/{parts.path.lstrip('/')}" if parts.path else ""
    return path if len(path) > 1 else "", _host(_link(entry))


def _slug(path: str) -> str:
    return unquote(path).rpartition("/")[2].removesuffix(".html")


def _status(entry: Element) -> OldStatus:
    control = entry.child("app:control")
    is_draft = control is not None and control.said("app:draft") == "yes"
    said = entry.said("blogger:status")
    if is_draft or said not in ("", "LIVE", "SCHEDULED"):
        return "draft"
    return "scheduled" if said == "SCHEDULED" else "published"


def _labels(entry: Element) -> tuple[str, ...]:
    """In the order of the file, but for what is no label."""
    found = (
        child.attributes.get("term", "").strip()
        for child in entry.children
        if child.name == "category" and child.attributes.get("scheme") != _KIND
    )
    return tuple(dict.fromkeys(label for label in found if label))


def _comments(
    file: BinaryIO, options: ReadOptions, *, is_broken: bool
) -> Iterator[ImportedComment | LeftOut]:
    source = "blogger"
    try:
        for entry in elements(file, ("entry",), (), _named):
            source = _source(entry) if source == "blogger" else source
            if kind_of_entry(entry) == "comment":
                yield _comment(entry, source, options)
    except BadFile:
        if not is_broken:
            raise


def _comment(entry: Element, source: str, options: ReadOptions) -> ImportedComment | LeftOut:
    comment_id = _id(entry)
    article, parent = _answered(entry)
    at = moment_in(entry.said("published"), options.zone)
    if not comment_id or not article or at is None:
        missing = "no date" if comment_id and article else "no post" if comment_id else "no id"
        return LeftOut(id=comment_id, reason="incomplete", detail=missing)
    author, content = entry.child("author"), entry.child("content")
    mail = author.said("email") if author else ""
    return ImportedComment(
        source=source,
        id=comment_id,
        parent=parent if parent and parent != article else None,
        article=ArticleRef(key=article, identifier=article),
        name=one_line(author.said("name")) if author else "",
        # What Blogger writes for everybody.
        email=mail if mail and mail != "noreply@blogger.com" else None,
        body=typed(content.text if content else ""),
        state=_STATES.get(entry.said("blogger:status"), CommentState.PENDING),
        submitted_at=at,
    )


def _answered(entry: Element) -> tuple[str, str]:
    """The ids of the post, and of the comment that it answers, if it does."""
    refs = [child for child in entry.children if child.name == "thr:in-reply-to"]
    article = entry.said("blogger:parent") or (refs[0].attributes.get("ref", "") if refs else "")
    related = [
        child.attributes.get("href", "")
        for child in entry.children
        if child.name == "link" and child.attributes.get("rel") == "related"
    ]
    parent = entry.said("blogger:inReplyTo") or next(iter(related), "")
    return _last_id(article), _last_id(parent).rstrip("/").rpartition("/")[2]
