"""Pictures as cameras and attackers make them."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

from PIL import Image

from broadsheet.domain.media.kinds import UPLOAD_BYTES
from broadsheet.domain.media.media import FORMATS
from tests.support.api import Api
from tests.support.lambdas import Stack, event
from tests.support.moto_state import objects

ALT = "A boat on a dry lake"
NOWHERE = "01a20463-5b10-7d21-8a44-6c0f2d9e1b99"
"""The id of no picture."""
CAMERA, PLACE = "Canary Camera 9000", b"CANARY-PLACE"
_ORIENTATION, _MODEL, _GPS = 0x0112, 0x0110, 0x8825


def photograph(
    width: int = 800, height: int = 500, *, kind: str = "JPEG", orientation: int = 1
) -> bytes:
    """A picture whose top is red and whose bottom is blue, with a camera and a place in it."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    exif = Image.Exif()
    exif[_MODEL] = CAMERA
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS).update({1: "N", 2: (39.0, 55.0, 12.0), 29: PLACE.decode()})
    options: dict[str, Any] = {} if kind in ("GIF", "BMP") else {"exif": exif.tobytes()}
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file of that format."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says that it is this large."""
    return png_of(width, height, 8, 2, b"\0" * 99, rows=1)


def png_of(
    width: int,
    height: int,
    depth: int,
    kind: int,
    row: bytes,
    chunks: bytes = b"",
    *,
    rows: int | None = None,
) -> bytes:
    """A PNG of such rows, whatever Pillow can write; `kind` is its colour type."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    pixels = zlib.compress((b"\0" + row) * (height if rows is None else rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunks
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def moving() -> bytes:
    """A GIF of two frames."""
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def opened(picture: bytes) -> Image.Image:
    """The picture, decoded."""
    shown = Image.open(io.BytesIO(picture))
    shown.load()
    return shown


def files_of(media_id: str, *steps: int) -> set[str]:
    """The keys of a picture's files in the site bucket."""
    return {f"media/{media_id}/{step}.{kind}" for step in steps for kind in FORMATS}


class Desk:
    """The picture desk of a stack on mocked AWS."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.stack: Stack = api.stack

    def announce(self, by: str = "edith", **words: str) -> str:
        """A picture that is waited for, or a recording of another `type`: its id."""
        sent = {"type": "image/jpeg", **words}
        reply = self.api("POST", "/api/v1/media", by=by, json_body=sent)
        assert reply.status == 201, reply.body
        is_picture = sent["type"].startswith("image/")
        assert is_picture == (reply.json["upload"]["largest"] == UPLOAD_BYTES)
        return str(reply.json["id"])

    def send(self, media_id: str, upload: bytes) -> None:
        """What S3 does with the form, and with what it is told to tell."""
        self.upload(media_id, upload)
        assert not self.comes_again(media_id)

    def upload(self, media_id: str, upload: bytes) -> None:
        """What S3 does with the form, before it tells."""
        bucket = self.stack.cloud.media_bucket
        self.stack.cloud.s3.put_object(Bucket=bucket, Key=f"uploads/{media_id}", Body=upload)

    def comes_again(self, media_id: str, times: int = 1, waited: timedelta = timedelta()) -> bool:
        """Whether its notice is to come again, delivered so often, sent that long ago."""
        notice = event("process_media__uploaded", {_NAMED: media_id})
        attributes = notice["Records"][0]["attributes"]
        sent = self.stack.clock() - waited
        attributes["SentTimestamp"] = str(round(sent.timestamp() * 1000))
        attributes["ApproximateReceiveCount"] = str(times)
        return bool(self.stack.invoke("process_media", notice)["batchItemFailures"])

    def picture(self, upload: bytes | None = None, **words: str) -> str:
        """A picture that was sent: its id."""
        media_id = self.announce(**words)
        self.send(media_id, photograph() if upload is None else upload)
        return media_id

    def known(self, media_id: str) -> Any:
        """What the API says of it."""
        return self.api("GET", f"/api/v1/media/{media_id}", by="edith").json

    def private(self) -> dict[str, bytes]:
        """Every object of the private bucket."""
        return {key: one.body for key, one in objects(self.stack.cloud.media_bucket).items()}

    def public(self) -> set[str]:
        """The keys of pictures that readers can see now."""
        self.stack.drain()
        return {file for file in self.stack.files() if file.startswith("media/")}


_NAMED = "01a20463-5b10-7d21-8a44-6c0f2d9e1b03"
"""The picture of the recorded events."""
