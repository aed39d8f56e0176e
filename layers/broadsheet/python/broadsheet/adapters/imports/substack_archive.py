"""A newsletter of Substack: `posts.csv` with a line for each post, `posts/<id>.<slug>.html`.

Who subscribes is in the same archive, and is none of ours: it is not even read.
https://support.substack.com/hc/en-us/articles/360037466012
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from broadsheet.adapters.imports.archive_files import ArchiveFiles, FilesOfTheSite, files_in
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.read_archive import (
    PAGES,
    Notes,
    ReadArchive,
    ReadOptions,
    moment_in,
    one_line,
    slug_for,
)
from broadsheet.adapters.imports.substack_body import substack_body
from broadsheet.adapters.imports.text_files import text_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote, OldAddress, OldStatus

POSTS = "posts.csv"
COLUMNS = frozenset({"post_id", "title"})
_LONGEST_LIST = 64 << 20
_STORIES = frozenset({"", "newsletter", "podcast"})
_TRUE = frozenset({"true", "1", "yes"})


class SubstackArchive(ReadArchive):
    """One newsletter. Raises BadFile where its list of posts cannot be read."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        super().__init__("substack", options)
        self._options = options
        self._files = options.open.enter_context(files_in(path, options.aside))
        self.originals = FilesOfTheSite(self._files)
        self._names = frozenset(self._files.names)
        listed = next(n for n in self._files.names if n.rpartition("/")[2] == POSTS)
        self._folder = f"{listed.removesuffix(POSTS)}posts/"
        seen = {listed}
        for line in _lines(self._files, listed):
            self.add(self._article(line, seen))
        self._count_the_rest(seen)
        self.add_list(OldAddress("/feed", "feed"))

    def _article(self, line: dict[str, str], seen: set[str]) -> ImportedArticle | ImportNote:
        post_id = line["post_id"].strip()
        title = one_line(line["title"])
        number, _, slug = post_id.partition(".")
        name = f"{self._folder}{post_id}.html"
        if not number:
            return ImportNote("", title, "incomplete", "no id")
        note = Notes(number, title)
        html = ""
        if name in self._names:
            seen.add(name)
            try:
                html = text_of(self._files.read(name), name)
            except BadFile as error:
                return ImportNote(number, title, "unreadable", str(error))
        else:
            note("body_missing", f"{name} is not in the archive")
        note("no_author", "the byline says Editors")
        body = substack_body(html, note, self._options.address)
        return ImportedArticle(
            source=self.source,
            id=number,
            title=title or f"Post {number}",
            standfirst=one_line(line.get("subtitle", "")),
            body=_with_sound(line, body, note),
            language=self._options.language,
            section=PAGES if line.get("type") == "page" else self._options.section,
            slug=slug_for(slug, title, note),
            status=_status(line, title, note),
            at=moment_in(line.get("post_date", ""), self._options.zone),
            addresses=(f"/p/{slug}",) if slug else (),
            notes=note.told(),
        )

    def _count_the_rest(self, seen: set[str]) -> None:
        for name in self._files.names:
            last = name.rpartition("/")[2]
            if name in seen:
                continue
            if name.startswith(self._folder) and name.endswith(".html"):
                number = last.partition(".")[0]
                missing = ImportNote(number, last, "incomplete", f"{POSTS} does not name it")
                self.add(missing)
            elif last.endswith(".csv"):
                what = "opens and deliveries" if name.startswith(self._folder) else "subscribers"
                self.skipped[f"{what}, personal data that is not even read,"] += 1
            else:
                self.skipped["other files"] += 1


def _lines(files: ArchiveFiles, name: str) -> Iterator[dict[str, str]]:
    text = text_of(files.read(name, _LONGEST_LIST), name)
    csv.field_size_limit(_LONGEST_LIST)
    try:
        # Null bytes are what a damaged disk leaves, and nothing that csv reads.
        text = text.replace("\0", "")
        # A table that was opened in Excel, and saved, has what that country takes for a comma.
        mark = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="", delimiter=mark)
        missing = COLUMNS - {field.strip() for field in reader.fieldnames or ()}
        if missing:
            raise BadFile(f"{name} has no column {' and no column '.join(sorted(missing))}.")
        for line in reader:
            yield {str(key).strip(): value for key, value in line.items() if isinstance(value, str)}
    except csv.Error as error:
        raise BadFile(f"{name} is no table that can be read: {error}") from None


def _status(line: dict[str, str], title: str, note: Notes) -> OldStatus:
    if not title:
        note("no_title", line["post_id"])
    kind, audience = line.get("type", "").strip(), line.get("audience", "").strip()
    if kind == "page":
        note("page_is_article", line["post_id"])
    elif kind not in _STORIES:
        note("is_article_now", kind)
    if line.get("is_published", "").strip().lower() not in _TRUE:
        return "draft"
    if audience not in ("", "everyone"):
        note("is_draft_now", f"it was for {audience}")
        return "draft"
    return "published"


def _with_sound(line: dict[str, str], body: str, note: Notes) -> str:
    url = line.get("podcast_url", "").strip()
    if not url.startswith(("http://", "https://")):
        return body
    note("player_is_link", url)
    return f"<{url}>\n\n{body}"
