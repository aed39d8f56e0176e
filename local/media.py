"""Pictures of the edition: files of the site bucket under `media/` that no function writes."""

import hashlib
import re
from pathlib import Path
from typing import Any

from broadsheet.adapters.aws.s3_files import ASSET_CACHE, headers_of
from broadsheet.usecases.site.rebuild import MEDIA
from client.errors import CommandError

FOLDER = Path(__file__).parent / "edition" / "media"
_NAME = re.compile(r"(?P<picture>.+)-(?P<width>[0-9]+)x(?P<height>[0-9]+)\.webp")
_SHOWN = 960
"""The width of the file that a reader gets whose browser knows nothing of the others."""


class Media:
    """The pictures in a bucket."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def put_missing(self, folder: Path) -> int:
        """Put the files that are not there or have changed; how many."""
        there = self._etags()
        changed = [
            (f"{MEDIA}{file.name}", body)
            for file in sorted(folder.iterdir())
            if there.get(f"{MEDIA}{file.name}") != _etag(body := file.read_bytes())
        ]
        for key, body in changed:
            content_type, _ = headers_of(key)
            self._s3.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=body,
                ContentType=content_type,
                CacheControl=ASSET_CACHE,
            )
        return len(changed)

    def _etags(self) -> dict[str, str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=MEDIA
        )
        return {file["Key"]: file["ETag"] for page in pages for file in page.get("Contents", [])}


def _etag(body: bytes) -> str:
    # S3's ETag of an object that was put in one piece and is not encrypted with a KMS key.
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


def with_picture(article: dict[str, Any], folder: Path = FOLDER) -> dict[str, Any]:
    """The article with its lead image's `picture: name` as the fields that the API takes.

    Raises CommandError where there is no such picture.
    """
    image = article.get("lead_image") or {}
    if "picture" not in image:
        return article
    sizes = _sizes(image["picture"], folder)
    if _SHOWN not in sizes:
        raise CommandError(f"there is no picture {image['picture']!r} in {folder.name}/")
    file, height = sizes[_SHOWN]
    fields = {name: value for name, value in image.items() if name != "picture"}
    sources = [{"url": f"/{MEDIA}{name}", "width": w} for w, (name, _) in sorted(sizes.items())]
    shown = {"url": f"/{MEDIA}{file}", "width": _SHOWN, "height": height, "sources": sources}
    return article | {"lead_image": fields | shown}


def _sizes(picture: str, folder: Path) -> dict[int, tuple[str, int]]:
    """The picture's files and heights by their width."""
    names = filter(None, (_NAME.fullmatch(file.name) for file in folder.iterdir()))
    return {
        int(name["width"]): (name[0], int(name["height"]))
        for name in names
        if name["picture"] == picture
    }
