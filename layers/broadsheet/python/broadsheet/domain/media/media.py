"""Pictures that the newsroom uploaded: what is known of each, and which articles show it."""

import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from broadsheet.domain.articles.article import Article, ImageSource, LeadImage
from broadsheet.domain.shared.record import Key, Record

MEDIA = "MEDIA"
"""The partition of all pictures; their ids, and so their order, are those of time."""
UPLOAD_BYTES = 20 * 1024 * 1024
"""The largest upload."""
UPLOAD_SECONDS = 15 * 60
"""How long an upload may begin after it was asked for."""
WAITING_SECONDS = 24 * 3600
"""How long a picture is waited for; its upload is deleted after as long (see `template.yaml`)."""
REFUSED_SECONDS = 7 * 24 * 3600
"""How long one can read why a picture was refused."""
STEPS = (320, 640, 960, 1600)
"""The widths that pages are served, in pixels: a phone's card to a desktop's lead picture."""
FORMATS = ("avif", "webp", "jpg")
"""A browser takes the first that it understands; the last one every browser does."""
SETTLING_SECONDS = 60
"""How long a note of use counts though the article does not say so (yet): twice as long as any
request to the API may last (30 s, quota of Amazon API Gateway)."""

TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/gif")
FILES = {
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "aac": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "video": "video/mp4",
    "webm": "video/webm",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "slides": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ole": "application/octet-stream",
    "plain": "text/plain",
}
"""Files that are kept beside pictures, by kind, with the type that they are served with. None has
an x in its name: by that, files are known that somebody put into the bucket by hand."""
Status = Literal["waiting", "ready", "refused", "removing"]
_AUTHOR = "author/"
ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
"""Of a picture."""
FILE_ID = re.compile(rf"(?:{ID.pattern})-({'|'.join(FILES)})")
"""Of a file that is no picture: its id says its kind, and so what its page is made of."""
NAMED = re.compile(rf"{ID.pattern}|{FILE_ID.pattern}")
"""What an article may name as the newsroom's own."""
MediaId = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": f"^(?:{NAMED.pattern})$"})]


class PictureWords(msgspec.Struct, frozen=True):
    """What is said of a picture; empty is what is not."""

    alt: str = ""
    caption: str = ""
    credit: str = ""


class Media(Record, frozen=True, kw_only=True):
    """One picture. `width` and `height` are of its largest size, once it is ready.

    `name` is what a file was called that is no picture, which has no width either.
    `digest` names what was uploaded; `reason` says why it was refused. `version` counts its
    changes from 1. After `expires_at` (epoch seconds) it is deleted by the table itself.
    """

    id: str
    version: int
    status: Status
    content_type: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    name: str = ""
    digest: str = ""
    reason: str = ""
    created_at: datetime
    created_by: str
    created_by_id: str = ""
    modified_at: datetime
    modified_by: str
    modified_by_id: str = ""
    expires_at: int | None = None

    @property
    def key(self) -> Key:
        return media_key(self.id)

    @property
    def is_ready(self) -> bool:
        """Whether articles may show it."""
        return self.status == "ready"

    @property
    def is_file(self) -> bool:
        """Whether it is no picture."""
        return bool(FILE_ID.fullmatch(self.id))

    @property
    def path(self) -> str:
        """The address of the file, or of the picture's largest size as JPEG."""
        name = file_name(self.id) or f"{sizes_of(self.width)[-1].step}.jpg"
        return f"/media/{self.id}/{name}"

    @property
    def names(self) -> tuple[str, ...]:
        """What its files are called, once it is ready: by `step.format`, or a single one."""
        name = file_name(self.id)
        steps = sizes_of(self.width)
        return (name,) if name else tuple(f"{s.step}.{kind}" for s in steps for kind in FORMATS)


class MediaUse(Record, frozen=True, kw_only=True):
    """Something shows the picture, or was about to at `at`: whether it does, it says itself.

    `shown_by` is the id of an article, or an author's, see `author_use`.
    """

    media_id: str
    shown_by: str
    at: datetime

    @property
    def key(self) -> Key:
        return Key(uses_pk(self.media_id), self.shown_by)


class Size(msgspec.Struct, frozen=True):
    """One of a picture's sizes: the step that names it, and its width in pixels."""

    step: int
    width: int


def media_key(media_id: str) -> Key:
    """Where a picture's record lives."""
    return Key(MEDIA, media_id)


def uses_pk(media_id: str) -> str:
    """The partition of all that may show it."""
    return f"{MEDIA}#{media_id}"


def author_use(slug: str) -> str:
    """How an author's profile is named among those that show a picture."""
    return f"{_AUTHOR}{slug}"


def author_in(shown_by: str) -> str | None:
    """The slug of the author whose profile it is; None for an article."""
    return shown_by.removeprefix(_AUTHOR) if shown_by.startswith(_AUTHOR) else None


def file_name(media_id: str) -> str:
    """What the one file is called of what is no picture; of a picture, nothing."""
    found = FILE_ID.fullmatch(media_id)
    return f"file.{found[1]}" if found else ""


def sizes_of(width: int) -> tuple[Size, ...]:
    """The sizes of a picture that is this wide, narrowest first: none is wider than itself."""
    reached = next((n for n, step in enumerate(STEPS) if step >= width), len(STEPS) - 1)
    return tuple(Size(step, min(step, width)) for step in STEPS[: reached + 1])


def file_of(media_id: str, step: int, kind: str) -> str:
    """The key of one of a picture's files in the site bucket."""
    return f"media/{media_id}/{step}.{kind}"


def lead_image_of(media: Media, wanted: LeadImage) -> LeadImage:
    """The picture as a lead image, with its own words where `wanted` has none."""
    sources = tuple(
        ImageSource(f"/{file_of(media.id, size.step, 'jpg')}", size.width)
        for size in sizes_of(media.width)
    )
    return LeadImage(
        url=sources[-1].url,
        alt=wanted.alt or media.alt,
        caption=wanted.caption or media.caption or None,
        credit=wanted.credit or media.credit or None,
        width=media.width,
        height=media.height,
        sources=sources,
        media=media.id,
    )


def media_of(article: Article | None) -> tuple[str, ...]:
    """The ids of the pictures that the article shows."""
    if article is None:
        return ()
    lead = article.content.lead_image
    named = (lead.media,) if lead and lead.media else ()
    return tuple(dict.fromkeys((*named, *article.body.media)))
