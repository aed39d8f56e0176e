"""The search index as it lies in the site bucket."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from broadsheet.adapters.aws.s3_objects import body_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

THREADS = 16
"""Files that are read at once. The client needs as many connections."""


class S3SearchIndex:
    """Implements `SearchIndex`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="search")

    def segments(self, files: Sequence[str]) -> Sequence[bytes | None]:
        """See `SearchIndex`."""
        return list(self._threads.map(self._segment, files))

    def _segment(self, file: str) -> bytes | None:
        return body_of(self._client, self._bucket, file)
