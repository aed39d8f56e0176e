"""What the staff are told of links to a story."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.answer import Answer, json_answer
from broadsheet.adapters.http.fields import Count, Time, Url, told
from broadsheet.domain.desk.share import Opening
from broadsheet.domain.shared.fields import Id, Positive
from broadsheet.usecases.desk.shares import Listed, Made

SHARED = "/desk/shared/"


class ShareMade(msgspec.Struct, frozen=True):
    """A link."""

    id: Id
    until: Time
    url: Annotated[
        Url | None,
        Meta(description="Told once: null where the same request is answered again"),
    ]


class Share(msgspec.Struct, frozen=True):
    """A link in a list, without its secret."""

    id: Id
    label: str
    made_at: Time
    made_by: str
    until: Time
    revoked_at: Time | None
    revoked_by: str
    open: Annotated[bool, Meta(description="Whether it leads somewhere")]
    openings: Count


class ShareOpening(msgspec.Struct, frozen=True):
    """That it was opened, and which version was shown."""

    at: Time
    version: Positive


def share_made(made: Made, article_id: str, site_url: str) -> Answer:
    """The answer to whoever made it."""
    url = f"{site_url}{SHARED}{made.link.token}" if made.link else None
    location = f"/api/v1/articles/{article_id}/shares/{made.receipt.id}/openings"
    body = ShareMade(made.receipt.id, made.receipt.until, url)
    return json_answer(201, body, {"location": location})


def share(of: Listed, now: datetime) -> Share:
    """A link in a list."""
    return told(Share, of.share, open=of.share.is_open(now), openings=of.openings)


def opening(of: Opening) -> ShareOpening:
    """One line of its trail."""
    return told(ShareOpening, of)
