"""A file that lies at hand becomes one of the newsroom's own, as if it had been uploaded."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from broadsheet.domain.media.media import Media, file_name
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.media.ports import PictureStore
from broadsheet.usecases.media.process_media import DIGEST, ImageProcessing, process_media
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Contended, Equals, Put


def keep_media(processing: ImageProcessing, media: Media, upload: bytes, cause_id: str) -> Media:
    """Make what `media` announces of `upload`; the record as it is then, ready or refused.

    What is there already stays as it is, but for what was refused: that is tried again. What was
    only announced is made. Raises InFlight where somebody else does the same at this moment.
    """
    before = processing.table.get(Media, media.key)
    if before is not None and before.status in ("ready", "removing"):
        return before
    announced = msgspec.structs.replace(media, version=before.version + 1 if before else 1)
    if media.is_file:
        return _kept(processing, before, announced, upload, cause_id)
    if before is None or before.status != "waiting":
        _write(processing, before, announced, cause_id)
    at_hand = replace(processing, store=_AtHand(processing.store, upload))
    made = process_media(at_hand, media.id, cause_id)
    if made is None:
        raise InFlight(sentence("Somebody removed a picture while it was made. Please try again."))
    return made


def _kept(
    processing: ImageProcessing, before: Media | None, announced: Media, file: bytes, cause_id: str
) -> Media:
    """Of what is no picture nothing is made: its bytes are kept as they are."""
    digest = hashlib.sha256(file).hexdigest()[:DIGEST]
    processing.store.write(announced.id, digest, {file_name(announced.id): file})
    ready = msgspec.structs.replace(announced, status="ready", digest=digest, expires_at=None)
    _write(processing, before, ready, cause_id)
    return ready


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

    def forget_upload(self, _media_id: str) -> None:
        """See `PictureStore`: it stays where it lies."""

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        """See `PictureStore`."""
        self._store.write(media_id, digest, files)

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        """See `PictureStore`."""
        self._store.remove(media_id, digest, names)
