"""The messages that a killed queue has lost, again."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus

from broadsheet.adapters.aws.s3_pictures import UPLOADS


def tell_of_uploads(clients: Callable[[str], Any], outputs: Mapping[str, str]) -> int:
    """Tell the queue of every upload that waits to become a picture; how many there are.

    In the words of the bucket's own notices. One that is told of twice is dealt with once.
    """
    bucket, count = outputs["MediaBucketName"], 0
    pages = clients("s3").get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=bucket, Prefix=UPLOADS):
        for found in page.get("Contents", []):
            what = {"bucket": {"name": bucket}, "object": {"key": quote_plus(found["Key"])}}
            body = json.dumps({"Records": [{"eventName": "ObjectCreated:Post", "s3": what}]})
            clients("sqs").send_message(QueueUrl=outputs["UploadsUrl"], MessageBody=body)
            count += 1
    return count
