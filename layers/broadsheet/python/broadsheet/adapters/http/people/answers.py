"""What clients see of authors' profiles, and editors of the front page."""

import msgspec

from broadsheet.adapters.http.fields import Time, Url, told
from broadsheet.domain.people import front_page as fronts
from broadsheet.domain.people import profile as profiles
from broadsheet.domain.people.profile import ProfileLink
from broadsheet.domain.shared.fields import Id, Positive
from broadsheet.usecases.people import edit_profile


class ProfileReceipt(edit_profile.ProfileReceipt, frozen=True):
    """A profile that was written, with its address on the site."""

    url: Url


class Portrait(msgspec.Struct, frozen=True):
    """The picture of an author."""

    url: str
    alt: str
    media: Id | None


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What readers are told of an author."""

    slug: str
    path: str
    url: Url
    name: str
    role: str | None
    bio: str | None
    picture: Portrait | None
    links: tuple[ProfileLink, ...]
    version: Positive
    modified_at: Time


class FrontPage(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about the front page, as ids."""

    lead: Id | None
    pinned: tuple[Id, ...]
    hidden: tuple[Id, ...]
    layout: fronts.Layout
    version: Positive
    modified_at: Time | None
    modified_by: str | None


def profile(shown: profiles.Profile, site_url: str) -> Profile:
    """A profile, as clients see it."""
    path, picture = f"/author/{shown.slug}/", shown.picture
    return told(
        Profile,
        shown,
        path=path,
        url=f"{site_url}{path}",
        role=shown.role or None,
        bio=shown.bio or None,
        picture=told(Portrait, picture) if picture else None,
    )


def profile_receipt(receipt: edit_profile.ProfileReceipt, site_url: str) -> ProfileReceipt:
    """A profile that was written."""
    return told(ProfileReceipt, receipt, url=f"{site_url}{receipt.path}", notes=receipt.notes)


def front_page(shown: fronts.FrontPage) -> FrontPage:
    """What was decided about the front page."""
    return told(FrontPage, shown)
