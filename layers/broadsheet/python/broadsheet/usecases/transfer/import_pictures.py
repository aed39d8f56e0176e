"""Pictures and other files of another site become the newsroom's own, and stories show those.

An id follows from the site and the file, so that a second run finds what is there already.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from broadsheet.domain.media.media import Media, media_key
from broadsheet.domain.media.recordings import DEFAULT_LIMITS
from broadsheet.domain.transfer.file_names import Place, is_picture, place_of
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedImage, ImportNote
from broadsheet.usecases.media.at_hand import FileAtHand
from broadsheet.usecases.media.keep_media import keep_media
from broadsheet.usecases.media.pictured import MOST
from broadsheet.usecases.transfer.announced_files import announced, said_in, words_cut
from broadsheet.usecases.transfer.bringing import Bringing, FilesReport
from broadsheet.usecases.transfer.brought_files import Reference
from broadsheet.usecases.transfer.played_links import played


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
        made: Iterable[Media] = bringing.at_once(self._made, missing) if makes else ()
        others = {media.id: media for media in made}
        for media in others.values():
            if media.is_ready:
                self._ready[media.id] = media
                self._count(media, is_new=True)
        for media_id in wanted.keys() & self._ready.keys():
            self._count(self._ready[media_id], is_new=False)
        return {i: self._ready.get(i) or others[i] for i in wanted if i in self._ready | others}

    def _made(self, found: _Found) -> Media:
        try:
            is_file = found.media.is_file
            upload = FileAtHand(found.path) if is_file else found.path.read_bytes()
        except OSError as error:
            return msgspec.structs.replace(found.media, status="refused", reason=str(error))
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
        self._cut: list[str] = []
        self._played: frozenset[str] = frozenset()
        self._settled = set[Place | None]()
        self._stays = {
            place_of(note.detail) for note in article.notes if note.reason == "picture_stays"
        }

    def brought(self, text: str | None, *, makes: bool) -> ImportedArticle:
        article = self._article
        if article.image:
            self._look(Reference(article.image.url, is_shown=True, alt=article.image.alt))
        for body in (article.body, text or ""):
            self._bringing.rewrite(body, self._look)
        self._known = self._importing.media_of(self._found, makes=makes)
        for detail in self._cut:
            self._note("words_cut", detail)
        for address, media_id in self._ids.items():
            self._settle(address, self._known.get(media_id), is_ours=not makes)
        body = self._bringing.rewrite(article.body if text is None else text, self._name)
        shown = played(body, self._known)
        self._played = shown.media
        for address in shown.left:
            self._leave_beside(address)
        kept = [note for note in article.notes if not self._is_settled(note)]
        return msgspec.structs.replace(
            article, body=shown.body, image=self._lead(), notes=(*kept, *self._notes)
        )

    def _look(self, reference: Reference) -> None:
        """Find the file of a reference, once."""
        address = reference.address
        if address in self._ids or place_of(address) in self._settled:
            return
        path = self._bringing.originals.find(address)
        if path is None:
            self._miss(reference)
        else:
            self._take(reference, path)

    def _take(self, reference: Reference, path: Path) -> None:
        bringing, address = self._bringing, reference.address
        try:
            kind = bringing.kind_of(path)
            media = announced(bringing, self._article, reference, path, kind or "")
        except OSError as error:
            self._refuse(_refused(reference), address, str(error))
            return
        largest = DEFAULT_LIMITS.largest(kind or "")
        if path.stat().st_size > largest:
            self._refuse(_refused(reference), address, f"has more than {largest:,} bytes")
        elif kind is None:
            words = "is not what its name says, or of a kind that is not kept"
            self._refuse(_refused(reference), address, words)
        elif len(self._found) >= MOST and media.id not in self._found:
            self._refuse("picture_left", address, f"an article has at most {MOST} pictures")
        else:
            self._found.setdefault(media.id, _Found(media, path))
            self._ids[address] = media.id
            if not kind:
                self._cut += words_cut(bringing, self._article, reference)

    def _miss(self, reference: Reference) -> None:
        place = place_of(reference.address)
        if not self._bringing.is_own(reference.address):
            if reference.is_shown and place is not None and place not in self._stays:
                self._note("picture_stays", reference.address)
            return
        is_shown = reference.is_shown or (place is not None and is_picture(place.steps[-1]))
        what, otherwise = "picture" if is_shown else "file", self._bringing.otherwise
        if otherwise != "stays" or place not in self._stays:
            self._settled.add(place)
            self._note(f"{what}_{otherwise}", reference.address)

    def _settle(self, address: str, media: Media | None, *, is_ours: bool) -> None:
        if media is not None and media.status == "refused":
            self._refuse("picture_refused", address, media.reason)
        elif media is not None and media.is_ready:
            self._settled.add(place_of(address))
            self._importing.old_paths |= self._paths_of(address, media)
            if media.alt == said_in("alt", self._article.title):
                self._note("picture_without_words", f"{address}: {media.alt}")
        elif not is_ours:
            self._refuse("picture_refused", address, "is being removed here")

    def _paths_of(self, address: str, media: Media) -> Iterable[tuple[str, str]]:
        place, bringing = place_of(address), self._bringing
        is_whole = place is not None and (place.host or address.startswith("/"))
        if place is not None and is_whole and bringing.is_own(address):
            for path in (place.path, *bringing.variants(address)):
                yield path, media.path

    def _name(self, reference: Reference) -> str | None:
        media = self._known.get(self._ids.get(reference.address, ""))
        return f"media:{media.id}" if media is not None and media.is_ready else None

    def _lead(self) -> ImportedImage | None:
        image = self._article.image
        media = self._known.get(self._ids.get(image.url, "")) if image else None
        if image is None or media is None or not media.is_ready or media.is_file:
            return image
        return msgspec.structs.replace(
            image,
            media=media.id,
            alt=said_in("alt", image.alt),
            caption=said_in("caption", image.caption),
            credit=said_in("credit", image.credit),
        )

    def _leave_beside(self, address: str) -> None:
        """It went with its player, so that it neither stays nor is missing."""
        came = {f"media:{media_id}": old for old, media_id in self._ids.items()}
        old = came.get(address, address)
        self._settled.add(place_of(old))
        self._notes = [n for n in self._notes if not f"{n.detail}: ".startswith(f"{old}: ")]
        self._note("beside_left_out", old)

    def _is_settled(self, note: ImportNote) -> bool:
        if note.reason == "player_is_link":
            return self._ids.get(note.detail) in self._played
        return note.reason == "picture_stays" and place_of(note.detail) in self._settled

    def _refuse(self, reason: str, address: str, words: str) -> None:
        self._settled.add(place_of(address))
        self._note(reason, f"{address}: {words}")

    def _note(self, reason: str, detail: str) -> None:
        note = ImportNote(self._article.id, self._article.title, reason, detail)
        if note not in self._notes:
            self._notes.append(note)


def _refused(reference: Reference) -> str:
    return "picture_refused" if reference.is_shown else "file_refused"
