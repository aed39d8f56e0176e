"""Pictures that the newsroom uploaded: what is known of each, and which articles show it."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from broadsheet.domain.articles.article import Article, Focus
from broadsheet.domain.articles.provider import EMBED
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.media.recordings import PLAYED
from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import N_

MEDIA = "MEDIA"
"""The partition of all pictures; their ids, and so their order, are those of time."""
UPLOAD_SECONDS = 15 * 60
"""How long an upload may begin after it was asked for."""
WAITING_SECONDS = 24 * 3600
"""How long a picture is waited for; its upload is deleted after as long (see `template.yaml`)."""
REFUSED_SECONDS = 7 * 24 * 3600
"""How long one can read why a picture was refused, or why nothing became of it."""
STEPS = (320, 640, 960, 1600)
"""The widths that pages are served, in pixels: a phone's card to a desktop's lead picture."""
FORMATS = ("avif", "webp", "jpg")
"""A browser takes the first that it understands; the last one every browser does."""
MOST_SIDE = 65_500
"""What libjpeg writes (JPEG_MAX_DIMENSION), and so what every picture has to be content with."""
_LONGEST = {"avif": 32_768, "webp": 16_383, "jpg": MOST_SIDE}
"""What can be said of a side, or is read by browsers: WebP has 14 bits, libavif's readers take
no more (AVIF_DEFAULT_IMAGE_DIMENSION_LIMIT).
https://developers.google.com/speed/webp/docs/riff_container"""
_MOST_PIXELS = {"avif": STEPS[-1] * _LONGEST["webp"]}
"""Of AVIF so many as a picture with all formats may have: more would take longer to write than
those who make pictures have."""
SETTLING_SECONDS = 60
"""How long a note of use counts though the article does not say so (yet): twice as long as any
request to the API may last (30 s, quota of Amazon API Gateway)."""

