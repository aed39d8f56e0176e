"""What was uploaded becomes a picture that can be shown, or is refused with the reason."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from broadsheet.domain.media.media import REFUSED_SECONDS, Media, media_key
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


@dataclass(frozen=True, kw_only=True)
class ImageProcessing:
    """What it takes to make pictures."""

    table: Table
    store: PictureStore
    process: ImageProcessor
    clock: Clock
    pause: Callable[[float], None] = time.sleep


def process_media(processing: ImageProcessing, media_id: str, cause_id: str) -> Media | None:
    """Make the sizes and formats of an upload. At least once: a second time changes nothing.

    The files are kept under what was uploaded, so that two uploads under one name never mix: the
    one that is written down first is the picture. None where nobody waits for it (any more).
    """
    media = processing.table.get(Media, media_key(media_id))
    upload = processing.store.upload(media_id)
    if media is None or media.status != "waiting" or upload is None:
        processing.store.forget_upload(media_id)
        return None
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
        if before is None or before.status != "waiting":
            return [], before
        after = _after(before, digest, processed, int(now.timestamp()))
        return [Put(after, Equals("version", before.version))], after

    cause = Cause(cause_id, now)
    return commit_retrying(processing.table, processing.pause, cause, plan, Contended())


def _after(before: Media, digest: str, processed: ProcessedImage | str, now: int) -> Media:
    changed = msgspec.structs.replace(before, version=before.version + 1)
    if isinstance(processed, str):
        return msgspec.structs.replace(
            changed, status="refused", reason=processed, expires_at=now + REFUSED_SECONDS
        )
    return msgspec.structs.replace(
        changed,
        status="ready",
        digest=digest,
        width=processed.width,
        height=processed.height,
        expires_at=None,
    )
