"""What clients see of articles and of the sections and tags that list them."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from broadsheet.adapters.http import fields
from broadsheet.adapters.http.fields import Time, one_of, told
from broadsheet.domain.articles import article as articles
from broadsheet.domain.articles import listing as listings
from broadsheet.domain.articles.article import Author, LeadImage, Series, Term
from broadsheet.domain.articles.life import Action, Kept
from broadsheet.domain.shared.fields import ArticlePath, Id, Positive
from broadsheet.domain.site.kinds.listing import listing_path


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a list."""

    id: Id
    path: ArticlePath
    url: fields.Url
    title: str
    excerpt: str
    section: Term
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    image: LeadImage | None
    language: fields.Language
    direction: fields.Direction
    breaking: bool
    published_at: Time
    modified_at: Time


class Hour(msgspec.Struct, frozen=True):
    """A moment: in UTC, and as it was agreed on."""

    at: Time
    local: str
    zone: str


class Correction(msgspec.Struct, frozen=True):
    """What was wrong and is right now."""

    text: str
    at: Time


class Retraction(msgspec.Struct, frozen=True):
    """Why the story must not have been."""

    reason: str
    at: Time
    by: str


class Colleague(msgspec.Struct, frozen=True):
    """Somebody of the staff, by the name at that time."""

    id: str
    name: str


class Returned(msgspec.Struct, frozen=True):
    """An editor gave it back, and why."""

    note: str
    at: Time
    by: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article; what only its authors and editors see of it is left out for others."""

    id: Id
    version: Positive
    status: Kept
    path: ArticlePath
    url: fields.Url
    title: str
    standfirst: str
    section: Term
    tags: tuple[Term, ...]
    byline: tuple[Author, ...]
    lead_image: LeadImage | None
    language: fields.Language
    direction: fields.Direction
    slug: str
    also_read: tuple[Id, ...]
    breaking: bool
    comments: Annotated[str | None, one_of("open", "closed", None)]
    translation_of: Id | None
    dont_miss: tuple[Id, ...]
    live: Annotated[str | None, one_of("running", "ended", None)]
    unlisted: bool
    drop_cap: bool
    series: Series | None
    html: fields.Html
    corrections: tuple[Correction, ...]
    published_at: Time | None
    updated_at: Time | None
    modified_at: Time
    body: str | UnsetType = UNSET
    created_at: Time | UnsetType = UNSET
    created_by: str | UnsetType = UNSET
    created_by_id: Annotated[
        str | UnsetType, Meta(description="Whose it is, whoever has the name by now")
    ] = UNSET
    modified_by: str | UnsetType = UNSET
    modified_by_id: str | UnsetType = UNSET
    publish_at: Hour | UnsetType | None = UNSET
    unpublish_at: Hour | UnsetType | None = UNSET
    embargo: Hour | UnsetType | None = UNSET
    retraction: Retraction | UnsetType | None = UNSET
    assigned_to: Annotated[Colleague | UnsetType | None, Meta(description="Whose turn it is")] = (
        UNSET
    )
    returned: Returned | UnsetType | None = UNSET
    possible: Annotated[
        tuple[Action, ...] | UnsetType,
        Meta(description="What whoever asks can do with it now"),
    ] = UNSET


class Listing(msgspec.Struct, frozen=True):
    """A section or a tag."""

    slug: str
    name: str
    path: str


def card(shown: listings.Card, site_url: str) -> Card:
    """An article in a list."""
    return told(Card, shown, url=f"{site_url}{shown.path}")


def article(
    shown: articles.Article, site_url: str, actions: Sequence[Action] | None = None
) -> Article:
    """An article. Only its authors and editors see all of it, with what they can do: `actions`."""
    content = msgspec.structs.asdict(shown.content)
    source, published_at = content.pop("body"), shown.published_at
    for_its_makers = {} if actions is None else _made(shown, body=source, possible=actions)
    return told(
        Article,
        shown,
        url=f"{site_url}{shown.path}",
        **content,
        html=shown.body.html,
        corrections=tuple(told(Correction, c) for c in shown.corrections),
        updated_at=shown.modified_at if published_at and published_at < shown.modified_at else None,
        **for_its_makers,
    )


def _made(shown: articles.Article, **more: object) -> dict[str, object]:
    said = shown.retraction
    return {
        **more,
        "created_at": shown.created_at,
        "created_by": shown.created_by,
        "created_by_id": shown.created_by_id,
        "modified_by": shown.modified_by,
        "modified_by_id": shown.modified_by_id,
        "publish_at": hour(shown.publish_at),
        "unpublish_at": hour(shown.unpublish_at),
        "embargo": hour(shown.embargo),
        "retraction": told(Retraction, said) if said else None,
        "assigned_to": colleague(shown.assigned_to),
        "returned": returned(shown.returned),
    }


def hour(shown: articles.Hour | None) -> Hour | None:
    """A moment, if there is one."""
    return told(Hour, shown) if shown else None


def returned(shown: articles.Returned | None) -> Returned | None:
    """Why an editor gave it back, if one did."""
    return told(Returned, shown) if shown else None


def colleague(shown: articles.Colleague | None) -> Colleague | None:
    """Somebody, if it is anybody."""
    return told(Colleague, shown) if shown else None


def listing(shown: listings.Listing) -> Listing:
    """A section or a tag."""
    return Listing(shown.listing.name, shown.title, listing_path(shown.listing))
