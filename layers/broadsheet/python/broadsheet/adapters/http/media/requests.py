"""What is sent of pictures."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from typing import TYPE_CHECKING

from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.media.media import NAMED
from broadsheet.domain.shared.errors import FieldError, Malformed, NotFound

if TYPE_CHECKING:
    from broadsheet.domain.media.media import PictureWords


def media_id_of(request: HttpRequest) -> str:
    """The picture's id in the path. Raises NotFound for what cannot be one."""
    media_id = request.parameter("id")
    if not NAMED.fullmatch(media_id):
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
