"""The private bucket of pictures: uploads, which nobody trusts yet, and what was made of them."""

from collections.abc import Iterator, Mapping, Sequence
from io import BufferedReader
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from broadsheet.adapters.aws.s3_objects import body_of, head_of
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.media.media import UPLOAD_SECONDS, kind_in
from broadsheet.domain.media.recordings import DEFAULT_LIMITS, UploadLimits
from broadsheet.usecases.media.at_hand import Reading
from broadsheet.usecases.media.ports import UploadedFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef as HeadObjectOutput

UPLOADS = "uploads/"
PICTURES = "pictures/"
"""Followed by a picture's id, the digest of its upload and the names of its files."""
PREVIEW_SECONDS = 300
_PART = 1024 * 1024


class UploadForm(NamedTuple):
    """Where a form with a file is sent, the fields that go before the file, and its most bytes."""

    url: str
    fields: dict[str, str]
    largest: int


class S3Upload:
    """Implements `UploadedFile` with an object that is read in parts."""

    def __init__(self, client: "S3Client", bucket: str, key: str, head: "HeadObjectOutput") -> None:
        self._client, self._bucket, self.key = client, bucket, key
        self.size, self.mark = head["ContentLength"], head["ETag"]

    def read(self, start: int, length: int) -> bytes:
        """See `UploadedFile`."""
        found = self._client.get_object(
            Bucket=self._bucket,
            Key=self.key,
            Range=f"bytes={start}-{start + length - 1}",
            IfMatch=self.mark,
        )
        return found["Body"].read()


class S3Pictures:
    """Implements `PictureStore` and `PictureFiles`, and signs uploads."""

    def __init__(
        self, client: "S3Client", bucket: str, limits: UploadLimits = DEFAULT_LIMITS
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._limits = limits

    def origin(self) -> str:
        """Where forms are sent and previews are: what a page has to allow for both."""
        address = urlsplit(self.preview("", "", ""))
        return f"{address.scheme}://{address.netloc}"

    def form(self, media_id: str, content_type: str, back: str = "") -> UploadForm:
        """A form that S3 takes this one upload by, of this type and of a size that is allowed.

        A browser that sent it is led `back`, where that is given.
        https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        """
        leads = {"success_action_redirect": back} if back else {}
        largest = self._limits.largest(kind_in(media_id))
        made = self._client.generate_presigned_post(
            self._bucket,
            f"{UPLOADS}{media_id}",
            Fields={"Content-Type": content_type, **leads},
            Conditions=[
                {"Content-Type": content_type},
                *([leads] if leads else []),
                ["content-length-range", 1, largest],
            ],
            ExpiresIn=UPLOAD_SECONDS,
        )
        return UploadForm(made["url"], made["fields"], largest)

    def preview(self, media_id: str, digest: str, name: str) -> str:
        """An address of one of the files, for whoever has it, for `PREVIEW_SECONDS`."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": _key(media_id, digest, name)},
            ExpiresIn=PREVIEW_SECONDS,
        )

    def upload(self, media_id: str) -> bytes | None:
        """See `PictureStore`."""
        return body_of(self._client, self._bucket, f"{UPLOADS}{media_id}")

    def put_upload(self, media_id: str, content_type: str, body: bytes) -> None:
        """See `Uploads`."""
        key = f"{UPLOADS}{media_id}"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)

    def opened(self, media_id: str) -> S3Upload | None:
        """See `PictureStore`."""
        key = f"{UPLOADS}{media_id}"
        head = head_of(self._client, self._bucket, key)
        return S3Upload(self._client, self._bucket, key, head) if head else None

    def keep(self, media_id: str, digest: str, name: str, upload: UploadedFile) -> None:
        """See `PictureStore`: S3 copies its own, and takes in parts what lies elsewhere."""
        key, content_type = _key(media_id, digest, name), _type_of(name)
        if not isinstance(upload, S3Upload):
            body, typed = BufferedReader(Reading(upload)), {"ContentType": content_type}
            self._client.upload_fileobj(body, self._bucket, key, ExtraArgs=typed)
            return
        self._client.copy_object(
            Bucket=self._bucket,
            Key=key,
            CopySource={"Bucket": self._bucket, "Key": upload.key},
            CopySourceIfMatch=upload.mark,
            MetadataDirective="REPLACE",
            ContentType=content_type,
        )

    def forget_upload(self, media_id: str) -> None:
        """See `PictureStore`. A form may be sent more than once: with every version of it."""
        key = f"{UPLOADS}{media_id}"
        pages = self._client.get_paginator("list_object_versions")
        for page in pages.paginate(Bucket=self._bucket, Prefix=key):
            for one in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                self._client.delete_object(
                    Bucket=self._bucket, Key=one["Key"], VersionId=one["VersionId"]
                )

    def write(self, media_id: str, digest: str, files: Mapping[str, bytes]) -> None:
        """See `PictureStore`."""
        for name, body in files.items():
            key = _key(media_id, digest, name)
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=body, ContentType=_type_of(name)
            )

    def place(self, media_id: str, digest: str, name: str) -> str:
        """See `PictureFiles`: its key in this bucket."""
        return _key(media_id, digest, name)

    def read(self, media_id: str, digest: str, name: str) -> bytes:
        """See `PictureFiles`."""
        found = self._client.get_object(Bucket=self._bucket, Key=_key(media_id, digest, name))
        return found["Body"].read()

    def parts(self, media_id: str, digest: str, name: str) -> Iterator[bytes]:
        """See `PictureFiles`."""
        found = self._client.get_object(Bucket=self._bucket, Key=_key(media_id, digest, name))
        yield from found["Body"].iter_chunks(_PART)

    def remove(self, media_id: str, digest: str, names: Sequence[str]) -> None:
        """See `PictureStore`."""
        for name in names:
            self._client.delete_object(Bucket=self._bucket, Key=_key(media_id, digest, name))


def _type_of(name: str) -> str:
    kind = name.rpartition(".")[2]
    return FILES.get(kind) or ("image/jpeg" if kind == "jpg" else f"image/{kind}")


def _key(media_id: str, digest: str, name: str) -> str:
    return f"{PICTURES}{media_id}/{digest}/{name}"
