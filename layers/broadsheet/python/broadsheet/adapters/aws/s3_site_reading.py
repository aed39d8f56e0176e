"""The site bucket, read back by those who may not write it."""

from datetime import datetime
from typing import TYPE_CHECKING

from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.s3_objects import body_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3SiteReading:
    """Implements `SiteReading`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        files = S3Files(client, bucket)
        self.digest, self.seen = files.digest, files.seen
        self._client = client
        self._bucket = bucket

    def read(self, key: str) -> bytes | None:
        """See `SiteReading`."""
        return body_of(self._client, self._bucket, key)

    def below(self, prefix: str) -> frozenset[str]:
        """See `SiteReading`."""
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
        return frozenset(entry["Key"] for entry in found.get("Contents", ()))

    def changed_since(self, key: str, at: datetime) -> datetime | None:
        """See `SiteReading`. One call: the newest thousand versions of what begins with the key."""
        found = self._client.list_object_versions(Bucket=self._bucket, Prefix=key)
        versions = (*found.get("Versions", ()), *found.get("DeleteMarkers", ()))
        moments = [one["LastModified"] for one in versions if one["Key"] == key]
        # S3 knows the second alone in which it was.
        since = [moment for moment in moments if moment >= at.replace(microsecond=0)]
        is_whole = not found.get("IsTruncated") or len(since) < len(moments)
        return min(since, default=None) if is_whole else None
