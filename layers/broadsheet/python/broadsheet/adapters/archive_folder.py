"""An export as a folder: JSON Lines for each kind of record, pictures, and what vouches for both.

`manifest.json` is written last and names every file with its SHA-256: a folder without it is none.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import msgspec

from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.adapters.html.comment_safe import sanitised_comment
from broadsheet.adapters.html.markup import fold_of, sanitised
from broadsheet.domain.articles.article import Article
from broadsheet.domain.comments.comment import Comment, Thread
from broadsheet.domain.live.entry import LiveEntry
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.record import Record, type_of
from broadsheet.domain.transfer.archive import ARCHIVE_VERSION, FILE_OF, FILES, archived

MANIFEST = "manifest.json"
_KINDS = {type_of(record): record for record in RECORDS}
_CHUNK = 1 << 20
_MOST_PROBLEMS = 20


def is_export(folder: Path) -> bool:
    """Whether a folder is one that `export` wrote, whole or not; sites have manifests, too."""
    manifest = folder / MANIFEST
    has_records = any((folder / name).is_file() for name in FILES)
    return manifest.is_file() and (has_records or b'"files"' in manifest.read_bytes())


class BadArchive(Exception):
    """The folder is not what `export` wrote; every line of the message names a place."""


class FileMark(msgspec.Struct, frozen=True):
    """What a file must be: its SHA-256 and, if it has records, how many."""

    sha256: str
    lines: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the folder is made of."""

    format: str = "broadsheet archive"
    version: int = ARCHIVE_VERSION
    files: dict[str, FileMark]


class _Line(msgspec.Struct):
    type: str


class RecordSpool:
    """Records of a table, set aside on the disk; looking again tells what changed since."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "records.sqlite3")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE records (file TEXT, pk TEXT, sk TEXT, look INT, data BLOB,"
            " PRIMARY KEY (file, pk, sk))"
        )
        self._look = 0
        self._changed = 0

    def begin(self) -> None:
        """Begin a look at the whole table."""
        self._look += 1
        self._changed = 0

    def put(self, record: Record) -> None:
        """A record that was seen in this look."""
        file, key, data = FILE_OF[type(record)], record.key, msgspec.json.encode(record)
        found = self._db.execute(
            "UPDATE records SET look = ? WHERE file = ? AND pk = ? AND sk = ? AND data = ?",
            (self._look, file, key.pk, key.sk, data),
        )
        if found.rowcount == 0:
            self._changed += 1
            self._db.execute(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
                (file, key.pk, key.sk, self._look, data),
            )

    def end(self) -> int:
        """How many records came, went or changed since the look before."""
        gone = self._db.execute("DELETE FROM records WHERE look < ?", (self._look,)).rowcount
        return self._changed + gone

    def lines(self, file: str) -> Iterator[bytes]:
        """The lines of one file of the archive, in the order of their keys."""
        query = "SELECT data FROM records WHERE file = ? ORDER BY pk, sk"
        for (data,) in self._db.execute(query, (file,)):
            yield data

    def close(self) -> None:
        """Give the file free."""
        self._db.close()


def write_lines(folder: Path, spool: RecordSpool) -> dict[str, FileMark]:
    """Write every file of records; what they must be from now on."""
    marks = {}
    for name in FILES:
        digest, lines = hashlib.sha256(), 0
        with (folder / name).open("wb") as file:
            for line in spool.lines(name):
                file.write(line + b"\n")
                digest.update(line + b"\n")
                lines += 1
        marks[name] = FileMark(digest.hexdigest(), lines)
    return marks


def write_manifest(folder: Path, marks: Mapping[str, FileMark]) -> None:
    """Vouch for the folder: it is whole."""
    manifest = Manifest(files=dict(sorted(marks.items())))
    body = msgspec.json.format(msgspec.json.encode(manifest))
    (folder / MANIFEST).write_bytes(body + b"\n")


class _Marks:
    """What stands at each key, in few bytes, and these in a file: there may be millions of them."""

    def __init__(self) -> None:
        # Without a name it is a temporary file, and gone with the connection.
        self._db = sqlite3.connect("")
        self._db.execute(
            "CREATE TABLE marks (pk TEXT, sk TEXT, mark BLOB, PRIMARY KEY (pk, sk)) WITHOUT ROWID"
        )

    def add(self, record: Record) -> bool:
        """Note the record; whether there was none at its key."""
        noted = self._db.execute(
            "INSERT OR IGNORE INTO marks VALUES (?, ?, ?)", (*record.key, _mark_of(record))
        )
        return noted.rowcount == 1

    def has(self, record: Record) -> bool:
        """Whether just this one was noted."""
        query = "SELECT 1 FROM marks WHERE pk = ? AND sk = ? AND mark = ?"
        found = self._db.execute(query, (*record.key, _mark_of(record)))
        return found.fetchone() is not None


def _mark_of(record: Record) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(archived(record)), digest_size=16).digest()


class Archive:
    """A folder that was written by `export`, after a look at every byte of it.

    Raises BadArchive that names whatever is wrong, and where.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = _manifest(folder)
        self._marks = _Marks()
        problems = [*self._of_files(), *self._of_lines()]
        if problems:
            more = len(problems) - _MOST_PROBLEMS
            shown = problems[:_MOST_PROBLEMS] + ([f"and {more} more"] if more > 0 else [])
            raise BadArchive("\n".join(shown))

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(mark.lines or 0 for mark in self.manifest.files.values())

    def has(self, record: Record) -> bool:
        """Whether it has a record just as an export would write this one."""
        return self._marks.has(record)

    def files(self) -> Iterator[Iterator[Record]]:
        """The records of each file, in the order in which files come in."""
        return map(self._records_of, FILES)

    def records(self) -> Iterator[Record]:
        """Every record, file by file."""
        return chain.from_iterable(self.files())

    def _records_of(self, name: str) -> Iterator[Record]:
        with (self.folder / name).open("rb") as file:
            for line in file:
                yield _decoded(line)

    def _of_files(self) -> Iterator[str]:
        for name in FILES:
            if name not in self.manifest.files:
                yield f"{name}: the manifest does not name it"
        for name, mark in self.manifest.files.items():
            path = self.folder / name
            if not path.resolve().is_relative_to(self.folder.resolve()):
                yield f"{name}: is not in the folder"
            elif not path.is_file():
                yield f"{name}: is missing"
            elif digest_of(path) != mark.sha256:
                yield f"{name}: is not what was written"

    def _of_lines(self) -> Iterator[str]:
        for name in FILES:
            if not (self.folder / name).is_file():
                continue
            with (self.folder / name).open("rb") as file:
                for number, line in enumerate(file, 1):
                    problem = _problem(name, line, self._marks)
                    if problem:
                        yield f"{name}, line {number}: {problem}"


