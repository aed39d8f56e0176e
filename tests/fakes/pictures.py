"""Pictures in memory, made without a decoder."""

from collections.abc import Mapping, Sequence

from broadsheet.domain.media.media import FORMATS, sizes_of
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage


class MemoryPictures:
    """Implements `PictureStore` and `PictureFiles`."""

    def __init__(self) -> None:
        self.uploads: dict[str, bytes] = {}
        self.files: dict[tuple[str, str, str], bytes] = {}

    def upload(self, media_id: str) -> bytes | None:
        return self.uploads.get(media_id)

    def forget_upload(self, media_id: str) -> None:
        self.uploads.pop(media_id, None)

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        self.files |= {(media_id, digest, name): body for name, body in files.items()}

    def read(self, media_id: str, digest: str, name: str) -> bytes:
        return self.files[media_id, digest, name]

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        for name in names:
            self.files.pop((media_id, digest, name), None)


def developed(upload: bytes) -> ProcessedImage:
    """Implements `Darkroom`: an upload says how wide it is, as `640 anything`."""
    width, _, _ = upload.partition(b" ")
    if not width.isdigit():
        raise NotAPicture("says no width")
    pixels = int(width)
    files = {
        f"{size.step}.{kind}": b"%d %s %s" % (size.step, kind.encode(), upload)
        for size in sizes_of(pixels)
        for kind in FORMATS
    }
    return ProcessedImage(min(pixels, 1600), 100, files)
