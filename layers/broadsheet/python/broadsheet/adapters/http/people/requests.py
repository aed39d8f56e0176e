"""What is sent and answered of the site itself: profiles, and the front page."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING, Any

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.shared.record import stamp

if TYPE_CHECKING:
    from broadsheet.domain.people.front_page import FrontPage, SubmittedFrontPage
    from broadsheet.domain.people.profile import Profile, SubmittedProfile

Json = dict[str, Any]


def sent_profile(request: HttpRequest) -> "SubmittedProfile":
    """The profile. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, ProfileSubmission

    return ProfileSubmission.from_json(request.json_bytes(), SITE_JSON_BYTES).submitted()


def sent_front_page(request: HttpRequest) -> "SubmittedFrontPage":
    """The front page. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.people.submitted import SITE_JSON_BYTES, FrontPageSubmission

    return FrontPageSubmission.from_json(request.json_bytes(), SITE_JSON_BYTES).submitted()


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
