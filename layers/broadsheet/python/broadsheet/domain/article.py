"""An article: what its authors wrote, and its life from draft to reader."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, NewType

import msgspec

from broadsheet.domain.errors import NotAllowedInState
from broadsheet.domain.record import Key, Record

SafeHtml = NewType("SafeHtml", str)
"""HTML that came out of the sanitiser (`adapters/markup.py`), the only door to this type."""


class Status(StrEnum):
    """Where in its life an article is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    DELETED = "deleted"


class Action(StrEnum):
    """What can be done to an article that exists."""

    REPLACE = "replace"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    DELETE = "delete"


TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.DRAFT, Action.REPLACE): Status.DRAFT,
    (Status.DRAFT, Action.PUBLISH): Status.PUBLISHED,
    (Status.DRAFT, Action.DELETE): Status.DELETED,
    (Status.PUBLISHED, Action.REPLACE): Status.PUBLISHED,
    (Status.PUBLISHED, Action.UNPUBLISH): Status.UNPUBLISHED,
    (Status.PUBLISHED, Action.DELETE): Status.DELETED,
    (Status.UNPUBLISHED, Action.REPLACE): Status.UNPUBLISHED,
    (Status.UNPUBLISHED, Action.PUBLISH): Status.PUBLISHED,
    (Status.UNPUBLISHED, Action.DELETE): Status.DELETED,
}
"""The state machine: what is not in this table is not allowed."""


def next_status(status: Status, action: Action) -> Status:
    """The state after `action`. Raises NotAllowedInState, which names what is possible."""
    after = TRANSITIONS.get((status, action))
    if after is None:
        possible = ", ".join(a for s, a in TRANSITIONS if s is status) or "nothing"
        raise NotAllowedInState(f"A {status} article cannot be {action}ed; possible: {possible}.")
    return after


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


class LeadImage(msgspec.Struct, frozen=True, kw_only=True):
    """The picture above the story, its size if known, and other sizes, narrowest first."""

    url: str
    alt: str
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None
    sources: tuple[ImageSource, ...] = ()


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


class BodyHtml(msgspec.Struct, frozen=True):
    """The body as sanitised HTML, and the offset at which 'Also read' may stand in it."""

    html: SafeHtml
    fold: int


class Article(Record, frozen=True, kw_only=True):
    """One article as it is now. `version` counts its edits from 1."""

    id: str
    version: int
    status: Status
    content: Content
    body: BodyHtml
    path: str
    former_paths: tuple[str, ...] = ()
    slots: dict[str, str] = msgspec.field(default_factory=dict)
    created_at: datetime
    created_by: str
    modified_at: datetime
    modified_by: str
    published_at: datetime | None = None
    breaking_until: datetime | None = None
    comments_until: datetime | None = None

    @property
    def key(self) -> Key:
        return article_key(self.id)

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.status is Status.PUBLISHED

    @property
    def paths(self) -> tuple[str, ...]:
        """Every address that this article ever answered at, the current one first."""
        return (self.path, *self.former_paths)


class Revision(Record, frozen=True, kw_only=True):
    """One edit, whole, with who made it and when."""

    article_id: str
    version: int
    status: Status
    action: str
    content: Content
    at: datetime
    by: str

    @property
    def key(self) -> Key:
        return Key(f"ARTICLE#{self.article_id}", f"REVISION#{self.version:06}")


class Address(Record, frozen=True, kw_only=True):
    """Who owns a path. An address that was public is never given away again."""

    path: str
    article_id: str

    @property
    def key(self) -> Key:
        return address_key(self.path)


class Link(Record, frozen=True, kw_only=True):
    """`source_id` shows the card of `target_id` as 'Also read'."""

    target_id: str
    source_id: str

    @property
    def key(self) -> Key:
        return Key(f"LINK#{self.target_id}", self.source_id)


def article_key(article_id: str) -> Key:
    """Where an article lives."""
    return Key(f"ARTICLE#{article_id}", "ARTICLE")


def address_key(path: str) -> Key:
    """Where the owner of a path is written down."""
    return Key(f"PATH#{path}", "PATH")
