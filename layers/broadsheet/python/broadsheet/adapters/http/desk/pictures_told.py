"""Pictures as pages and modules of the desk show them."""

from collections.abc import Callable
from typing import NamedTuple

from broadsheet.domain.media.media import Media, markdown_of
from broadsheet.domain.media.reasons import reason_of
from broadsheet.domain.media.recordings import lasting
from broadsheet.domain.shared.sentence import Sentence, sentence

_THUMB, _LARGE = 320, 960
_SAID = {
    "waiting": sentence("Waiting for the file, or being made."),
    "ready": sentence("Ready."),
    "removing": sentence("Being removed."),
}

Preview = Callable[[str, str, str], str]
"""An address of one of a picture's files: of which, under which digest, by which name."""


class PictureTold(NamedTuple):
    """A picture or a recording in words, with addresses of it for some minutes once it is ready."""

    id: str
    version: int
    status: str
    said: Sentence
    alt: str
    caption: str
    thumb: str
    large: str
    width: int
    height: int
    markdown: str
    played: str
    lasts: str


def picture_told(media: Media, preview: Preview) -> PictureTold:
    """What is told of a picture."""
    shown = media.is_ready and not media.is_file
    is_played = media.is_ready and media.is_recording
    return PictureTold(
        id=media.id,
        version=media.version,
        status=media.status,
        said=_SAID.get(media.status) or _ended(media),
        alt=media.alt,
        caption=media.caption,
        thumb=preview(media.id, media.digest, _jpeg(media, _THUMB)) if shown else "",
        large=preview(media.id, media.digest, _jpeg(media, _LARGE)) if shown else "",
        width=media.width,
        height=media.height,
        markdown=markdown_of(media),
        played=preview(media.id, media.digest, media.file_names[0]) if is_played else "",
        lasts=lasting(media.seconds) if media.is_ready and media.seconds else "",
    )


def _ended(media: Media) -> Sentence:
    reason = reason_of(media.reason)
    if media.is_file:
        return sentence("The file {reason}.", reason=reason)
    return sentence("It {reason}.", reason=reason)


def _jpeg(media: Media, widest: int) -> str:
    steps = [int(n.partition(".")[0]) for n in media.file_names if n.endswith(".jpg")]
    return f"{max(step for step in steps if step <= widest)}.jpg"
