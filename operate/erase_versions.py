"""`make erase-versions`: earlier versions of pages are deleted, and what was erased with them.

The bucket keeps the versions of a page for RetentionDays. What they are for, going back to them,
a rebuild does as well: pages are made of the table. A picture is not: only where one is named, by
`/media/<id>/`, is what both buckets keep of it deleted, too.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from broadsheet.adapters.aws.s3_pictures import PICTURES
from broadsheet.usecases.site.rebuild import MEDIA
from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Clients, stack_of, waiting

Version = dict[str, Any]

_MOST = 1000
"""Objects of one DeleteObjects (Amazon S3, API reference)."""


def erase_versions(
    clients: Clients, outputs: dict[str, str], paths: Sequence[str] = ("/",), copies: str = ""
) -> int:
    """Delete every version but the newest of the pages under these paths; how many there were.

    Pictures are pages that have to be named. Nothing remains of one that was removed before.
    `copies` is the bucket of pages in another region, if there is one, beside which lies that of
    pictures: S3 copies no removal of a version.
    Raises CommandError while pages wait to be rendered: what is the newest now would stay.
    """
    if left := waiting(clients("sqs"), outputs["RenderQueueUrl"]):
        raise CommandError(f"{left} pages are still being rendered; try again in a moment")
    s3 = clients("s3")
    return sum(
        deleted(s3, bucket, _earlier(s3, bucket, prefix))
        for bucket, prefix in _places(outputs, paths, copies)
    )


def _places(
    outputs: dict[str, str], paths: Sequence[str], copies: str
) -> Iterator[tuple[str, str]]:
    for path in paths:
        prefix = path.lstrip("/")
        yield outputs["SiteBucketName"], prefix
        if copies:
            yield copies, prefix
        if prefix.startswith(MEDIA):
            pictures = PICTURES + prefix.removeprefix(MEDIA)
            yield outputs["MediaBucketName"], pictures
            if copies:  # as docs/examples/replica.yaml calls them
                yield f"{copies.removesuffix('-site')}-media", pictures


def deleted(s3: Any, bucket: str, found: Iterator[Version]) -> int:
    """Delete these versions and marks; how many there were. Raises CommandError if one stays."""
    count = 0
    while batch := list(islice(found, _MOST)):
        objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in batch]
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
        if failed := answer.get("Errors"):
            raise CommandError(f"{len(failed)} versions were not deleted: {failed[0]['Code']}")
        count += len(batch)
    return count


def versions(s3: Any, bucket: str, prefix: str = "") -> Iterator[Version]:
    """Every version of every object, and every mark of a deleted one."""
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        yield from page.get("Versions", [])
        yield from page.get("DeleteMarkers", [])


def _earlier(s3: Any, bucket: str, prefix: str) -> Iterator[Version]:
    spared = () if prefix.startswith(MEDIA) else (MEDIA,)
    for version in versions(s3, bucket, prefix):
        if not version["IsLatest"] and not version["Key"].startswith(spared):
            yield version


def main() -> None:
    """Of the local site, or of the one of `--stack` on AWS."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument(
        "paths",
        nargs="*",
        help="such as /2026/11/a-story/ or /media/01a2…/; without one, all pages",
    )
    asked = parser.parse_args()
    with in_words("What is deleted is deleted; run again, it goes on with the rest."):
        stack = stack_of(asked.stack)
        elsewhere = stack.parameter("ReplicaBuckets")
        copies = f"{elsewhere}-site" if elsewhere else ""
        count = erase_versions(stack.clients, stack.outputs(), asked.paths or ("/",), copies)
    print(f"{count} earlier versions deleted")


if __name__ == "__main__":
    main()
