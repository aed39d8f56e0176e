"""What is sent and answered of pictures."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING, Any

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.media.media import ID, file_of, sizes_of
from broadsheet.domain.shared.errors import FieldError, Malformed, NotFound
from broadsheet.domain.shared.record import stamp

if TYPE_CHECKING:
    from broadsheet.domain.media.media import Media, PictureWords

Json = dict[str, Any]


def media_id_of(request: HttpRequest) -> str:
    """The picture's id in the path. Raises NotFound for what cannot be one."""
    media_id = request.parameter("id")
    if not ID.fullmatch(media_id):
        raise NotFound("There is no such picture.")
    return media_id


def sent_media(request: HttpRequest) -> "tuple[str, PictureWords]":
    """The media type of a picture, and what is said of it.

    Raises Invalid with every wrong field, TooLarge, UnsupportedMedia.
    """
    from broadsheet.adapters.http.media.submitted import MEDIA_JSON_BYTES, MediaSubmission

    sent = MediaSubmission.from_json(request.json_bytes(), MEDIA_JSON_BYTES)
    return sent.type, sent.words()


def sent_words(request: HttpRequest) -> "PictureWords":
    """What is said of it. Raises Invalid with every wrong field, TooLarge, UnsupportedMedia."""
    from broadsheet.adapters.http.media.submitted import MEDIA_JSON_BYTES, MediaWords

    return MediaWords.from_json(request.json_bytes(), MEDIA_JSON_BYTES).words()


def only_unused(query: dict[str, str]) -> bool:
    """Whether pictures that articles show are left out. Raises Malformed."""
    asked = query.get("unused", "false")
    if asked not in ("true", "false"):
        raise Malformed([FieldError("?unused", "bad_flag", "must be true or false")])
    return asked == "true"


def shown_media(media: "Media") -> Json:
    """A picture, as clients see it."""
    ready = media.is_ready
    return {
        "id": media.id,
        "status": media.status,
        "reason": media.reason or None,
        "type": media.content_type,
        "alt": media.alt or None,
        "caption": media.caption or None,
        "credit": media.credit or None,
        "width": media.width if ready else None,
        "height": media.height if ready else None,
        "path": f"/{file_of(media.id, sizes_of(media.width)[-1].step, 'jpg')}" if ready else None,
        "version": media.version,
        "created_at": stamp(media.created_at),
        "created_by": media.created_by,
        "modified_at": stamp(media.modified_at),
    }
