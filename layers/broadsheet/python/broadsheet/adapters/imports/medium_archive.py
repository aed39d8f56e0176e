"""What somebody wrote on Medium: `posts/<date>_<slug>-<id>.html`, drafts as `draft_…`.

Each file is a page of its own with microformats (h-entry). What was answered to others is among
them, and is told from stories by nothing but that it has no title of its own.
https://help.medium.com/hc/en-us/articles/115004745787
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from broadsheet.adapters.imports.archive_files import ArchiveFiles, FilesOfTheSite, files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.html_tree import tree
from broadsheet.adapters.imports.medium_body import lead_of, medium_body
from broadsheet.adapters.imports.read_archive import (
    Notes,
    ReadArchive,
    ReadOptions,
    moment_in,
    slug_for,
)
from broadsheet.adapters.imports.text_files import text_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote

POSTS = re.compile(
    r"(?:^|/)posts/[^/]+\.html\Z|(?:draft|\d{4}-\d\d-\d\d)_[^/]*[0-9a-f]{8,16}\.html\Z"
)
"""Also where the folder `posts` alone is given."""
IS_STORY = ("h-entry", "p-name", "e-content")
"""Classes of every story's page."""
_ADDRESS = re.compile(r"(?:(.*?)-)?-*([0-9a-f]{8,16})\Z")
_LONGEST_ANSWER = 300
"""Words of an answer that is left out: one with more may be a story that nobody gave a title."""
_MEDIUM = re.compile(r"(?:.*\.)?medium\.com\Z")


class MediumArchive(ReadArchive):
    """One author's stories. Raises BadFile where a file of it cannot be read."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        super().__init__("medium", options)
        self._options = options
        files = options.open.enter_context(files_in(path, options.aside))
        self.originals = FilesOfTheSite(files)
        for name in files.names:
            if POSTS.search(name):
                self.add(self._read(files, name))
            elif name.endswith(".html"):
                part = name.rpartition("/")[0].rpartition("/")[2] or "account"
                self.skipped[f"{part} (what Medium keeps of you)"] += 1
            elif "/posts/" not in f"/{name}":
                self.skipped["other files"] += 1

    def _read(self, files: ArchiveFiles, name: str) -> ImportedArticle | ImportNote:
        try:
            return self._article(name, text_of(files.read(name), name))
        except BadFile as error:
            return ImportNote(name, "", "unreadable", str(error))

    def _article(self, name: str, source: str) -> ImportedArticle | ImportNote:
        page, last = tree(source), name.rpartition("/")[2].removesuffix(".html")
        title, canonical = _said(page, ".p-name"), _link(page, "a.p-canonical")
        slug, post_id = _identity(canonical, last)
        body = page.css_first("[data-field=body]") or page.css_first(".e-content")
        is_draft = last.startswith("draft")
        if body is None:
            return ImportNote(post_id, title or last, "incomplete", f"{name} is no story of Medium")
        is_answer = not is_draft and _is_answer(body, title)
        if is_answer and len(body.text(separator=" ").split()) <= _LONGEST_ANSWER:
            return ImportNote(post_id, title, "is_response", canonical or name)
        note = Notes(post_id, title)
        if is_answer:
            note("is_draft_now", "it may be an answer to somebody else's story")
        standfirst = _said(page, "[data-field=subtitle]")
        at = page.css_first("time.dt-published")
        image = lead_of(body, note)
        return ImportedArticle(
            source=self.source,
            id=post_id,
            title=title or f"Story {post_id}",
            standfirst=standfirst,
            body=medium_body(body, title, standfirst, note),
            section=self._options.section,
            language=self._options.language,
            tags=tuple(dict.fromkeys(filter(None, map(_words, page.css("footer .p-tag"))))),
            authors=self._names(page),
            slug=slug_for(slug, title, note),
            status="draft" if is_draft or is_answer else "published",
            at=moment_in((at.attributes.get("datetime") or "") if at else "", self._options.zone),
            image=image,
            addresses=_addresses(canonical, note),
            notes=_with_title(title, post_id, note).told(),
        )

    def _names(self, page: LexborHTMLParser) -> tuple[str, ...]:
        author = page.css_first("footer a.p-author")
        name = _words(author) if author else ""
        if author and name:
            self.add_author(author.attributes.get("href") or name, name)
        return (name,) if name else ()


def _with_title(title: str, post_id: str, note: Notes) -> Notes:
    if not title:
        note("no_title", f"Story {post_id}")
    return note


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _said(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    return _words(found) if found else ""


def _link(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    return (found.attributes.get("href") or "").strip() if found else ""


def _identity(canonical: str, file_name: str) -> tuple[str, str]:
    """The slug, and the id that Medium gave: of the address, or as the file is called."""
    try:
        last = unquote(urlsplit(canonical).path).rpartition("/")[2]
    except ValueError:
        last = ""
    named = file_name.partition("_")[2] or file_name
    found = _ADDRESS.fullmatch(named) or _ADDRESS.fullmatch(last)
    if not found:
        return "", named
    in_address = _ADDRESS.fullmatch(last)
    slug = (in_address and in_address[1]) or found[1] or ""
    return slug.strip("-"), found[2]


def _is_answer(body: LexborNode, title: str) -> bool:
    """Whether its title is how its text begins: nobody gave it one."""
    if body.css_first(".graf--title, h1, h2, h3") is not None:
        return False
    text = _words(body)
    begun = title.removesuffix("…").removesuffix("...").strip()
    return bool(begun) and " ".join(text.split()).startswith(begun)


def _addresses(canonical: str, note: Notes) -> tuple[str, ...]:
    try:
        parts = urlsplit(canonical)
    except ValueError:
        note("address_not_free", canonical)
        return ()
    if _MEDIUM.fullmatch(parts.netloc.lower()):
        note("address_elsewhere", canonical)
        return ()
    return (parts.path,) if len(parts.path) > 1 else ()
