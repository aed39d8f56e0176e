"""Real WordPress exports move in: what comes out of each, word for word.

`python -m bench exports --folder FOLDER` takes every `.xml` in the folder. The words of a file are
counted by the standard library's parsers, not by those that take it over: what this says does not
rest on what it looks at.
"""

import argparse
import contextlib
import io
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from bench.archive import IndexedTable, newsroom
from bench.report import heading, machine, progress, table
from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.articles.article import Article
from broadsheet.usecases.transfer.moving import id_of
from operate.import_archive import Moved
from operate.import_wordpress import bring_in_wordpress
from tests.fakes.comments import make_desk

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WORD = re.compile(r"\w+")
_OF_WORDPRESS = re.compile(
    r"\[/?(?:wp_)?(?:caption|gallery|embed|audio|video|playlist|youtube|vimeo)\b[^\]]*\]"
)
_CLOSED = re.compile(r"\[/([a-zA-Z][\w-]*)\]")
_OPENED = re.compile(r"\[([a-zA-Z][\w-]*)")
_HIDDEN = frozenset(
    {"script", "style", "noscript", "iframe", "object", "template", "svg", "select", "video"}
    | {"audio", "embed"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font"}
    | {"i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr", "nobr", "o:p", "label"}
)
_UNDONE = ("trash", "auto-draft", "inherit")
_SHOWN = 12
"""Words that are missing, of each file."""


@dataclass
class Source:
    """What a file has: the body and pictures of each post by its id, and its comments."""

    bodies: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, set[str]] = field(default_factory=dict)
    published: int = 0
    comments: int = 0
    blog: str = "wordpress"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN and tag != "embed":
            self._hidden += 1
        given = dict(attrs)
        if tag == "img" and not self._hidden:
            source = given.get("src") or ""
            lazy = given.get("data-src") or given.get("data-lazy-src") or ""
            self.pictures.add(lazy if source.startswith("data:") else source)
        self._apart(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and tag != "embed":
            self._hidden = max(self._hidden - 1, 0)
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _apart(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")


def run(given: argparse.Namespace) -> bool:
    """Take over each file and print what became of it; whether every word was kept or named."""
    if not given.folder:
        print("exports: a folder of WordPress exports is given with --folder")
        return True
    rows, missing = [], {}
    for file in sorted(Path(given.folder).rglob("*.xml")):
        progress(file.name)
        with contextlib.suppress(BadFile):
            row, lost = _moved_in(file)
            rows.append((file.name[:40], *row))
            if lost:
                missing[file.name] = lost
    heading("WordPress exports move in", f"{len(rows)} files, table in memory", machine())
    columns = (
        "file",
        "posts",
        "in",
        "refused",
        "public",
        "in",
        "words",
        "kept %",
        "comments",
        "in",
    )
    table((*columns, "pictures", "in", "redirects", "seconds"), rows)
    for name, lost in missing.items():
        told = ", ".join(f"{word} × {n}" for word, n in lost.most_common(_SHOWN))
        print(f"{name}: {sum(lost.values())} words that nothing names: {told}")
    return not missing


def _moved_in(file: Path) -> tuple[tuple[str | int | float, ...], Counter[str]]:
    source, paper = source_of(file), IndexedTable()
    since = time.perf_counter()
    with contextlib.redirect_stderr(io.StringIO()):
        moved = bring_in_wordpress(make_desk(newsroom(paper, lambda: "")), file)
    seconds = time.perf_counter() - since
    articles = {one.id: one for one in paper.records.values() if isinstance(one, Article)}
    words, lost = 0, Counter[str]()
    shown: dict[str, set[str]] = {}
    for number, body in source.bodies.items():
        named = _named(number, moved)
        said = _seen(_without_marks(body, named))[0]
        text, shown[number] = _kept(number, source, articles)
        words += sum(said.values())
        lost += said - text - Counter(dict.fromkeys(_words(named), 1_000_000))
    taken, pictures = moved.articles, sum(map(len, source.pictures.values()))
    comments = sum(moved.comments.taken.values()) + len(moved.comments.left_out)
    row = (
        *(len(source.bodies), sum(taken.articles.values()), len(taken.left_out)),
        *(source.published, taken.articles["published"], words),
        f"{100 * (1 - sum(lost.values()) / max(words, 1)):.2f}",
        *(source.comments, comments, pictures, sum(map(len, shown.values()))),
        *(taken.redirects, seconds),
    )
    return row, lost


def _kept(
    number: str, source: Source, articles: dict[str, Article]
) -> tuple[Counter[str], set[str]]:
    """The words and pictures of the article that a post became, and of its parts."""
    words: Counter[str] = Counter()
    pictures: set[str] = set()
    for n in range(1, 100):
        article = articles.get(id_of(source.blog, number if n == 1 else f"{number}#{n}"))
        if article is None:
            break
        content = article.content
        more, seen = _seen(article.body.html)
        words += more
        pictures |= seen
        if n == 1:
            words += _words(f"{content.title} {content.standfirst}")
    return words, pictures


def _named(number: str, moved: Moved) -> str:
    """All that the report says of the post."""
    told = (*moved.articles.notes, *moved.articles.left_out)
    return " ".join(note.detail for note in told if note.id == number)


def _without_marks(body: str, named: str) -> str:
    """The body without words in brackets that are marks: closed again, or named by the report."""
    body = _OF_WORDPRESS.sub(" ", body)
    for name in {*_CLOSED.findall(body), *_OPENED.findall(named)}:
        body = re.sub(rf"\[/?{re.escape(name)}\b[^\]]*\]", " ", body)
    return body


def source_of(file: Path) -> Source:
    """What a file has, read by others than those who take it over."""
    source = Source()
    raw = io.BytesIO(_CONTROLS.sub(b"", file.read_bytes()))
    with contextlib.suppress(ET.ParseError):
        for _, element in ET.iterparse(raw):
            name = element.tag.rpartition("}")[2]
            if name == "base_blog_url":
                source.blog = _blog(element.text or "")
            elif name == "item":
                _look_at(element, source)
                element.clear()
    return source


def _blog(url: str) -> str:
    host, _, path = url.strip().partition("://")[2].partition("/")
    rest = f"/{path}".rstrip("/")
    return f"wordpress {host.lower().removeprefix('www.')}{rest}"


def _look_at(item: ET.Element, source: Source) -> None:
    said = dict(_fields(item))
    if said.get("post_type", "post") not in ("post", "page"):
        return
    if said.get("status") in _UNDONE or not said.get("post_id"):
        return
    number = said["post_id"]
    content = next((e.text or "" for e in item if e.tag.endswith("content/}encoded")), "")
    source.bodies.setdefault(number, content)
    source.pictures.setdefault(number, _seen(_OF_WORDPRESS.sub(" ", content))[1])
    source.published += said.get("status", "publish") == "publish" and not said.get("post_password")
    source.comments += sum(one.tag.endswith("}comment") for one in item)


def _fields(item: ET.Element) -> Iterator[tuple[str, str]]:
    for element in item:
        yield element.tag.rpartition("}")[2], (element.text or "").strip()


def _seen(text: str) -> tuple[Counter[str], set[str]]:
    """The words and pictures that a browser shows of HTML."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return _words("".join(parser.parts)), parser.pictures - {""}


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))
