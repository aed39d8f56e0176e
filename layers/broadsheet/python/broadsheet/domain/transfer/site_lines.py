"""Articles on their way in from another system: what its files say of them."""

from datetime import datetime
from typing import Literal

import msgspec

from broadsheet.domain.articles.article import Series

OldStatus = Literal["draft", "scheduled", "published"]
"""How far a story was where it comes from."""


class ImportNote(msgspec.Struct, frozen=True):
    """Something of an article that was not taken over, or not as it was: its id and title there,
    a stable reason, and words."""

    id: str
    title: str
    reason: str
    detail: str = ""


class ImportedImage(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, by its address; `alt` may be all that is known of it.

    `media` is the id that it has here, once it came along.
    """

    url: str
    alt: str
    caption: str = ""
    credit: str = ""
    media: str = ""


class ImportedAuthor(msgspec.Struct, frozen=True):
    """Somebody who writes: how the other system knows them, and their name for readers.

    `bio` is plain text, if they have said something of themselves.
    """

    login: str
    name: str
    bio: str = ""


class ImportedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article of another system. `source` and `id` together are nobody else's.

    `at` is when it was, or is to be, published; `modified_at` when it was last changed. `body` is
    Markdown as we take it. `language` is a BCP 47 tag, or empty where the archive does not say.
    `addresses` are the paths at which it stands there, `former` those that lead on from there.
    `notes` say what of it could not be taken over, or not as it was.
    """

    source: str
    id: str
    title: str
    standfirst: str = ""
    body: str
    section: str
    language: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    slug: str = ""
    status: OldStatus
    at: datetime | None = None
    modified_at: datetime | None = None
    image: ImportedImage | None = None
    comments: Literal["open", "closed"] | None = None
    series: Series | None = None
    drop_cap: bool = False
    addresses: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    notes: tuple[ImportNote, ...] = ()


class OldAddress(msgspec.Struct, frozen=True):
    """Where something else than an article stood: the path there, and what it showed.

    `name` is a section's, tag's or author's, as people read it; of a feed it is that section's, or
    empty where it was the whole site's; of a file its address in full.
    """

    path: str
    kind: Literal["front", "section", "tag", "author", "feed", "file"]
    name: str = ""


class OldFile(msgspec.Struct, frozen=True):
    """A file of the old site that the archive names: its id there, and its address."""

    id: str
    url: str


class LeftBehind(msgspec.Struct, frozen=True):
    """What an archive has that is no article: things of which no site of ours has any, counted by
    their kinds; files that stay where they are; where it could not be read any further; and what
    is to be said of it as a whole."""

    skipped: dict[str, int] = {}
    files: list[OldFile] = []
    broken: str = ""
    notes: list[ImportNote] = []
