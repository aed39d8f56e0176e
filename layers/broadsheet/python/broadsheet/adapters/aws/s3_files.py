"""The site bucket: conditional writes, and the headers that each kind of file is served with."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from botocore.exceptions import ClientError

from broadsheet.adapters.aws.s3_objects import head_of
from broadsheet.domain.media.kinds import FILES
from broadsheet.domain.shared.record import stamp
from broadsheet.usecases.shared.ports import Clock
from broadsheet.usecases.site.ports import File, Refused, SeenFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE_CACHE = "public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400"
"""A reader always asks; the edge asks us every half minute, and serves a day without us."""
PICTURE_CACHE = "public, max-age=86400, s-maxage=300, stale-if-error=86400"
"""A picture never changes, but it may have to go: the edge asks us again after five minutes."""
ASSET_CACHE = "public, max-age=31536000, immutable"
"""An asset's name changes with its content."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_FEEDS = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "podcast.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
_CACHES = {"assets": ASSET_CACHE, "media": PICTURE_CACHE}
_REFUSALS = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"})


def headers_of(key: str, *, leads_on: bool = False) -> tuple[str, str]:
    """The content type and cache control of a file. What leads on is a page, whatever its name."""
    path = PurePosixPath(key)
    if leads_on:
        return _TYPES[".html"], PAGE_CACHE
    content_type = _FEEDS.get(path.name) or _TYPES.get(path.suffix) or _kept(path)
    return content_type, _CACHES.get(path.parts[0], PAGE_CACHE)


def _kept(path: PurePosixPath) -> str:
    kind = path.suffix[1:] if path.parts[0] == "media" else ""
    return FILES.get(kind, "application/octet-stream")


class S3Files:
    """Implements `SiteFiles`. With a clock, each file also says to the millisecond when it was
    written: S3 itself knows it to the second. What is copied comes from the bucket `copies`.
    """

    def __init__(
        self, client: "S3Client", bucket: str, clock: Clock | None = None, copies: str = ""
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._copies = copies

    def digest(self, key: str, file: File) -> str:
        """See `SiteFiles`."""
        headers = "\n".join(
            (*_headers_of(key, file), *_metadata(file).values(), *_disposition(file).values())
        )
        copied = f"\n{file.copied_from}".encode() if file.copied_from else b""
        return hashlib.sha256(headers.encode() + copied + file.body).hexdigest()

    def seen(self, key: str) -> SeenFile | None:
        """See `SiteFiles`."""
        head = head_of(self._client, self._bucket, key)
        if head is None:
            return None
        told = head["Metadata"]
        written = told.get("written")
        at = datetime.fromisoformat(written) if written else head["LastModified"]
        return SeenFile(head["ETag"], told.get("digest", ""), at)

    def write(self, key: str, file: File, seen: SeenFile | None) -> SeenFile:
        """See `SiteFiles`."""
        content_type, cache_control = _headers_of(key, file)
        digest, at = self.digest(key, file), self._clock() if self._clock else None
        # When it was written is not in the digest: the same page again is no other page.
        written = {"written": stamp(at)} if at else {}
        told: Any = {"IfMatch": seen.etag} if seen else {"IfNoneMatch": "*"}
        told |= _disposition(file)
        told |= {"ContentType": content_type, "CacheControl": cache_control}
        told["Metadata"] = {"digest": digest, **written, **_metadata(file)}
        try:
            etag = self._put(key, file, told)
        except ClientError as error:
            raise _translated(error) from error
        return SeenFile(etag, digest, at)

    def _put(self, key: str, file: File, told: Any) -> str:
        if file.copied_from is None:
            put = self._client.put_object(Bucket=self._bucket, Key=key, Body=file.body, **told)
            return put["ETag"]
        copied = self._client.copy_object(
            Bucket=self._bucket,
            Key=key,
            CopySource={"Bucket": self._copies, "Key": file.copied_from},
            MetadataDirective="REPLACE",
            **told,
        )
        return copied["CopyObjectResult"]["ETag"]

    def delete(self, key: str, seen: SeenFile) -> None:
        """See `SiteFiles`."""
        try:
            self._client.delete_object(Bucket=self._bucket, Key=key, IfMatch=seen.etag)
        except ClientError as error:
            raise _translated(error) from error

    def all(self) -> Iterator[str]:
        """See `SiteFiles`."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        for page in pages:
            for entry in page.get("Contents", []):
                yield entry["Key"]


def _headers_of(key: str, file: File) -> tuple[str, str]:
    return headers_of(key, leads_on=file.location is not None)


def _metadata(file: File) -> dict[str, str]:
    """What CloudFront makes a real redirect of, see `PageMoves` in `template.yaml`."""
    return {"location": file.location} if file.location is not None else {}


def _disposition(file: File) -> dict[str, str]:
    """What is saved, not shown, under the name that it had (RFC 6266, RFC 8187)."""
    name = quote(file.saved_as or "", safe="")
    return {"ContentDisposition": f"attachment; filename*=UTF-8''{name}"} if name else {}


def _translated(error: ClientError) -> Exception:
    return Refused() if error.response["Error"]["Code"] in _REFUSALS else error
