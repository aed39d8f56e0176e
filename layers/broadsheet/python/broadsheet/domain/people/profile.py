"""Who writes for the newsroom, as readers are told: a profile for each name of a byline."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from broadsheet.domain.articles.article import Author
from broadsheet.domain.shared.record import Key, Record

PROFILES = "PROFILES"
"""The partition of all profiles."""
PROFILE_LINKS = 8
"""Links on a profile."""


class ProfileLink(msgspec.Struct, frozen=True):
    """Another place of theirs, and what it is called."""

    label: str
    url: str


class Portrait(msgspec.Struct, frozen=True):
    """A picture of them, and what it shows; with `media` it is the newsroom's own of this id."""

    url: str
    alt: str
    media: str | None = None


class SubmittedProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A profile as an editor sends it; `picture` has an address or the id of one of our own."""

    name: str
    role: str = ""
    bio: str = ""
    picture: Portrait | None = None
    links: tuple[ProfileLink, ...] = ()


class Profile(Record, frozen=True, kw_only=True):
    """What readers are told of an author. `slug` is the one in `/author/<slug>/`.

    `version` counts its edits from 1.
    """

    slug: str
    name: str
    role: str = ""
    bio: str = ""
    picture: Portrait | None = None
    links: tuple[ProfileLink, ...] = ()
    version: int
    modified_at: datetime
    modified_by: str
    modified_by_id: str = ""

    @property
    def key(self) -> Key:
        return profile_key(self.slug)


def portrait_of(profile: "Profile | None") -> str | None:
    """The id of the newsroom's own picture that the profile shows."""
    return profile.picture.media if profile and profile.picture else None


class Introduction(msgspec.Struct, frozen=True, kw_only=True):
    """What an article says at its end of one name of its byline."""

    slug: str
    name: str
    role: str = ""
    bio: str = ""
    picture: Portrait | None = None
    links: tuple[ProfileLink, ...] = ()
    url: str = ""


def profile_key(slug: str) -> Key:
    """Where a profile lives."""
    return Key(PROFILES, slug)


def introductions(byline: Iterable[Author], profiles: Iterable[Profile]) -> list[Introduction]:
    """What there is to say of the names of a byline, in their order.

    Who has a profile is introduced by it alone; others by what stands in the byline.
    """
    known = {profile.slug: profile for profile in profiles}
    told = [_introduction(author, known.get(author.slug)) for author in byline]
    return [one for one in told if one.bio or one.picture or one.links or one.url]


def _introduction(author: Author, profile: Profile | None) -> Introduction:
    if profile is None:
        return Introduction(
            slug=author.slug,
            name=author.name,
            role=author.role or "",
            bio=author.bio or "",
            url=author.url or "",
        )
    return Introduction(
        slug=profile.slug,
        name=profile.name,
        role=profile.role,
        bio=profile.bio,
        picture=profile.picture,
        links=profile.links,
    )
