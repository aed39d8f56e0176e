"""What was uploaded becomes a picture that can be shown, or is refused with the reason."""

import hashlib
from dataclasses import dataclass

import msgspec

from broadsheet.domain.media import REFUSED_SECONDS, Media, media_key
from broadsheet.usecases.pictures import Darkroom, Developed, NotAPicture, PictureStore
from broadsheet.usecases.ports import Cause, Clock, ConditionFailed, Contended, Equals, Put, Table

ATTEMPTS = 8
_DIGEST = 16


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    """What it takes to make pictures."""

    table: Table
    store: PictureStore
    develop: Darkroom
    clock: Clock


def process_media(laboratory: Laboratory, media_id: str, cause_id: str) -> Media | None:
    """Make the sizes and formats of an upload. At least once: a second time changes nothing.

    The files are kept under what was uploaded, so that two uploads under one name never mix: the
    one that is written down first is the picture. None where nobody waits for it (any more).
    """
    media = laboratory.table.get(Media, media_key(media_id))
    upload = laboratory.store.upload(media_id)
    if media is None or media.status != "waiting" or upload is None:
        laboratory.store.forget_upload(media_id)
        return None
    digest = hashlib.sha256(upload).hexdigest()[:_DIGEST]
    try:
        developed: Developed | str = laboratory.develop(upload)
    except NotAPicture as reason:
        developed = str(reason)
    if isinstance(developed, Developed):
        laboratory.store.write(media_id, digest, developed.files)
    written = _written_down(laboratory, media_id, digest, developed, cause_id)
    if isinstance(developed, Developed) and (written is None or written.digest != digest):
        laboratory.store.remove(media_id, digest, list(developed.files))
    laboratory.store.forget_upload(media_id)
    return written


def _written_down(
    laboratory: Laboratory,
    media_id: str,
    digest: str,
    developed: Developed | str,
    cause_id: str,
) -> Media | None:
    """The record as it is then: somebody may describe, remove or process it at the same time."""
    for _ in range(ATTEMPTS):
        before = laboratory.table.get(Media, media_key(media_id))
        if before is None or before.status != "waiting":
            return before
        now = laboratory.clock()
        after = _after(before, digest, developed, int(now.timestamp()))
        put = Put(after, Equals("version", before.version))
        try:
            laboratory.table.commit([put], Cause(cause_id, now))
        except (ConditionFailed, Contended):
            continue
        return after
    raise Contended


def _after(before: Media, digest: str, developed: Developed | str, now: int) -> Media:
    changed = msgspec.structs.replace(before, version=before.version + 1)
    if isinstance(developed, str):
        return msgspec.structs.replace(
            changed, status="refused", reason=developed, expires_at=now + REFUSED_SECONDS
        )
    return msgspec.structs.replace(
        changed,
        status="ready",
        digest=digest,
        width=developed.width,
        height=developed.height,
        expires_at=None,
    )
