"""What is sent and answered of the site itself: profiles, and the front page."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING, Any

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.record import stamp

if TYPE_CHECKING:
    from broadsheet.domain.people.front_page import FrontPage
    from broadsheet.domain.people.profile import Profile
    from broadsheet.domain.people.submission import FrontPageSubmission, ProfileSubmission

Json = dict[str, Any]


def sent_profile(request: HttpRequest) -> "ProfileSubmission":
    """The profile. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.domain.people.submission import profile_from_json

    return profile_from_json(request.json_bytes())


def sent_front_page(request: HttpRequest) -> "FrontPageSubmission":
    """The front page. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.domain.people.submission import front_page_from_json

    return front_page_from_json(request.json_bytes())


def shown_profile(profile: "Profile", site_url: str) -> Json:
    """A profile, as clients see it."""
    path, picture = f"/author/{profile.slug}/", profile.picture
    return {
        "slug": profile.slug,
        "path": path,
        "url": f"{site_url}{path}",
        "name": profile.name,
        "role": profile.role or None,
        "bio": profile.bio or None,
        "picture": {"url": picture.url, "alt": picture.alt, "media": picture.media}
        if picture
        else None,
        "links": [{"label": link.label, "url": link.url} for link in profile.links],
        "version": profile.version,
        "modified_at": stamp(profile.modified_at),
    }


def shown_front_page(front: "FrontPage") -> Json:
    """What was decided about the front page, as ids."""
    return {
        "lead": front.lead,
        "pinned": list(front.pinned),
        "hidden": list(front.hidden),
        "version": front.version,
        "modified_at": stamp(front.modified_at) if front.modified_at else None,
        "modified_by": front.modified_by,
    }
