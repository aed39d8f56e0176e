"""The whole newsroom as a folder, and back: what `make export` and `make import` do."""

import hashlib
import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from botocore.exceptions import ClientError

from broadsheet.adapters.archive_folder import (
    Archive,
    BadArchive,
    FileMark,
    RecordSpool,
    write_lines,
    write_manifest,
)
from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.adapters.threads import at_once
from broadsheet.domain.media.media import Media
from broadsheet.domain.transfer.archive import archived
from broadsheet.usecases.desk.renew_stories import renew_stories
from broadsheet.usecases.media.at_hand import FileAtHand
from broadsheet.usecases.media.ports import PictureFiles, PictureStore
from broadsheet.usecases.shared.ports import AllRecords, Cause, Table
from broadsheet.usecases.transfer.restore_site import restore_records, strangers
from client.errors import CommandError
from operate.access import access_to
from operate.progress import Bar
from operate.stack import stack_of

PICTURES = "pictures"
_NO_FILE = ("NoSuchKey", "404")
LOOKS = 5
"""Times that the table is read until it is the same as the time before."""


class WholeTable(Table, AllRecords, Protocol):
    """A table that can be read from its beginning to its end."""


class Busy(Exception):
    """Somebody wrote during every look: no moment of the newsroom was seen whole."""


def export_site(
    records: AllRecords, pictures: PictureFiles, folder: Path, told: Callable[[int], None]
) -> Counter[str]:
    """Write the folder; how many records of each kind are in it. Raises Busy, OSError.

    A scan is no picture of one moment. So the table is read until two looks after each other are
    the same: between them, it was just that.
    """
    folder = folder.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    with tempfile.TemporaryDirectory() as aside:
        spool = RecordSpool(Path(aside))
        kinds, media = _settled(records, spool, told)
        marks = write_lines(unfinished, spool)
        spool.close()
    for picture in media:
        marks |= _write_pictures(unfinished, picture, pictures)
    write_manifest(unfinished, marks)
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    return kinds


def _settled(
    records: AllRecords, spool: RecordSpool, told: Callable[[int], None]
) -> tuple[Counter[str], list[Media]]:
    for look in range(LOOKS):
        kinds: Counter[str] = Counter()
        media: list[Media] = []
        spool.begin()
        for record in records.scan():
            kept = archived(record)
            if kept is not None:
                spool.put(kept)
                kinds[type(kept).__name__] += 1
                media += [kept] if isinstance(kept, Media) else []
                told(kinds.total())
        if spool.end() == 0 and look:
            return kinds, media
    raise Busy(f"Somebody wrote during each of {LOOKS} looks at the table. Try again later.")


def _write_pictures(folder: Path, media: Media, pictures: PictureFiles) -> dict[str, FileMark]:
    marks = {}
    for name in media.file_names:
        file = f"{PICTURES}/{media.id}/{name}"
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        hashed = hashlib.sha256()
        with (folder / file).open("wb") as written:
            try:
                for part in pictures.parts(media.id, media.digest, name):
                    written.write(part)
                    hashed.update(part)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _NO_FILE:
                    raise
                told = "bring an earlier version back (docs/backups.md), or delete the picture"
                raise CommandError(f"{file} is not in the bucket: {told}") from None
        marks[file] = FileMark(hashed.hexdigest())
    return marks


class Restored(NamedTuple):
    """How many records were written, and how many are there now."""

    written: int
    there: int


def restore_site(
    table: WholeTable,
    pictures: PictureStore,
    folder: Path,
    told: Callable[[int, int], None],
    *,
    is_dry_run: bool = False,
) -> Restored:
    """Write what the folder has into a table that has nothing else.

    Raises BadArchive before anything is written, also where the table is not empty.
    """
    archive = Archive(folder)
    _must_have_pictures(archive)
    others = strangers(table, archive.has)
    if others:
        shown = "\n".join(others)
        raise BadArchive(f"The newsroom is not empty; these are not of the export:\n{shown}")
    if is_dry_run:
        return Restored(0, archive.count)
    for record in archive.records():
        if isinstance(record, Media):
            _restore_picture(archive, record, pictures)
    cause = Cause(f"import-{uuid.uuid4().hex}", datetime.now(UTC))
    tell = lambda done: told(done, archive.count)  # noqa: E731
    written = restore_records(table, archive.files(), cause, tell, at_once)
    # The newsroom's lists are no part of an export: they are made of its articles.
    renew_stories(table, table, cause, at_once=at_once)
    return Restored(written, archive.count)


def _must_have_pictures(archive: Archive) -> None:
    missing = [
        f"{PICTURES}/{record.id}/{name}: the manifest does not name it"
        for record in archive.records()
        if isinstance(record, Media)
        for name in record.file_names
        if f"{PICTURES}/{record.id}/{name}" not in archive.manifest.files
    ]
    if missing:
        raise BadArchive("\n".join(missing))


def _restore_picture(archive: Archive, media: Media, pictures: PictureStore) -> None:
    folder = archive.folder / PICTURES / media.id
    if media.is_file:
        for name in media.file_names:
            pictures.keep(media.id, media.digest, name, FileAtHand(folder / name))
        return
    files = {name: (folder / name).read_bytes() for name in media.file_names}
    pictures.write(media.id, media.digest, files)


def pictures_of_stack(name: str | None) -> S3Pictures:
    """The bucket of pictures of a stack on AWS, or of the one of `make run`."""
    stack = stack_of(name)
    return S3Pictures(stack.clients("s3"), stack.environment("process_media")["MEDIA_BUCKET"])


def take_back(folder: Path, stack: str | None, *, is_dry_run: bool) -> str:
    """Write an export into a stack; what became of it, for a person. Raises what it must."""
    bar = Bar("records")
    table = access_to(stack).table
    restored = restore_site(table, pictures_of_stack(stack), folder, bar, is_dry_run=is_dry_run)
    bar.end()
    would = "would be written" if is_dry_run else "are there now"
    return f"{restored.there:8} records {would}\n{restored.written:8} were not there before"
