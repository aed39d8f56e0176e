"""What clients see of pictures."""

from typing import Annotated, get_args

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Time, Url, one_of, told
from broadsheet.domain.articles.article import Focus
from broadsheet.domain.media import media as pictures
from broadsheet.domain.media.kinds import FILES, TYPES
from broadsheet.domain.media.media import MediaId, Status
from broadsheet.domain.shared.fields import Positive
from broadsheet.usecases.media.manage_media import MediaReceipt


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """The form that a picture or a recording is sent by, straight to S3."""

    url: Url
    fields: dict[str, str]
    largest: Annotated[Positive, Meta(description="Bytes")]
    seconds: Annotated[Positive, Meta(description="How long the form holds")]


class MediaAnnounced(MediaReceipt, frozen=True):
    """A picture or a recording that is waited for."""

    status: Annotated[str, Meta(extra_json_schema={"const": "waiting"})]
    upload: Upload


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, a recording with its captions, or a file that came with an archive."""

    id: MediaId
    status: Annotated[str, one_of(*get_args(Status))]
    reason: Annotated[str | None, Meta(description="Why it was refused, or failed")]
    notes: Annotated[list[str], Meta(description="What of the upload is not in the picture")]
    type: Annotated[
        str,
        one_of(*dict.fromkeys((*TYPES, *FILES.values()))),
        Meta(description="What was announced; of one that is ready, what it is"),
    ]
    name: Annotated[str | None, Meta(description="What a file is saved as that is no picture")]
    alt: str | None
    caption: str | None
    credit: str | None
    focus: Annotated[Focus | None, Meta(description="What matters most in it; null is the middle")]
    width: Positive | None
    height: Positive | None
    size: Annotated[Positive | None, Meta(description="Bytes of what is no picture")]
    seconds: Annotated[
        Positive | None, Meta(description="How long a recording lasts, or until its last caption")
    ]
    path: Annotated[
        str | None,
        Meta(description="Its largest JPEG or the file, once something public shows it"),
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
    return told(
        Media,
        shown,
        reason=shown.reason or None,
        notes=list(shown.notes),
        type=shown.content_type,
        name=shown.name or None,
        alt=shown.alt or None,
        caption=shown.caption or None,
        credit=shown.credit or None,
        width=shown.width or None if ready else None,
        height=shown.height or None if ready else None,
        size=shown.size or None,
        seconds=shown.seconds or None,
        path=shown.path if ready else None,
    )


def media_read(shown: pictures.Media, used_by: list[str], preview: str | None) -> MediaRead:
    """A picture, and who shows it; `preview` is an address of it itself."""
    return told(MediaRead, media(shown), used_by=used_by, preview=preview)
