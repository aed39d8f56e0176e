"""What the bucket of pictures tells its queue.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

import json
from collections.abc import Iterator
from urllib.parse import unquote_plus

from broadsheet.adapters.aws.s3_pictures import UPLOADS
from broadsheet.domain.media.media import NAMED


def uploaded_in(body: str) -> Iterator[str]:
    """The ids of those that a message tells of; none for S3's own test of the queue."""
    for record in json.loads(body).get("Records", []):
        key = unquote_plus(record["s3"]["object"]["key"])
        media_id = key.removeprefix(UPLOADS)
        if key.startswith(UPLOADS) and NAMED.fullmatch(media_id):
            yield media_id
