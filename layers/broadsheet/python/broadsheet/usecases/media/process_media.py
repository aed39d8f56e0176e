"""What was uploaded becomes a picture or a recording that can be shown, or is refused with the
reason."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from broadsheet.domain.media.media import (
    REFUSED_SECONDS,
    Media,
    Status,
    file_name,
    kind_in,
    media_key,
)
from broadsheet.domain.media.recordings import Inspected, served_as
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.media.ports import (
    FileInspector,
    ImageProcessor,
    NotAPicture,
    PictureStore,
    UploadedFile,
)
from broadsheet.usecases.shared.committing import commit_retrying
from broadsheet.usecases.shared.ports import Cause, Clock, Contended, Equals, Put, Table, Write

DIGEST = 16
"""Characters of the digest of an upload."""
MOST_TRIES = 9
"""With the first one, an hour of tries."""
GIVEN_UP = N_("could not be made, through no fault of the file: send it again in an hour, or ask")


@dataclass(frozen=True, kw_only=True)
class ImageProcessing:
    """What it takes to make pictures."""

    table: Table
    store: PictureStore
    process: ImageProcessor
    inspect: FileInspector
    clock: Clock
    pause: Callable[[float], None] = time.sleep


class TriedEnough(Exception):
    """Trying again ended neither well nor badly, so often that it will not another time."""


class Made(NamedTuple):
    """What became of an upload: the names of its files, and what its record says then."""

    names: tuple[str, ...]
    fields: Mapping[str, Any]


def process_media(
    processing: ImageProcessing, media_id: str, cause_id: str, *, came_again: bool = False
) -> Media | None:
    """Make the sizes and formats of an upload. At least once: a second time changes nothing.

    The files are kept under what was uploaded, so that two uploads under one name never mix: the
    one that is written down first is the picture. None where nobody waits for it (any more).
    Where it `came_again` that is counted before anything else: an upload may end whoever decodes
    it without a word. Raises TriedEnough.
    """
    media = processing.table.get(Media, media_key(media_id))
    upload = _sent(processing, media_id)
    if media is None or not media.is_awaited or upload is None:
        processing.store.forget_upload(media_id)
        return None
    if came_again:
        _count(processing, media_id, cause_id)
    digest, made = _made(processing, media_id, upload)
    written = _written_down(processing, media_id, digest, made, cause_id)
    if isinstance(made, Made) and (written is None or written.digest != digest):
        processing.store.remove(media_id, digest, made.names)
    processing.store.forget_upload(media_id)
    return written


def _sent(processing: ImageProcessing, media_id: str) -> bytes | UploadedFile | None:
    """A picture as a whole, as it is decoded; of what may be large, where it can be looked at."""
    store = processing.store
    return store.opened(media_id) if kind_in(media_id) else store.upload(media_id)


def _made(
    processing: ImageProcessing, media_id: str, upload: bytes | UploadedFile
) -> tuple[str, Made | str]:
    """The digest of the upload, and what became of it or why nothing did."""
    try:
        if isinstance(upload, bytes):
            return _picture(processing, media_id, upload)
        return _recording(processing, media_id, upload)
    except NotAPicture as reason:
        return "", str(reason)


def _picture(processing: ImageProcessing, media_id: str, upload: bytes) -> tuple[str, Made]:
    digest = hashlib.sha256(upload).hexdigest()[:DIGEST]
    made = processing.process(upload)
    processing.store.write(media_id, digest, made.files)
    told = {"notes": made.notes, "width": made.width, "height": made.height}
    known = {"content_type": made.content_type} if made.content_type else {}
    return digest, Made(tuple(made.files), {**told, **known})


def _recording(
    processing: ImageProcessing, media_id: str, upload: UploadedFile
) -> tuple[str, Made]:
    digest = digest_of(upload)
    found = processing.inspect(upload, kind_in(media_id))
    name = file_name(media_id)
    processing.store.keep(media_id, digest, name, upload)
    return digest, Made((name,), recorded(media_id, upload, found))


def digest_of(upload: UploadedFile) -> str:
    """The digest of what names the bytes of an upload: the bytes themselves are too many."""
    return hashlib.sha256(upload.mark.encode()).hexdigest()[:DIGEST]


def recorded(media_id: str, upload: UploadedFile, found: Inspected) -> dict[str, Any]:
    """What the record of a file says of it, once that was looked at."""
    told = found._asdict() | {"seconds": max(1, round(found.seconds))}
    return {**told, "size": upload.size, "content_type": served_as(kind_in(media_id))}


def _count(processing: ImageProcessing, media_id: str, cause_id: str) -> None:
    def plan() -> tuple[list[Write], Media | None]:
        before = processing.table.get(Media, media_key(media_id))
        if before is None or not before.is_awaited:
            return [], before
        if before.tries >= MOST_TRIES:
            raise TriedEnough(media_id)
        after = msgspec.structs.replace(before, tries=before.tries + 1)
        return [Put(after, Equals("version", before.version))], after

    _committed(processing, plan, Cause(cause_id, processing.clock()))


def _written_down(
    processing: ImageProcessing,
    media_id: str,
    digest: str,
    made: Made | str,
    cause_id: str,
) -> Media | None:
    """The record as it is then: somebody may describe, remove or process it at the same time."""
    now = processing.clock()

    def plan() -> tuple[list[Write], Media | None]:
        before = processing.table.get(Media, media_key(media_id))
        if before is None or not before.is_awaited:
            return [], before
        after = _after(before, digest, made, now)
        return [Put(after, Equals("version", before.version))], after

    return _committed(processing, plan, Cause(cause_id, now))


def give_up_on_media(processing: ImageProcessing, media_id: str, cause_id: str) -> Media | None:
    """Say that nothing became of an upload, for no fault of its own, where one still waits for it.

    The upload stays: dealt with after all, it becomes the picture. None for no such picture.
    """
    now = processing.clock()

    def plan() -> tuple[list[Write], Media | None]:
        before = processing.table.get(Media, media_key(media_id))
        if before is None or before.status != "waiting":
            return [], before
        after = _ended(before, "failed", GIVEN_UP, now)
        return [Put(after, Equals("version", before.version))], after

    return _committed(processing, plan, Cause(cause_id, now))


def _committed(
    processing: ImageProcessing,
    plan: Callable[[], tuple[list[Write], Media | None]],
    cause: Cause,
) -> Media | None:
    return commit_retrying(processing.table, processing.pause, cause, plan, Contended())


def _ended(before: Media, status: Status, reason: str, now: datetime) -> Media:
    return msgspec.structs.replace(
        before,
        version=before.version + 1,
        status=status,
        reason=reason,
        tries=0,
        expires_at=int(now.timestamp()) + REFUSED_SECONDS,
    )


def _after(before: Media, digest: str, made: Made | str, now: datetime) -> Media:
    if isinstance(made, str):
        return _ended(before, "refused", made, now)
    return msgspec.structs.replace(
        before,
        version=before.version + 1,
        status="ready",
        reason="",
        tries=0,
        digest=digest,
        expires_at=None,
        **made.fields,
    )
