"""A folder of Markdown as an archive: Hugo's, Jekyll's, Eleventy's, Astro's, Zola's, Pelican's,
Gatsby's, Hexo's, Obsidian's, or nobody's."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from broadsheet.adapters.imports.read_archive import PAGES, slug_for
from broadsheet.domain.articles.submitted import LONGEST_STANDFIRST, LONGEST_TERM
from broadsheet.domain.shared.slug import slug_of
from broadsheet.domain.shared.text import readable
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportedImage,
    ImportNote,
    LeftBehind,
    OldAddress,
)
from client.errors import CommandError
from client.texts.body import in_markdown
from client.texts.setting import Setting
from operate.markdown.languages import Languages
from operate.markdown.originals import FolderOriginals
from operate.markdown.people import People, is_somebody
from operate.markdown.references import References
from operate.markdown.site_folder import SiteFolder
from operate.markdown.texts import NEVER, Reader, Text

_NO_SECTION = frozenset(
    {"post", "posts", "blog", "blogs", "article", "articles", "content", "entries", "writing"}
    | {"_posts", "_drafts", "src", "source", "pages", "_pages", "public", "weblog", "notes"}
)
"""Folders that every text is in, and that say nothing of it."""
_FEEDS = {
    "hugo": "/index.xml",
    "jekyll": "/feed.xml",
    "zola": "/atom.xml",
    "hexo": "/atom.xml",
    "astro": "/rss.xml",
    "gatsby": "/rss.xml",
    "eleventy": "/feed/feed.xml",
    "pelican": "/feeds/all.atom.xml",
}
_HARMLESS = ("layout", "template", "type", "weight", "guid", "id", "sitemap", "toc", "categories")
_OF_OURS = ("also_read", "dont_miss", "breaking", "translation_of", "embargo", "live", "unlisted")


class MarkdownArchive:
    """Implements `Archive`, `Illustrated` and `Partial`. Raises BadFile where it is no folder.

    `section` is of texts without one, `zone` of dates without one, `language` of texts that do not
    say theirs.
    """

    def __init__(self, folder: Path, *, section: str, zone: str, language: str = "") -> None:
        self._site, self._section, self._language = SiteFolder(folder), section, language
        self.kind, config = self._site.kind, self._site.config
        self.people = People(self._site)
        self._skipped: list[Path] = []
        self._left_out: list[ImportNote] = []
        files = list(self._site.texts())
        names = [self._site.named(str(path)) for path in files]
        reader = Reader(self._site, Languages(config, names), zone)
        self._texts = sorted(
            self._read(reader, files), key=lambda text: (text.at or NEVER, text.name)
        )
        self.originals = FolderOriginals(self._site)
        self._references = References(self._texts)

    def _read(self, reader: Reader, files: list[Path]) -> Iterator[Text]:
        for path in files:
            if not reader.is_text(path):
                self._skipped.append(path)
                continue
            name = self._site.named(str(path))
            raw = path.read_bytes()[:20_000].decode("utf-8", "replace")
            if is_somebody(name, raw):
                try:
                    login = path.parent.name if path.stem in ("index", "_index") else path.stem
                    self.people.add_text(login, path.read_text("utf-8-sig"))
                    continue
                except (CommandError, UnicodeDecodeError):
                    pass
            found = reader.read(path)
            if isinstance(found, ImportNote):
                self._left_out.append(found)
            else:
                yield found

    @property
    def source(self) -> str:
        """The site's host, or its folder's name."""
        return f"markdown {self._site.host or self._site.root.name}"

    @property
    def total(self) -> int:
        """How many articles there are, with those that are left out."""
        return len(self._texts) + len(self._left_out)

    def authors(self) -> list[ImportedAuthor]:
        """Everybody whom data files, and articles, name."""
        found = {one.name: one for one in self.people.everybody()}
        for text in self._texts:
            for name in self._authors(text):
                found.setdefault(name, ImportedAuthor(name, name))
        return list(found.values())

    def articles(self) -> Iterator[ImportedArticle | ImportNote]:
        """The articles in the order of their dates; before them what is none, and why."""
        yield from self._left_out
        for text in self._texts:
            yield self._article(text)

    def old_addresses(self) -> Iterator[OldAddress]:
        """Where lists of sections and tags stood, and the feed."""
        yield OldAddress("/", "front")
        if self.kind in _FEEDS:
            yield OldAddress(_FEEDS[self.kind], "feed")
        if self.kind in ("hugo", "zola"):
            kinds: tuple[tuple[Literal["section", "tag"], str], ...] = (
                ("section", "categories"),
                ("tag", "tags"),
            )
            for kind, folder in kinds:
                terms = {name for text in self._texts for name in _terms(text, kind)}
                for name in sorted(terms):
                    yield OldAddress(f"/{folder}/{slug_of(name)}/", kind, name)

    def left_behind(self) -> LeftBehind:
        """Files that are no texts, and what is not read of people."""
        broken = " ".join(self.people.broken)
        return LeftBehind(skipped=dict(self.skipped), broken=broken, notes=self.people.notes)

    @property
    def skipped(self) -> Counter[str]:
        """Files that are no texts, by their kinds; once all was read, those that no text shows."""
        shown = set(self.originals.found.values())
        left = (path for path in self._skipped if self._site.safe(path) not in shown)
        return Counter(path.suffix.lower() or path.name for path in left)

    def _authors(self, text: Text) -> tuple[str, ...]:
        byline = text.file.article.get("byline") or [{"name": self._everybodys()}]
        names = (self.people.name_of(str(one.get("name") or "")) for one in byline)
        return tuple(dict.fromkeys(name for name in names if name))

    def _everybodys(self) -> str:
        """Whom the configuration names."""
        config = self._site.config
        params = config.get("params")
        for given in (
            config.get("author"),
            params.get("author") if isinstance(params, dict) else None,
        ):
            name = given.get("name") if isinstance(given, dict) else given
            if isinstance(name, str) and name.strip():
                return name.strip()
        return ""

    def _article(self, text: Text) -> ImportedArticle:
        file, title = text.file, " ".join(str(text.file.article["title"]).split())
        notes = list(text.notes)
        pictures = self.originals.of(text, notes)
        setting = self._setting(text, title, pictures)
        body, gone = readable(str(file.article["body"]), lines=True, overrides=True)
        notes += [("characters_left_out", one) for one in gone]
        body = in_markdown(body, setting)
        standfirst, body = _opened(str(file.article.get("standfirst") or ""), body, notes)
        image = self._image(text, title, notes, pictures)
        section, tags = self._sections(text, notes)
        slug = slug_for(text.slug, title, lambda *note: notes.append(note))
        status = self._status(text, notes)
        self._say_what_is_left(text, notes)
        told = [ImportNote(text.name, title, *note) for note in (*notes, *setting.notes)]
        return ImportedArticle(
            source=self.source,
            id=text.name,
            title=title,
            standfirst=standfirst,
            body=body,
            section=section,
            language=text.language or self._language,
            tags=tags,
            authors=self._authors(text),
            slug=slug,
            status=status,
            at=text.at,
            modified_at=text.changed_at,
            image=image,
            comments=file.article.get("comments"),
            series=text.series,
            drop_cap=text.drop_cap,
            addresses=(text.address,) if len(text.address) > 1 else (),
            former=text.former,
            notes=tuple(told),
        )

    def _setting(self, text: Text, title: str, pictures: Callable[[str, str], str]) -> Setting:
        return Setting(
            kind=self.kind,
            is_mdx=text.path.suffix.lower() == ".mdx",
            link=lambda reference: self._references.address(text, reference),
            picture=pictures,
            values={"page.title": title, "title": title, "page.url": text.address},
        )

    def _image(
        self,
        text: Text,
        title: str,
        notes: list[tuple[str, str]],
        pictures: Callable[[str, str], str],
    ) -> ImportedImage | None:
        given = text.file.article.get("lead_image")
        if not isinstance(given, dict) or not given.get("url"):
            return None
        url = pictures(str(given["url"]), "")
        alt = str(given.get("alt") or given.get("caption") or "")
        if not alt:
            notes.append(("picture_without_words", f"{url}: {title}"))
        caption = " ".join(str(given[n]) for n in ("caption", "credit") if given.get(n))
        return ImportedImage(url=url.replace(" ", "%20"), alt=alt or title, caption=caption)

    def _sections(self, text: Text, notes: list[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
        tags = [str(tag) for tag in text.file.article.get("tags") or ()]
        section = str(text.file.article.get("section") or "")
        folders = [p for p in text.place.split("/")[:-1] if p.lower() not in _NO_SECTION]
        if not section and text.categories:
            section = text.categories[0]
        elif not section and self.kind in ("hugo", "zola") and len(folders) > int(_is_bundle(text)):
            section = folders[0].replace("-", " ").capitalize()
        if text.is_page:
            notes.append(("page_is_article", text.address or text.name))
            section = PAGES
        if len(section) > LONGEST_TERM:
            notes.append(("field_left_out", f"section: {section}"))
            section = ""
        section = section or self._section
        return section, tuple(tag for tag in dict.fromkeys(tags) if tag != section)

    def _status(
        self, text: Text, notes: list[tuple[str, str]]
    ) -> Literal["draft", "scheduled", "published"]:
        said = text.file.article.get("status")
        if text.file.article.get("unlisted"):
            notes.append(("is_draft_now", "it was in no list there"))
            return "draft"
        if text.file.article.get("embargo"):
            notes.append(("is_draft_now", "embargo"))
            return "draft"
        if said not in (None, "draft", "published"):
            notes.append(("is_draft_now", str(said)))
            return "draft"
        if said == "draft" or text.file.is_draft or "_drafts/" in text.name:
            return "draft"
        if text.file.unpublish_at and text.file.unpublish_at <= datetime.now(UTC):
            notes.append(("is_draft_now", f"it ended {text.file.unpublish_at:%Y-%m-%d}"))
            return "draft"
        if text.given.value("permalink") is False:
            notes.append(("is_draft_now", "permalink: false, so it had no page"))
            return "draft"
        return "published"

    def _say_what_is_left(self, text: Text, notes: list[tuple[str, str]]) -> None:
        given = text.given
        given.read(*_HARMLESS, "permalink", "url", "path")
        left = set(text.file.unread) & set(given.unread())
        left |= {name for name in _OF_OURS if text.file.article.get(name)}
        if text.file.article.get("series") and not text.series:
            left.add("series")
        if given.flag("drop_cap") is None and text.file.article.get("drop_cap"):
            left.add("drop_cap")
        if left:
            notes.append(("field_left_out", ", ".join(sorted(left))))
        if text.file.unpublish_at:
            notes.append(("field_left_out", f"its end: {text.file.unpublish_at:%Y-%m-%d %H:%M}"))
        notes += [("read_as", note) for note in text.file.notes]
        if self.kind not in ("", "obsidian") and not text.address and not text.file.is_draft:
            notes.append(("address_unknown", "where it stood is not in its file"))


def _opened(standfirst: str, body: str, notes: list[tuple[str, str]]) -> tuple[str, str]:
    """Both, what is too long for a standfirst at the beginning of the body."""
    if len(standfirst) <= LONGEST_STANDFIRST:
        return standfirst, body
    notes.append(("standfirst_in_body", standfirst[:80]))
    return "", f"{standfirst}\n\n{body}"


def _is_bundle(text: Text) -> bool:
    return text.path.stem.lower() == "index"


def _terms(text: Text, kind: Literal["section", "tag"]) -> list[str]:
    if kind == "section":
        return [str(text.file.article["section"])] if text.file.article.get("section") else []
    return [str(tag) for tag in text.file.article.get("tags") or ()]
