"""The texts of a folder, each with what it says of itself, before any of them is an article."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from broadsheet.domain.articles.article import Series
from broadsheet.domain.articles.submitted import BODY_BYTES
from broadsheet.domain.transfer.site_lines import ImportNote
from client.article_file import ArticleFile, article_of
from client.errors import CommandError, WrongField
from client.fields import Fields, names_in
from client.front_matter import Document, read_any
from client.kept_back import KEEPS_BACK
from client.metadata_lines import with_metadata
from client.moments import moment_of
from operate.markdown.addresses import Place, address_of, bundled, last_part
from operate.markdown.languages import Languages, tag_of
from operate.markdown.site_folder import OTHER_TEXTS, TEXTS, SiteFolder

_LARGEST = 8 * BODY_BYTES
"""Bytes of a file: more than any article may have, with all that is left out of it."""
_ABOUT_THE_FILES = re.compile(
    r"(?:readme|license|licence|contributing|code[_-]of[_-]conduct|changelog|security|404|"
    r"agents|claude)(?:\..*)?",
    re.IGNORECASE,
)
_ADDRESSES = ("permalink", "url", "path", "link")
_FORMER = ("aliases", "redirect_from", "redirects", "redirectFrom", "alias")
_CHANGED = (
    *("lastmod", "last_modified_at", "modified", "updated", "updatedDate", "updated_at"),
    *("modDatetime", "dateModified", "updatedOn"),
)
_MOST_WRONG = 20
_IN_ADDRESS = re.compile(
    r"(?:^|/)([12][0-9]{3})/(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])(?=/)", re.ASCII
)
_BLOCK = re.compile(r"<(pre|textarea|script|style)\b.*?</\1\s*>|^[ \t]+", re.DOTALL | re.M | re.I)


@dataclass
class Text:
    """A text of a site. `place` is `name` without its language; `notes` are of the file."""

    path: Path
    name: str
    place: str
    language: str
    document: Document
    file: ArticleFile
    given: Fields
    changed_at: datetime | None = None
    is_page: bool = False
    address: str = ""
    former: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def at(self) -> datetime | None:
        """When it was published."""
        return self.file.publish_at

    @property
    def series(self) -> Series | None:
        """The series that it is a part of, where it says which part it is."""
        match self.file.article.get("series"):
            case {"name": str(name), "part": int(part), **rest} if not rest:
                return Series(name, part)
        return None

    @property
    def drop_cap(self) -> bool:
        """Whether it begins with a large letter."""
        return self.given.flag("drop_cap") is True

    @property
    def slug(self) -> str:
        """The last part of its address, as it says or as its file is called."""
        return unquote(str(self.file.article.get("slug") or "") or last_part(self.place))


class Reader:
    """Reads the texts of a site; hours without an offset are those of clocks in `zone`."""

    def __init__(self, site: SiteFolder, languages: Languages, zone: str) -> None:
        self._site, self._languages = site, languages
        named = str(site.config.get("timezone") or site.config.get("timeZone") or zone)
        try:
            self._zone = ZoneInfo(named).key
        except (KeyError, ValueError, OSError):
            self._zone = zone

    def is_text(self, path: Path) -> bool:
        """Whether a generator makes a page of it, and it is not about the folder itself."""
        if _ABOUT_THE_FILES.fullmatch(path.stem) and not re.match(r"[0-9]{4}-", path.stem):
            return False
        is_html = path.suffix.lower() in (".html", ".htm") and self._has_front_matter(path)
        return path.suffix.lower() in TEXTS | OTHER_TEXTS or is_html

    def _has_front_matter(self, path: Path) -> bool:
        if path.parent.name not in ("_posts", "_drafts") and self._site.kind != "hugo":
            return False
        with path.open("rb") as file:
            return file.read(6).lstrip(b"\xef\xbb\xbf").startswith((b"---", b"+++"))

    def read(self, path: Path) -> Text | ImportNote:
        """The text, or why it is none."""
        name = self._site.named(str(path))
        if path.suffix.lower() in OTHER_TEXTS:
            return ImportNote(name, path.name, "format_unknown", f"{path.suffix} is not Markdown")
        if path.stem.lower().partition(".")[0] == "_index":
            return ImportNote(name, path.name, "list_page", "a page that lists others")
        real = self._site.safe(path)
        if real is None or real.stat().st_size > _LARGEST:
            return ImportNote(name, path.name, "refused", f"/body has more than {_LARGEST} bytes")
        try:
            document = with_metadata(read_any(_decoded(real.read_bytes())))
        except CommandError as error:
            return ImportNote(name, path.name, "front_matter_unreadable", str(error))
        return self._text(real, name, document)

    def _text(self, path: Path, name: str, document: Document) -> Text | ImportNote:
        notes: list[tuple[str, str]] = []
        language, place = self._languages.of(name)
        stem = PurePosixPath(place).parent.name if bundled(place) else PurePosixPath(place).stem
        if path.suffix.lower() in (".html", ".htm"):
            document = document._replace(body=_in_lines(document.body))
        document = _titled(document, stem, place, notes)
        try:
            document, file = self._article(document, stem, notes)
            given = Fields(document)
            language = tag_of(file.article.get("language")) or language
            text = Text(path, name, place, language, document, file, given, notes=notes)
            self._say_more(text)
        except CommandError as error:
            return ImportNote(name, path.name, "front_matter_unreadable", str(error))
        return text

    def _article(
        self, document: Document, stem: str, notes: list[tuple[str, str]]
    ) -> tuple[Document, ArticleFile]:
        """What it says, without fields that cannot be what they should."""
        is_kept_back = False
        for _ in range(_MOST_WRONG):
            try:
                file = article_of(document, self._zone, stem, has_files=True)
                return document, file._replace(is_draft=file.is_draft or is_kept_back)
            except WrongField as error:
                notes.append(("field_left_out", str(error)))
                is_kept_back |= error.field.rpartition(".")[2].lower() in KEEPS_BACK
                document = _without(document, error.field)
        raise CommandError(f"more than {_MOST_WRONG} fields are wrong")

    def _say_more(self, text: Text) -> None:
        given, site = text.given, self._site
        try:
            text.changed_at = moment_of(given.value(*_CHANGED), self._zone, "lastmod")
        except WrongField as error:
            text.notes.append(("field_left_out", str(error)))
        named = names_in(given.words("categories"), "categories", spaces=site.kind == "jekyll")
        text.categories = (*_folders(text.place), *named)
        own = next((str(v) for v in map(given.words, _ADDRESSES) if isinstance(v, str) and v), "")
        if given.words("path") and own == given.words("path") and not own.startswith("/"):
            own = f"/{own}"
        if text.at is None and (day := _IN_ADDRESS.search(own) or _IN_ADDRESS.search(text.place)):
            at = moment_of("-".join(day.groups()), self._zone)
            text.file = text.file._replace(publish_at=at)
            text.notes.append(("read_as", f"its date is the one of its address: {at:%Y-%m-%d}"))
        local = text.at.astimezone(ZoneInfo(self._zone)) if text.at else None
        slug = str(text.file.article.get("slug") or "")
        title = str(text.file.article["title"])
        # Of these a folder of a language is one as any other.
        where = text.name if site.kind in ("jekyll", "hexo") else text.place
        above = (*_folders(where), *named)
        place = Place(where, slug, own, text.language, local, above, title)
        text.address = address_of(site.kind, site.config, place)
        former = names_in(given.words(*_FORMER), "aliases")
        text.former = tuple(_path(one, text.address) for one in former)
        is_post = any(part in text.place for part in ("_posts/", "_drafts/"))
        is_loose = "/" not in text.place.removeprefix("content/").removeprefix("source/")
        is_apart = is_loose or "pages/" in text.place
        is_site = site.kind not in ("", "obsidian")
        text.is_page = is_site and text.at is None and not is_post and is_apart


def _decoded(raw: bytes) -> str:
    try:
        is_wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        return raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"the file is not in UTF-8: {error.reason} at {error.start}") from None


def _titled(document: Document, stem: str, place: str, notes: list[tuple[str, str]]) -> Document:
    """With a title, of whatever there is."""
    title = document.words.get("title") or document.words.get("Title")
    if title and isinstance(title, str):
        return document
    try:
        found = article_of(document._replace(fields={}, words={}), "UTC")
    except CommandError:
        said = (
            last_part(place)
            if bundled(place)
            else re.sub(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[-_]", "", stem)
        )
        said = said.replace("-", " ").replace("_", " ").strip() or stem
        title, body = said[:1].upper() + said[1:], document.body
        notes.append(("no_title", f"{title}, which is the file's name"))
    else:
        title, body = str(found.article["title"]), str(found.article["body"])
        notes.append(("no_title", f"{title}, which is its first heading"))
    fields = _without(document, "title").fields | {"title": title}
    words = _without(document, "title").words | {"title": title}
    return document._replace(fields=fields, words=words, body=body)


def _without(document: Document, name: str) -> Document:
    """Without a field, whatever the case of its name, and whichever group it is in."""
    group, dot, inner = name.partition(".")

    def less(fields: dict[str, object]) -> dict[str, object]:
        kept = {n: v for n, v in fields.items() if n.lower() != name.lower()}
        for one, value in kept.items():
            if dot and one == group and isinstance(value, dict):
                kept[one] = {n: v for n, v in value.items() if n != inner}
        return kept

    return document._replace(fields=less(document.fields), words=less(document.words))


def _folders(place: str) -> tuple[str, ...]:
    """Jekyll's categories by folder: those above `_posts`."""
    parts = PurePosixPath(place).parts
    known = [n for n, part in enumerate(parts) if part in ("_posts", "_drafts")]
    return parts[: known[0]] if known and parts[0] != "source" else ()


def _path(address: str, beside: str) -> str:
    """A former address: Hugo's may be relative to the text's own."""
    if "://" in address:
        address = "/" + address.partition("://")[2].partition("/")[2]
    if address.startswith("/"):
        return address
    head = beside.rstrip("/").rpartition("/")[0]
    return f"{head}/{address}"


def _in_lines(body: str) -> str:
    """HTML whose lines begin where they do: spaces before a tag would make code of it."""
    return _BLOCK.sub(lambda found: found[0] if found[1] else "", body)


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""After everything that has a date."""
