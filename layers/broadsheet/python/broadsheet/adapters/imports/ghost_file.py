"""The JSON file of Ghost's *Settings, Export*: tables of its database, as they are.

It is read where it lies on the disk, and its posts stay there until each is looked at: of the
hundreds of megabytes that it may have nothing is twice in memory.
https://ghost.org/docs/migration/custom/
"""

import contextlib
import mmap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import msgspec

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.packed import GZIP, opened
from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.text_files import text_of

MOST_BYTES = 2 << 30
_MOST_IN_ANOTHER_ENCODING = 64 << 20
_CHUNK = 1 << 20
Scalar = str | int | float | bool | None
"""Ids were numbers before Ghost 1.0, flags were 0 and 1, and times milliseconds."""
_Row = TypeVar("_Row", bound=msgspec.Struct)


class _Database(msgspec.Struct):
    data: dict[str, msgspec.Raw] = {}
    meta: dict[str, Scalar] = {}


class _Root(msgspec.Struct):
    db: list[_Database] = []
    data: dict[str, msgspec.Raw] = {}
    meta: dict[str, Scalar] = {}


class Row(msgspec.Struct, kw_only=True):
    """A row of a table, with those of its columns that are known."""

    id: Scalar = None


class PostRow(Row, kw_only=True):
    """Of `posts`; `page` and `image` and `markdown` are of Ghost before 1.0."""

    uuid: Scalar = None
    title: Scalar = None
    slug: Scalar = None
    html: Scalar = None
    lexical: Scalar = None
    mobiledoc: Scalar = None
    markdown: Scalar = None
    plaintext: Scalar = None
    type: Scalar = None
    page: Scalar = None
    status: Scalar = None
    visibility: Scalar = None
    featured: Scalar = None
    locale: Scalar = None
    author_id: Scalar = None
    created_at: Scalar = None
    updated_at: Scalar = None
    published_at: Scalar = None
    custom_excerpt: Scalar = None
    feature_image: Scalar = None
    image: Scalar = None
    canonical_url: Scalar = None
    codeinjection_head: Scalar = None
    codeinjection_foot: Scalar = None
    meta_title: Scalar = None
    meta_description: Scalar = None


class MetaRow(msgspec.Struct):
    """Of `posts_meta`."""

    post_id: Scalar = None
    feature_image_alt: Scalar = None
    feature_image_caption: Scalar = None
    meta_title: Scalar = None
    meta_description: Scalar = None
    og_title: Scalar = None
    og_description: Scalar = None
    og_image: Scalar = None
    twitter_title: Scalar = None
    twitter_description: Scalar = None
    twitter_image: Scalar = None
    email_subject: Scalar = None
    frontmatter: Scalar = None


class TermRow(Row, kw_only=True):
    """Of `tags`, and of `users`, who have a bio; the last ones are those that nothing here has."""

    name: Scalar = None
    slug: Scalar = None
    visibility: Scalar = None
    bio: Scalar = None
    description: Scalar = None
    feature_image: Scalar = None
    profile_image: Scalar = None
    website: Scalar = None
    location: Scalar = None
    twitter: Scalar = None
    facebook: Scalar = None
    canonical_url: Scalar = None
    meta_title: Scalar = None
    meta_description: Scalar = None


class LinkRow(msgspec.Struct):
    """Of `posts_tags` and `posts_authors`."""

    post_id: Scalar = None
    tag_id: Scalar = None
    author_id: Scalar = None
    sort_order: Scalar = None


class SettingRow(msgspec.Struct):
    """Of `settings`."""

    key: Scalar = None
    value: Scalar = None


class CommentRow(Row, kw_only=True):
    """Of `comments`."""

    post_id: Scalar = None
    member_id: Scalar = None
    parent_id: Scalar = None
    in_reply_to_id: Scalar = None
    status: Scalar = None
    html: Scalar = None
    created_at: Scalar = None


class MemberRow(Row, kw_only=True):
    """Of `members`: how somebody is called who has said something."""

    name: Scalar = None


class GhostTables:
    """The tables by their names."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        """Raises BadFile for what is no export of Ghost."""
        content = _mapped(_plain(path, options.aside), options.open)
        try:
            root = msgspec.json.decode(content, type=_Root)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BadFile(f"The file is no export of Ghost: {error}") from None
        self._tables = root.db[0].data if root.db else root.data
        if "posts" not in self._tables:
            raise BadFile("The export of Ghost has no posts: it was made of something else.")

    def sizes(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: len(rows) for name in self._tables if (rows := self._raw(name))}

    def rows(
        self, table: str, kind: type[_Row], wrong: Callable[[str, str], None]
    ) -> Iterator[_Row]:
        """The rows of a table; none where there is no such table.

        `wrong` is called with the place of each that cannot be read, and the reason.
        """
        for n, raw in enumerate(self._raw(table)):
            try:
                yield msgspec.json.decode(raw, type=kind)
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                wrong(f"{table}[{n}]", str(error))

    def _raw(self, table: str) -> list[msgspec.Raw]:
        with contextlib.suppress(msgspec.DecodeError, ValueError, RecursionError):
            return msgspec.json.decode(self._tables.get(table, b"[]"), type=list[msgspec.Raw])
        return []


def said(value: Scalar) -> str:
    """A column as text; what is true or false is none."""
    if value is None or isinstance(value, bool):
        return ""
    return str(value).strip()


def _plain(path: Path, aside: Path) -> Path:
    """The file in UTF-8, not packed."""
    with path.open("rb") as file:
        start = file.read(4)
    plain = path
    if start.startswith(GZIP):
        plain = aside / "ghost.json"
        try:
            with opened(path) as packed, plain.open("wb") as out:
                while chunk := packed.read(_CHUNK):
                    out.write(chunk)
                    if out.tell() > MOST_BYTES:
                        break
        except (EOFError, OSError) as error:
            raise BadFile(f"The packed file ends too early, or is damaged: {error}") from None
    if plain.stat().st_size > MOST_BYTES:
        raise BadFile(f"The export has more than {MOST_BYTES >> 30} GiB.")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") and plain.stat().st_size < _MOST_IN_ANOTHER_ENCODING:
        text = text_of(plain.read_bytes(), path.name)
        plain = aside / "ghost.utf-8.json"
        plain.write_text(text, encoding="utf-8")
    return plain


def _mapped(path: Path, stack: ExitStack) -> memoryview:
    """The file's bytes where they lie, without the mark before them."""
    file = stack.enter_context(path.open("rb"))
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    # Rows are views of it: it goes when the last of them has gone.
    view = memoryview(mapped)
    return view[3:] if mapped[:3] == b"\xef\xbb\xbf" else view
