"""An article: what its authors wrote, and its life from draft to reader."""

from datetime import datetime
from typing import Literal

import msgspec

from broadsheet.domain.articles.body import BodyHtml
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.record import Key, Record


class Term(msgspec.Struct, frozen=True):
    """A section or a tag: its name as people read it, and its slug in addresses."""

    name: str
    slug: str


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a byline."""

    name: str
    slug: str
    role: str | None = None
    bio: str | None = None
    url: str | None = None


class ImageSource(msgspec.Struct, frozen=True):
    """The same picture in another size: its address, and its width in pixels."""

    url: str
    width: int


class Focus(msgspec.Struct, frozen=True):
    """What matters most in a picture: percent of its width from the left, and of its height from
    the top. Where a picture is cropped, this is seen."""

    x: int
    y: int


class LeadImage(msgspec.Struct, frozen=True, kw_only=True):
    """The picture above the story, its size if known, and other sizes, narrowest first.

    With `media` it is the newsroom's own of this id, in every format of `domain.media`; `focus` is
    that picture's.
    """

    url: str
    alt: str
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None
    sources: tuple[ImageSource, ...] = ()
    media: str | None = None
    focus: Focus | None = None


class Hour(msgspec.Struct, frozen=True):
    """A moment as it was agreed on: on a wall clock (`2026-11-24T06:00`), in a time zone.

    `at` is the same moment in UTC.
    """

    at: datetime
    local: str
    zone: str


class Correction(msgspec.Struct, frozen=True):
    """What was wrong and is right now, in the words that readers see."""

    text: str
    at: datetime
    by: str
    by_id: str = ""


class Retraction(msgspec.Struct, frozen=True):
    """Why the story must not have been: `reason` is what readers see in its place."""

    reason: str
    at: datetime
    by: str
    by_id: str = ""


class Colleague(msgspec.Struct, frozen=True):
    """Somebody of the staff: whoever has this id (`Principal.id`), and the name at that time."""

    id: str
    name: str


class Returned(msgspec.Struct, frozen=True):
    """An editor gave it back to its author, and what they said: until it is handed in again."""

    note: str
    at: datetime
    by: str
    by_id: str = ""


class Series(msgspec.Struct, frozen=True):
    """Which series a story belongs to, and which part of it it is."""

    name: str
    part: int


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What the authors wrote: valid, and as they wrote it."""

    title: str
    standfirst: str
    body: str
    section: Term
    tags: tuple[Term, ...]
    byline: tuple[Author, ...]
    lead_image: LeadImage | None
    language: str
    direction: str
    slug: str
    also_read: tuple[str, ...]
    breaking: bool
    comments: Literal["open", "closed"] | None = None
    """Whether readers may comment; None is as the site has it, which may close after some days."""
    translation_of: str | None = None
    """The id of the article that this one is a translation of."""
    dont_miss: tuple[str, ...] = ()
    """The ids of the articles under 'Don't miss'; none, and they are chosen by what came before."""
    live: Literal["running", "ended"] | None = None
    """Whether this is a running story, to which entries are added."""
    unlisted: bool = False
    """Whether only its address leads to it: it is in no list, feed, sitemap or search."""
    drop_cap: bool = False
    """Whether its text begins with a large letter."""
    series: Series | None = None


class Article(Record, frozen=True, kw_only=True):
    """One article as it is now. `version` counts its edits from 1."""

    id: str
    version: int
    status: Status
    content: Content
    body: BodyHtml
    path: str
    former_paths: tuple[str, ...] = ()
    slug_chosen: bool | None = None
    """Whether somebody chose its slug; None where that was not written down (`slugs.py`)."""
    slots: dict[str, str] = msgspec.field(default_factory=dict)
    """Of each of its listings (`section#news`) its place in it (`2026-11#000012`)."""
    created_at: datetime
    created_by: str
    """The name, to be shown: it may be somebody else's by now."""
    created_by_id: str = ""
    """Whose it is (`Principal.id`); empty, and it is no author's."""
    modified_at: datetime
    modified_by: str
    modified_by_id: str = ""
    published_at: datetime | None = None
    breaking_until: datetime | None = None
    comments_until: datetime | None = None
    publish_at: Hour | None = None
    """When the clock publishes it; only while it is scheduled."""
    unpublish_at: Hour | None = None
    embargo: Hour | None = None
    """Before this hour nobody may publish it, nor schedule it for earlier."""
    corrections: tuple[Correction, ...] = ()
    retraction: Retraction | None = None
    assigned_to: Colleague | None = None
    """Whose turn it is. They may work on it as if it were theirs."""
    returned: Returned | None = None
    """Only while it is a draft that somebody else than its author gave back."""

    @property
    def key(self) -> Key:
        return article_key(self.id)

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.status is Status.PUBLISHED

    @property
    def is_listed(self) -> bool:
        """Whether readers come across it, and not only those who were given its address."""
        return self.is_public and not self.content.unlisted

    @property
    def has_page(self) -> bool:
        """Whether something stands at its address: the story, or the notice in its place."""
        return self.is_public or self.status is Status.RETRACTED

    @property
    def paths(self) -> tuple[str, ...]:
        """Every address that this article ever answered at, the current one first."""
        return (self.path, *self.former_paths)


class Revision(Record, frozen=True, kw_only=True):
    """One step in an article's life, whole, with who made it and when: its trail is made of these.

    `note` is what its maker said about it: why it was returned, retracted, what was restored.
    """

    article_id: str
    version: int
    status: Status
    action: str
    content: Content
    at: datetime
    by: str
    by_id: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        return revision_key(self.article_id, self.version)


class Address(Record, frozen=True, kw_only=True):
    """Who owns a path. An address that was public is never given away again.

    With a `target` it is an editor's redirect: to the article with this id, wherever it is, or to
    the target itself. With neither it is kept from being given away.
    """

    path: str
    article_id: str
    target: str = ""

    @property
    def key(self) -> Key:
        return address_key(self.path)


class ArticleLink(Record, frozen=True, kw_only=True, tag="Link"):
    """`source_id` shows the card of `target_id` as 'Also read'."""

    target_id: str
    source_id: str

    @property
    def key(self) -> Key:
        return Key(f"LINK#{self.target_id}", self.source_id)


def article_key(article_id: str) -> Key:
    """Where an article lives."""
    return Key(f"ARTICLE#{article_id}", "ARTICLE")


def revision_key(article_id: str, version: int) -> Key:
    """Where a revision of an article lives."""
    return Key(f"ARTICLE#{article_id}", f"REVISION#{version:06}")


def address_key(path: str) -> Key:
    """Where the owner of a path is written down."""
    return Key(f"PATH#{path}", "PATH")
