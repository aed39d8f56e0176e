"""A file that lies at hand becomes one of the newsroom's own, as if it had been uploaded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from broadsheet.domain.media.media import Media, file_name
from broadsheet.domain.media.recordings import CAPTIONS, PLAYED
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.media.at_hand import BytesAtHand
from broadsheet.usecases.media.ports import NotAPicture, PictureStore, UploadedFile
from broadsheet.usecases.media.process_media import (
    ImageProcessing,
    digest_of,
    process_media,
    recorded,
)
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Contended, Equals, Put


def keep_media(
    processing: ImageProcessing, media: Media, upload: bytes | UploadedFile, cause_id: str
) -> Media:
    """Make what `media` announces of `upload`; the record as it is then, ready or refused.

    A picture comes as bytes; a file may come as one that is read in parts.
    What is there already stays as it is, but for what was refused: that is tried again. What was
    only announced is made. Raises InFlight where somebody else does the same at this moment.
    """
    before = processing.table.get(Media, media.key)
    if before is not None and before.status in ("ready", "removing"):
        return before
    announced = msgspec.structs.replace(media, version=before.version + 1 if before else 1)
    if media.is_file or not isinstance(upload, bytes):
        file = BytesAtHand(upload) if isinstance(upload, bytes) else upload
        return _kept(processing, before, announced, file, cause_id)
    if before is None or before.status != "waiting":
        _write(processing, before, announced, cause_id)
    at_hand = replace(processing, store=_AtHand(processing.store, upload))
    made = process_media(at_hand, media.id, cause_id)
    if made is None:
        raise InFlight(sentence("Somebody removed a picture while it was made. Please try again."))
    return made


def _kept(
    processing: ImageProcessing,
    before: Media | None,
    announced: Media,
    file: UploadedFile,
    cause_id: str,
) -> Media:
    """Of what is no picture nothing is made: its bytes are kept as they are.

    What browsers do not play is kept to be saved, and a note says why.
    """
    digest = digest_of(file)
    processing.store.keep(announced.id, digest, file_name(announced.id), file)
    ready = msgspec.structs.replace(
        announced,
        status="ready",
        digest=digest,
        expires_at=None,
        **{"size": file.size, **_told_of(processing, announced, file)},
    )
    _write(processing, before, ready, cause_id)
    return ready


def _told_of(processing: ImageProcessing, media: Media, file: UploadedFile) -> dict[str, Any]:
    if media.kind not in PLAYED | {CAPTIONS}:
        return {}
    try:
        return recorded(media.id, file, processing.inspect(file, media.kind))
    except NotAPicture as reason:
        return {"notes": (str(reason),)}


def _write(processing: ImageProcessing, before: Media | None, after: Media, cause_id: str) -> None:
    condition = Equals("version", before.version) if before else Absent()
    try:
        processing.table.commit([Put(after, condition)], Cause(cause_id, processing.clock()))
    except (ConditionFailed, Contended) as error:
        raise InFlight(
            sentence("Somebody else brings the same picture. Please try again.")
        ) from error


class _AtHand:
    """Implements `PictureStore` with an upload that nobody sent, over another one."""

    def __init__(self, store: PictureStore, upload: bytes) -> None:
        self._store = store
        self._upload = upload

    def upload(self, _media_id: str) -> bytes | None:
        """See `PictureStore`."""
        return self._upload

    def opened(self, _media_id: str) -> UploadedFile | None:
        """See `PictureStore`."""
        return BytesAtHand(self._upload)

    def keep(self, media_id: str, digest: str, name: str, upload: UploadedFile) -> None:
        """See `PictureStore`."""
        self._store.keep(media_id, digest, name, upload)

    def forget_upload(self, _media_id: str) -> None:
        """See `PictureStore`: it stays where it lies."""

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        """See `PictureStore`."""
        self._store.write(media_id, digest, files)

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        """See `PictureStore`."""
        self._store.remove(media_id, digest, names)
