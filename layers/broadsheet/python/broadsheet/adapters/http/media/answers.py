"""What clients see of pictures."""

from typing import Annotated, get_args

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Time, Url, one_of, told
from broadsheet.domain.media import media as pictures
from broadsheet.domain.media.kinds import TYPES
from broadsheet.domain.media.media import Status, file_of, sizes_of
from broadsheet.domain.shared.fields import Id, Positive
from broadsheet.usecases.media.manage_media import MediaReceipt


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """The form that a picture is sent by, straight to S3."""

    url: Url
    fields: dict[str, str]
    largest: Annotated[Positive, Meta(description="Bytes")]
    seconds: Annotated[Positive, Meta(description="How long the form holds")]


class MediaAnnounced(MediaReceipt, frozen=True):
    """A picture that is waited for."""

    status: Annotated[str, Meta(extra_json_schema={"const": "waiting"})]
    upload: Upload


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A picture."""

    id: Id
    status: Annotated[str, one_of(*get_args(Status))]
    reason: Annotated[str | None, Meta(description="Why it was refused, or failed")]
    notes: Annotated[list[str], Meta(description="What of the upload is not in the picture")]
    type: Annotated[
        str,
        one_of(*TYPES),
        Meta(description="What was announced; of one that is ready, what it is"),
    ]
    alt: str | None
    caption: str | None
    credit: str | None
    width: Positive | None
    height: Positive | None
    path: Annotated[
        str | None, Meta(description="Its largest JPEG, once a public article shows it")
    ]
    version: Positive
    created_at: Time
    created_by: str
    modified_at: Time


class MediaRead(Media, frozen=True, kw_only=True):
    """A picture, and who shows it."""

    used_by: list[str]
    preview: Annotated[
        str | None, Meta(description="It itself, for five minutes and whoever has this")
    ]


def media(shown: pictures.Media) -> Media:
    """A picture."""
    ready = shown.is_ready
    largest = file_of(shown.id, sizes_of(shown.width)[-1].step, "jpg") if ready else None
    return told(
        Media,
        shown,
        reason=shown.reason or None,
        notes=list(shown.notes),
        type=shown.content_type,
        alt=shown.alt or None,
        caption=shown.caption or None,
        credit=shown.credit or None,
        width=shown.width if ready else None,
        height=shown.height if ready else None,
        path=f"/{largest}" if ready else None,
    )


def media_read(shown: pictures.Media, used_by: list[str], preview: str | None) -> MediaRead:
    """A picture, and who shows it; `preview` is an address of it itself."""
    return told(MediaRead, media(shown), used_by=used_by, preview=preview)
