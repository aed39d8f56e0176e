"""Pictures and other files of another site: where they are looked for, and what makes them ours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from broadsheet.adapters import pictures_apart, pillow_images
from broadsheet.adapters.imports.body_references import rewritten
from broadsheet.adapters.imports.file_kinds import kind_of
from broadsheet.adapters.imports.uploads_folder import UploadsFolder
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.transfer.file_names import family_of, place_of
from broadsheet.domain.transfer.site_lines import ImportedImage
from broadsheet.usecases.media.ports import ImageProcessor, PictureStore, UploadedFile
from broadsheet.usecases.media.process_media import ImageProcessing
from broadsheet.usecases.shared.at_once import AtOnce
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.archives import Originals
from broadsheet.usecases.transfer.bringing import Bringing, FilesReport
from broadsheet.usecases.transfer.import_file_addresses import import_file_addresses
from broadsheet.usecases.transfer.import_pictures import FilesImport
from operate.fetched_files import Fetched, Fetching
from operate.progress import Bar


class _Nowhere:
    """Implements `PictureStore`: nothing of a dry run is kept."""

    def upload(self, _media_id: str) -> bytes | None:
        """See `PictureStore`."""
        return None

    def opened(self, _media_id: str) -> UploadedFile | None:
        """See `PictureStore`."""
        return None

    def keep(self, _media_id: str, _digest: str, _name: str, _upload: UploadedFile) -> None:
        """See `PictureStore`."""

    def forget_upload(self, _media_id: str) -> None:
        """See `PictureStore`."""

    def write(self, _media_id: str, _digest: str, _files: Mapping[str, bytes]) -> None:
        """See `PictureStore`."""

    def remove(self, _media_id: str, _digest: str, _names: Sequence[str]) -> None:
        """See `PictureStore`."""


@dataclass(frozen=True, kw_only=True)
class FilesWish:
    """Whether files come along: from a copy of their folder, by their addresses, or both.

    `hosts` are names that the site had besides those in its archive, `store` is where pictures are
    kept here.
    """

    store: PictureStore = field(default_factory=_Nowhere)
    uploads: Path | None = None
    fetching: Fetching | None = None
    hosts: tuple[str, ...] = ()
    process: ImageProcessor = pictures_apart.process
    at_once: AtOnce = map


@dataclass(frozen=True)
class Known:
    """What an archive says of its files: on which hosts they are, and what pictures show."""

    hosts: Collection[str]
    pictures: Sequence[ImportedImage] = ()


class BroughtFiles:
    """The files of one site, in one import."""

    def __init__(
        self,
        services: Services,
        wish: FilesWish,
        known: Known,
        originals: Originals | None = None,
        *,
        is_dry_run: bool = False,
    ) -> None:
        """`originals` are where files of this archive are, beside where it is wished."""
        self._services, self._wish, self._originals = services, wish, originals
        named = (place_of(f"//{host}/x") for host in (*known.hosts, *wish.hosts) if host)
        self._hosts = frozenset(place.host for place in named if place)
        self._known = _by_family(known.pictures)
        self._folder = self._folder_of([picture.url for picture in known.pictures])
        self._is_dry_run = is_dry_run
        self.is_wished = bool(wish.uploads or wish.fetching or originals)
        self.report = FilesReport()
        self._importing: FilesImport | None = None

    def _folder_of(self, whole: Sequence[str]) -> UploadsFolder | None:
        uploads = self._wish.uploads
        return UploadsFolder(uploads, self._hosts, whole) if uploads else None

    def importing(self, request: Request) -> FilesImport:
        """What `Moving.files` is."""
        bar, sources = Bar("pictures and files"), self._sources()
        bringing = Bringing(
            processing=self._processing(),
            request=request,
            originals=_Either(sources),
            otherwise=self._otherwise(sources),
            rewrite=rewritten,
            kind_of=kind_of,
            is_own=self._is_own,
            words=lambda address: self._known.get(family_of(address)),
            variants=self._folder.variants if self._folder else lambda _address: (),
            at_once=self._wish.at_once,
            told=lambda taken: bar(taken.pictures + taken.files + taken.there),
        )
        self._importing = FilesImport(bringing, self.report)
        return self._importing

    def lead_on(self, request: Request) -> None:
        """Let the old addresses of what came along lead to it. Raises InFlight."""
        if self._importing is not None:
            bar, old = Bar("old addresses of files"), self._importing.old_paths
            import_file_addresses(self._services, request, old, self.report, bar)
            bar.end()

    def place_of(self, address: str) -> str:
        """Where the file at an address of the old site is here; empty where it did not come."""
        place = place_of(address)
        old = self._importing.old_paths if self._importing else {}
        return old.get(place.path, "") if place is not None else ""

    def _otherwise(self, sources: Sequence[Originals]) -> Literal["missing", "stays", "to_fetch"]:
        if self._is_dry_run and self._wish.fetching is not None:
            return "to_fetch"
        return "missing" if sources else "stays"

    def _is_own(self, address: str) -> bool:
        place = place_of(address)
        return place is not None and place.host in {"", *self._hosts}

    def _sources(self) -> list[Originals]:
        fetching = self._wish.fetching
        fetched = Fetched(fetching, self._hosts) if fetching and not self._is_dry_run else None
        return [source for source in (self._originals, self._folder, fetched) if source]

    def _processing(self) -> ImageProcessing:
        services, wish = self._services, self._wish
        made = ImageProcessing(
            table=services.table,
            store=wish.store,
            process=wish.process,
            inspect=inspect,
            clock=services.clock,
            pause=services.pause,
        )
        if not self._is_dry_run:
            return made
        return replace(made, store=_Nowhere(), process=pillow_images.looked_at)


class _Either:
    """Implements `Originals` with several."""

    def __init__(self, sources: Sequence[Originals]) -> None:
        self._sources = sources

    def find(self, address: str) -> Path | None:
        """See `Originals`: of the first that has it."""
        found = (source.find(address) for source in self._sources)
        return next(filter(None, found), None)


def _by_family(pictures: Sequence[ImportedImage]) -> dict[tuple[str, ...] | None, ImportedImage]:
    known: dict[tuple[str, ...] | None, ImportedImage] = {}
    for picture in pictures:
        known.setdefault(family_of(picture.url), picture)
    known.pop(None, None)
    return known
