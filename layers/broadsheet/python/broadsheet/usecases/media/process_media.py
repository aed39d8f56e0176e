"""What was uploaded becomes a picture that can be shown, or is refused with the reason."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from broadsheet.domain.media.media import REFUSED_SECONDS, Media, Status, media_key
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.media.ports import (
    ImageProcessor,
    NotAPicture,
    PictureStore,
    ProcessedImage,
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
    clock: Clock
    pause: Callable[[float], None] = time.sleep


class TriedEnough(Exception):
    """Trying again ended neither well nor badly, so often that it will not another time."""


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
    upload = processing.store.upload(media_id)
    if media is None or not media.is_awaited or upload is None:
        processing.store.forget_upload(media_id)
        return None
    if came_again:
        _count(processing, media_id, cause_id)
    digest = hashlib.sha256(upload).hexdigest()[:DIGEST]
    try:
        processed: ProcessedImage | str = processing.process(upload)
    except NotAPicture as reason:
        processed = str(reason)
    if isinstance(processed, ProcessedImage):
        processing.store.write(media_id, digest, processed.files)
    written = _written_down(processing, media_id, digest, processed, cause_id)
    if isinstance(processed, ProcessedImage) and (written is None or written.digest != digest):
        processing.store.remove(media_id, digest, list(processed.files))
    processing.store.forget_upload(media_id)
    return written


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
    processed: ProcessedImage | str,
    cause_id: str,
) -> Media | None:
    """The record as it is then: somebody may describe, remove or process it at the same time."""
    now = processing.clock()

    def plan() -> tuple[list[Write], Media | None]:
        before = processing.table.get(Media, media_key(media_id))
        if before is None or not before.is_awaited:
            return [], before
        after = _after(before, digest, processed, now)
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


def _after(before: Media, digest: str, processed: ProcessedImage | str, now: datetime) -> Media:
    if isinstance(processed, str):
        return _ended(before, "refused", processed, now)
    return msgspec.structs.replace(
        before,
        version=before.version + 1,
        status="ready",
        reason="",
        tries=0,
        notes=processed.notes,
        content_type=processed.content_type or before.content_type,
        digest=digest,
        width=processed.width,
        height=processed.height,
        expires_at=None,
    )
