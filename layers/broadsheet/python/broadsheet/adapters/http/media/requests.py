"""What is sent of pictures."""
# ruff: noqa: PLC0415 - a read does not wait for the models

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.adapters.http.media.answers import MediaRead, media, media_read
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.media import media as pictures
from broadsheet.domain.media.media import NAMED
from broadsheet.domain.shared.errors import FieldError, Malformed, NotFound
from broadsheet.domain.shared.sentence import for_programs, sentence
from broadsheet.usecases.shared.sent import Sent

if TYPE_CHECKING:
    from broadsheet.domain.media.media import PictureWords


def media_id_of(request: HttpRequest) -> str:
    """The picture's id in the path. Raises NotFound for what cannot be one."""
    media_id = request.parameter("id")
    if not NAMED.fullmatch(media_id):
        raise NotFound(sentence("There is no such picture."))
    return media_id


class Announced(NamedTuple):
    """What is about to be sent: of which media type, called what, what is said of it, understood
    and as it was sent."""

    media_type: str
    name: str
    words: "PictureWords"
    sent: "Sent"


def sent_media(request: HttpRequest) -> Announced:
    """A picture or a recording that is about to be sent.

    Raises Invalid with every wrong field, TooLarge, UnsupportedMedia.
    """
    return media_in(request.json_bytes())


def media_in(raw: bytes) -> Announced:
    """The same of JSON. Raises Invalid with every wrong field, and TooLarge."""
    from broadsheet.adapters.http.as_sent import AsSent
    from broadsheet.adapters.http.media.submitted import MEDIA_JSON_BYTES, MediaSubmission
    from broadsheet.adapters.http.submitted import sent_fields

    fields = sent_fields(raw, MEDIA_JSON_BYTES)
    sent = MediaSubmission.from_fields(fields)
    return Announced(sent.type, sent.name or "", sent.words(), AsSent(fields, media))


def sent_words(
    request: HttpRequest, used_by: Callable[[str], list[str]]
) -> "tuple[PictureWords, Sent]":
    """What is said of it, understood and as it was sent; `used_by` is who shows a picture.

    `preview` may be sent as it was read, whatever it is: no two of them are the same. Raises
    Invalid with every wrong field, TooLarge, UnsupportedMedia.
    """
    return words_in(request.json_bytes(), used_by)


def words_in(
    raw: bytes, used_by: Callable[[str], list[str]] = lambda _id: []
) -> "tuple[PictureWords, Sent]":
    """The same of JSON. Raises Invalid with every wrong field, and TooLarge."""
    from broadsheet.adapters.http.as_sent import AsSent, apart
    from broadsheet.adapters.http.media.submitted import MEDIA_JSON_BYTES, MediaWords
    from broadsheet.adapters.http.submitted import sent_fields

    fields = sent_fields(raw, MEDIA_JSON_BYTES)
    kept, read_only = apart(fields, MediaWords, MediaRead)
    sent = MediaWords.from_fields(kept).words()
    compared = [one for one in read_only if one.pointer != "/preview"]

    def told(shown: pictures.Media) -> MediaRead:
        return media_read(shown, used_by(shown.id) if "used_by" in fields else [], None)

    said = {name: value for name, value in fields.items() if name != "preview"}
    return sent, AsSent(said, told, compared)


def only_unused(query: dict[str, str]) -> bool:
    """Whether pictures that articles show are left out. Raises Malformed, also where words are
    looked for as well."""
    asked = query.get("unused", "false")
    if asked not in ("true", "false"):
        raise Malformed([FieldError("?unused", "bad_flag", for_programs("must be true or false"))])
    if asked == "true" and "words" in query:
        raise Malformed(
            [FieldError("?unused", "one_only", for_programs("use one of unused and words"))]
        )
    return asked == "true"
