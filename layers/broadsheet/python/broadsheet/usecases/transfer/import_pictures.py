"""Pictures and other files of another site become the newsroom's own, and stories show those.

An id follows from the site and the file, so that a second run finds what is there already.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from broadsheet.domain.media.media import (
    FILES,
    TYPES,
    UPLOAD_BYTES,
    WAITING_SECONDS,
    Media,
    PictureWords,
    media_key,
)
from broadsheet.domain.transfer.file_names import extension_of, is_picture, place_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedImage, ImportNote
from broadsheet.usecases.media.keep_media import keep_media
from broadsheet.usecases.media.pictured import MOST
from broadsheet.usecases.media.process_media import ImageProcessing
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.archives import Originals
from broadsheet.usecases.transfer.brought_files import (
    Gather,
    KindOf,
    Reference,
    Rewrite,
    Variants,
)

_LONGEST = {"alt": 500, "caption": 500, "credit": 200}
"""Characters of what may be said of a picture, as whoever uploads one may say it."""
_TYPES = {"jpg": "jpeg", "jpe": "jpeg", "tif": "tiff", "svg": "svg+xml"}


@dataclass
class FilesReport:
    """What became of the files of another site: `pictures` and `files` were brought along.

    `led` are addresses of theirs that lead to ours from now on, `left` those that cannot.
    """

    pictures: int = 0
    files: int = 0
    there: int = 0
    led: int = 0
    left: list[ImportNote] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Bringing:
    """What it takes to bring files along.

    `words` says what the archive knows of the picture at an address, `is_own` whether an address is
    the old site's. `told` is called with the report after each file.
    """

    processing: ImageProcessing
    request: Request
    originals: Originals
    rewrite: Rewrite
    kind_of: KindOf
    is_own: Callable[[str], bool]
    words: Callable[[str], ImportedImage | None] = lambda _address: None
    variants: Variants = lambda address: (address,)
    gather: Gather = map
    told: Callable[[FilesReport], None] = lambda _taken: None


class _Found(NamedTuple):
    """A file that is to be had: what it is to be here, and where it lies."""

    media: Media
    path: Path


class FilesImport:
    """One site's. Called with each article, it gives the article back with our files in it."""

    def __init__(self, bringing: Bringing, taken: FilesReport) -> None:
        self._bringing, self._taken = bringing, taken
        self._ready: dict[str, Media] = {}
        self._seen: set[str] = set()
        self.old_paths: dict[str, str] = {}
        """Where files stood, as decoded paths, and at which address of ours they stand."""

    def __call__(
        self, article: ImportedArticle, *, makes: bool = True, text: str | None = None
    ) -> ImportedArticle:
        """See `Files`; what is not to be had is in the notes. Raises InFlight and OSError."""
        return _OfArticle(self, self._bringing, article).brought(text, makes=makes)

    def media_of(self, wanted: Mapping[str, _Found], *, makes: bool) -> dict[str, Media]:
        """Those files as they are here, ready or refused, by their ids."""
        bringing = self._bringing
        unknown = [media_key(i) for i in wanted if i not in self._ready]
        there = bringing.processing.table.get_many(Media, unknown) if unknown else {}
        self._ready |= {media.id: media for media in there.values() if media.is_ready}
        missing = [found for i, found in wanted.items() if i not in self._ready]
        made: Iterable[Media] = bringing.gather(self._made, missing) if makes else ()
        others = {media.id: media for media in made}
        for media in others.values():
            if media.is_ready:
                self._ready[media.id] = media
                self._count(media, is_new=True)
        for media_id in wanted.keys() & self._ready.keys():
            self._count(self._ready[media_id], is_new=False)
        return {i: self._ready.get(i) or others[i] for i in wanted if i in self._ready | others}

    def _made(self, found: _Found) -> Media:
        upload = found.path.read_bytes()
        bringing = self._bringing
        return keep_media(bringing.processing, found.media, upload, bringing.request.id)

    def _count(self, media: Media, *, is_new: bool) -> None:
        if media.id in self._seen:
            return
        self._seen.add(media.id)
        self._taken.there += not is_new
        self._taken.files += is_new and media.is_file
        self._taken.pictures += is_new and not media.is_file
        self._bringing.told(self._taken)


