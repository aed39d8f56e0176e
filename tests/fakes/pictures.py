"""Pictures in memory, made without a decoder."""

from collections.abc import Iterator, Mapping, Sequence

from broadsheet.domain.media.media import STEPS, formats_of, sizes_of
from broadsheet.usecases.media.at_hand import BytesAtHand
from broadsheet.usecases.media.ports import NotAPicture, ProcessedImage, UploadedFile


class MemoryPictures:
    """Implements `PictureStore`, `PictureFiles` and `Uploads`."""

    def __init__(self) -> None:
        self.uploads: dict[str, bytes] = {}
        self.files: dict[tuple[str, str, str], bytes] = {}

    def upload(self, media_id: str) -> bytes | None:
        return self.uploads.get(media_id)

    def put_upload(self, media_id: str, content_type: str, body: bytes) -> None:
        self.uploads[media_id] = body

    def opened(self, media_id: str) -> BytesAtHand | None:
        upload = self.uploads.get(media_id)
        return None if upload is None else BytesAtHand(upload)

    def keep(self, media_id: str, digest: str, name: str, upload: UploadedFile) -> None:
        self.files[media_id, digest, name] = upload.read(0, upload.size)

    def place(self, media_id: str, digest: str, name: str) -> str:
        return f"pictures/{media_id}/{digest}/{name}"

    def parts(self, media_id: str, digest: str, name: str) -> Iterator[bytes]:
        yield self.read(media_id, digest, name)

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
    """Implements `ImageProcessor`: an upload says its size, as `640 x` or `640x2000 x`."""
    width, _, height = upload.partition(b" ")[0].partition(b"x")
    if not width.isdigit():
        raise NotAPicture("says no width")
    wide, high = min(int(width), STEPS[-1]), int(height or 100)
    files = {
        f"{size.step}.{kind}": b"%d %s %s" % (size.step, kind.encode(), upload)
        for size in sizes_of(int(width))
        for kind in formats_of(wide, high)
    }
    return ProcessedImage(wide, high, files, "image/png", ("is a fake",))