Status = Literal["waiting", "ready", "refused", "failed", "removing"]
"""`refused` is the file's fault, `failed` is not: the same file may be sent again."""
NEVER_CAME = N_("was not sent, or not dealt with, within a day: announce it and send it again")
_AUTHOR = "author/"
_LIVE = pattern(r"live/(?P<article>[^/]+)/(?P<number>[0-9]+)")
ID = pattern(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
"""Of a picture."""
FILE_ID = pattern(rf"(?:{ID.pattern})-({'|'.join(FILES)})")
"""Of a file that is no picture: its id says its kind, and so what its page is made of."""
_MARKS = pattern(r"([\\\[\]])")
"""What would end the words of a picture in Markdown."""
NAMED = pattern(rf"{ID.pattern}|{FILE_ID.pattern}")
"""What an article may name as the newsroom's own."""
MediaId = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": f"^(?:{NAMED.pattern})$"})]


class PictureWords(msgspec.Struct, frozen=True):
    """What is said of a picture; empty is what is not.

    A `focus` that is not said stays as it is; None is the middle.
    """

    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | msgspec.UnsetType | None = msgspec.UNSET

    @property
    def said(self) -> dict[str, Any]:
        """Field by field, as a picture has them."""
        fields = msgspec.structs.asdict(self)
        return {name: value for name, value in fields.items() if value is not msgspec.UNSET}


class Media(Record, frozen=True, kw_only=True):
    """One picture. `width` and `height` are of its largest size, once it is ready.

    `name` is what a file was called that is no picture, `size` are its bytes, and `seconds` how
    long it lasts where it can be played.
    `digest` names what was uploaded; `reason` says why it was refused or failed, `notes` what of
    the upload is not in the picture; `tries` counts those that began after the first one failed.
    `content_type` is what was announced, and then what it is.
    `version` counts its changes from 1. After `expires_at` (epoch seconds) it is deleted by the
    table itself.
    """

    id: str
    version: int
    status: Status
    content_type: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | None = None
    width: int = 0
    height: int = 0
    name: str = ""
    size: int = 0
    seconds: int = 0
    digest: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    tries: int = 0
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
    def card(self) -> str:
        """Of a picture that was taken for a card, the partition of its address; else nothing."""
        return self.created_by_id if self.created_by_id.startswith(EMBED) else ""

    @property
    def is_ready(self) -> bool:
        """Whether articles may show it."""
        return self.status == "ready"

    @property
    def is_file(self) -> bool:
        """Whether it is no picture."""
        return bool(FILE_ID.fullmatch(self.id))

    @property
    def kind(self) -> str:
        """Which kind of file it is that is no picture; of a picture, nothing."""
        return kind_in(self.id)

    @property
    def is_recording(self) -> bool:
        """Whether browsers play it."""
        return self.seconds > 0 and self.kind in PLAYED

    @property
    def path(self) -> str:
        """The address of the file, or of the picture's largest size as JPEG."""
        name = file_name(self.id) or f"{sizes_of(self.width)[-1].step}.jpg"
        return f"/media/{self.id}/{name}"

    @property
    def is_awaited(self) -> bool:
        """Whether what is uploaded becomes this picture."""
        return self.status in ("waiting", "failed")

    @property
    def file_names(self) -> tuple[str, ...]:
        """Of all its files, as `step.format`, or of the single one; none before it is made."""
        if not self.digest:
            return ()
        if name := file_name(self.id):
            return (name,)
        formats = formats_of(self.width, self.height)
        return tuple(f"{size.step}.{kind}" for size in sizes_of(self.width) for kind in formats)


class MediaUse(Record, frozen=True, kw_only=True):
    """Something shows the picture, or was about to at `at`: whether it does, it says itself.

    `shown_by` is the id of an article, or an author's (`author_use`), or an entry's (`live_use`).
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


def live_use(article_id: str, number: int) -> str:
    """How an entry of a running story is named among those that show a picture."""
    return f"live/{article_id}/{number}"


def live_in(shown_by: str) -> tuple[str, int] | None:
    """The article's id and the entry's number; None for what is no entry."""
    found = _LIVE.fullmatch(shown_by)
    return (found["article"], int(found["number"])) if found else None


def story_in(shown_by: str) -> str | None:
    """The id of the article that shows it, itself or in an entry; None for an author."""
    if author_in(shown_by) is not None:
        return None
    live = live_in(shown_by)
    return live[0] if live else shown_by


def kind_in(media_id: str) -> str:
    """Which kind of file an id says; of a picture's, nothing."""
    found = FILE_ID.fullmatch(media_id)
    return found[1] if found else ""


def file_name(media_id: str) -> str:
    """What the one file is called of what is no picture; of a picture, nothing."""
    kind = kind_in(media_id)
    return f"file.{kind}" if kind else ""


def sizes_of(width: int) -> tuple[Size, ...]:
    """The sizes of a picture that is this wide, narrowest first: none is wider than itself."""
    reached = next((n for n, step in enumerate(STEPS) if step >= width), len(STEPS) - 1)
    return tuple(Size(step, min(step, width)) for step in STEPS[: reached + 1])


def formats_of(width: int, height: int) -> tuple[str, ...]:
    """The formats that a picture has, by its largest size: those that can write all of them.

    A format with smaller sizes alone would be what browsers take, and show blurred.
    """
    return tuple(
        kind
        for kind in FORMATS
        if max(width, height) <= _LONGEST[kind]
        and width * height <= _MOST_PIXELS.get(kind, width * height)
    )


def told_at(media: Media, now: datetime) -> Media:
    """The picture as it is to be told: nothing is waited for longer than a day.

    Whatever befell the upload or what makes pictures, this needs neither.
    """
    waited = (now - media.created_at).total_seconds()
    if media.status != "waiting" or waited < WAITING_SECONDS:
        return media
    return msgspec.structs.replace(media, status="failed", reason=NEVER_CAME)


def file_of(media_id: str, step: int, kind: str) -> str:
    """The key of one of a picture's files in the site bucket."""
    return file_named(media_id, f"{step}.{kind}")


def file_named(media_id: str, name: str) -> str:
    """The same, by one of `Media.file_names`."""
    return f"media/{media_id}/{name}"


def markdown_of(media: Media, alt: str = "") -> str:
    """What shows it in a text, with its own words or others; of a file, what leads to it."""
    words = _MARKS.sub(r"\\\1", " ".join(alt.split()) or media.alt or media.name)
    is_shown = media.is_recording or not media.is_file
    return f"{'!' if is_shown else ''}[{words}](media:{media.id})"


def media_of(article: Article | None) -> tuple[str, ...]:
    """The ids of the pictures that the article shows."""
    if article is None:
        return ()
    lead = article.content.lead_image
    named = (lead.media,) if lead and lead.media else ()
    return tuple(dict.fromkeys((*named, *article.body.media)))