class _OfArticle:
    def __init__(
        self, importing: FilesImport, bringing: Bringing, article: ImportedArticle
    ) -> None:
        self._importing, self._bringing, self._article = importing, bringing, article
        self._notes: list[ImportNote] = []
        self._found: dict[str, _Found] = {}
        self._ids: dict[str, str] = {}
        self._known: dict[str, Media] = {}
        self._settled: set[object] = set()

    def brought(self, text: str | None, *, makes: bool) -> ImportedArticle:
        article = self._article
        if article.image:
            self._look(Reference(article.image.url, is_shown=True, alt=article.image.alt))
        for body in (article.body, text or ""):
            self._bringing.rewrite(body, self._look)
        self._known = self._importing.media_of(self._found, makes=makes)
        for address, media_id in self._ids.items():
            self._settle(address, self._known.get(media_id), is_ours=not makes)
        body = self._bringing.rewrite(article.body if text is None else text, self._name)
        kept = [note for note in article.notes if not self._is_settled(note)]
        return msgspec.structs.replace(
            article, body=body, image=self._lead(), notes=(*kept, *self._notes)
        )

    def _look(self, reference: Reference) -> None:
        """Find the file of a reference, once."""
        address = reference.address
        if address in self._ids or place_of(address) in self._settled:
            return
        path = self._bringing.originals.find(address)
        if path is None:
            self._miss(reference)
        elif len(self._found) >= MOST:
            self._refuse("picture_left", address, f"an article has at most {MOST} pictures")
        elif path.stat().st_size > UPLOAD_BYTES:
            self._refuse(_refused(reference), address, f"has more than {UPLOAD_BYTES:,} bytes")
        else:
            self._take(reference, path)

    def _take(self, reference: Reference, path: Path) -> None:
        kind = self._bringing.kind_of(path)
        if kind is None:
            words = "is not what its name says, or of a kind that is not kept"
            self._refuse(_refused(reference), reference.address, words)
            return
        media = self._announced(reference, path, kind)
        self._found.setdefault(media.id, _Found(media, path))
        self._ids[reference.address] = media.id

    def _miss(self, reference: Reference) -> None:
        if not self._bringing.is_own(reference.address):
            return
        place = place_of(reference.address)
        self._settled.add(place)
        is_shown = reference.is_shown or (place is not None and is_picture(place.steps[-1]))
        self._note("picture_missing" if is_shown else "file_missing", reference.address)

    def _announced(self, reference: Reference, path: Path, kind: str) -> Media:
        processing, request = self._bringing.processing, self._bringing.request
        now = processing.clock()
        name = path.name
        said = PictureWords() if kind else self._words(reference)
        return Media(
            id=media_id_of(self._article.source, reference.address, name, kind),
            version=1,
            status="waiting",
            content_type=FILES.get(kind) or _type_of(name),
            alt=said.alt,
            caption=said.caption,
            credit=said.credit,
            name=name if kind else "",
            created_at=now,
            created_by=request.who.name,
            created_by_id=request.who.id,
            modified_at=now,
            modified_by=request.who.name,
            modified_by_id=request.who.id,
            expires_at=int(now.timestamp()) + WAITING_SECONDS,
        )

    def _words(self, reference: Reference) -> PictureWords:
        """What is said of the picture; where nobody says what it shows, the article's title is."""
        known = self._bringing.words(reference.address)
        if known is None and self._article.image and self._article.image.url == reference.address:
            known = self._article.image
        said = {
            "alt": (known.alt if known else "") or reference.alt,
            "caption": known.caption if known else "",
            "credit": known.credit if known else "",
        }
        if not said["alt"].strip():
            said["alt"] = self._article.title
            self._note("picture_without_words", f"{reference.address}: {said['alt']}")
        for name, most in _LONGEST.items():
            if len(said[name]) > most:
                self._note("words_cut", f"{reference.address} {name}: {said[name]}")
                said[name] = f"{said[name][: most - 1].rstrip()}…"
        return PictureWords(**said)

    def _settle(self, address: str, media: Media | None, *, is_ours: bool) -> None:
        if media is not None and media.status == "refused":
            self._refuse("picture_refused", address, media.reason)
        elif media is not None and media.is_ready:
            self._settled.add(place_of(address))
            self._importing.old_paths |= self._paths_of(address, media)
        elif not is_ours:
            self._refuse("picture_refused", address, "is being removed here")

    def _paths_of(self, address: str, media: Media) -> Iterable[tuple[str, str]]:
        place = place_of(address)
        own = [place.path] if place and place.steps and self._bringing.is_own(address) else []
        for path in (*own, *(self._bringing.variants(address) if own else ())):
            yield path, media.path

    def _name(self, reference: Reference) -> str | None:
        media = self._known.get(self._ids.get(reference.address, ""))
        return f"media:{media.id}" if media is not None and media.is_ready else None

    def _lead(self) -> ImportedImage | None:
        image = self._article.image
        media = self._known.get(self._ids.get(image.url, "")) if image else None
        if image is None or media is None or not media.is_ready or media.is_file:
            return image
        return msgspec.structs.replace(image, media=media.id)

    def _is_settled(self, note: ImportNote) -> bool:
        return note.reason == "picture_stays" and place_of(note.detail) in self._settled

    def _refuse(self, reason: str, address: str, words: str) -> None:
        self._settled.add(place_of(address))
        self._note(reason, f"{address}: {words}")

    def _note(self, reason: str, detail: str) -> None:
        note = ImportNote(self._article.id, self._article.title, reason, detail)
        if note not in self._notes:
            self._notes.append(note)


def media_id_of(source: str, address: str, name: str, kind: str) -> str:
    """The id that a file of another system has here, the same at every import.

    `name` is what the file is called: sizes of a picture are one. Ids of uploads begin with their
    time; these begin before all of them, and are told by their version (RFC 9562, 5.8).
    """
    place = place_of(address)
    above = place.steps[:-1] if place else ()
    said = "\0".join((source, *above, name)).encode()
    hashed = hashlib.sha256(said).hexdigest()
    stem = f"00000000-0000-8{hashed[:3]}-8{hashed[3:6]}-{hashed[6:18]}"
    return f"{stem}-{kind}" if kind else stem


def _refused(reference: Reference) -> str:
    return "picture_refused" if reference.is_shown else "file_refused"


def _type_of(name: str) -> str:
    extension = extension_of(name)
    said = f"image/{_TYPES.get(extension, extension)}"
    return said if said in TYPES else TYPES[0]