def _problem(name: str, line: bytes, marks: _Marks) -> str:
    try:
        record = _decoded(line)
    except (msgspec.DecodeError, LookupError, ValueError, RecursionError, BroadsheetError) as error:
        return f"cannot be read: {error}"
    if FILE_OF.get(type(record)) != name:
        return f"{type_of(type(record))} has no place in this file"
    return "" if marks.add(record) else "is there twice"


def _decoded(line: bytes) -> Record:
    kind = msgspec.json.decode(line, type=_Line).type
    record: Record = msgspec.json.decode(line, type=_KINDS[kind])
    return _cleaned(record)


def _cleaned(record: Record) -> Record:
    """The record with HTML that may stand on a page, and of no reader, whoever wrote the file.

    What our own sanitiser wrote it leaves as it is, so that nothing of an export is changed.
    """
    if isinstance(record, Article):
        html = sanitised(record.body.html)
        if html == record.body.html:
            return record
        body = msgspec.structs.replace(record.body, html=html, fold=fold_of(html))
        return msgspec.structs.replace(record, body=body)
    if isinstance(record, Comment):
        # An earlier release told which browser sent it, under a key that no other stack has.
        return msgspec.structs.replace(record, sender="", reader="")
    if isinstance(record, LiveEntry):
        return msgspec.structs.replace(record, html=sanitised(record.html))
    if isinstance(record, Thread):
        return msgspec.structs.replace(record, html=sanitised_comment(record.html))
    return record


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise BadArchive(f"{folder}: there is no {MANIFEST}; is it an export, and whole?") from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadArchive(f"{MANIFEST}: cannot be read: {error}") from None
    if manifest.format != Manifest(files={}).format or manifest.version > ARCHIVE_VERSION:
        raise BadArchive(f"{MANIFEST}: was written by a later release")
    return manifest


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
