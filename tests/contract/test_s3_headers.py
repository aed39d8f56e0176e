"""What S3 tells browsers and the edge about each kind of file."""

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.s3_files import ASSET_CACHE, PAGE_CACHE, PICTURE_CACHE, S3Files
from broadsheet.usecases.site.ports import File
from tests.contract.conftest import moto_client
from tests.support import aws


@pytest.fixture
def bucket(name: str) -> Iterator[tuple[S3Files, Any]]:
    with mock_aws():
        s3 = moto_client("s3")
        yield (
            S3Files(s3, aws.create_bucket(s3, name)),
            lambda file: s3.get_object(Bucket=name, Key=file),
        )


@pytest.mark.parametrize(
    ("file", "content_type", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", PAGE_CACHE),
        ("404.html", "text/html; charset=utf-8", PAGE_CACHE),
        ("feed.xml", "application/rss+xml; charset=utf-8", PAGE_CACHE),
        ("atom.xml", "application/atom+xml; charset=utf-8", PAGE_CACHE),
        ("feed.json", "application/feed+json; charset=utf-8", PAGE_CACHE),
        ("latest.json", "application/json; charset=utf-8", PAGE_CACHE),
        ("sw.js", "text/javascript; charset=utf-8", PAGE_CACHE),
        ("manifest.webmanifest", "application/manifest+json", PAGE_CACHE),
        ("favicon.ico", "image/vnd.microsoft.icon", PAGE_CACHE),
        ("apple-touch-icon.png", "image/png", PAGE_CACHE),
        ("assets/site.0a1b2c.js", "text/javascript; charset=utf-8", ASSET_CACHE),
        ("sitemap.xml", "application/xml; charset=utf-8", PAGE_CACHE),
        ("media/m-mp4/file.mp4", "video/mp4", PICTURE_CACHE),
        ("media/m-m4a/file.m4a", "audio/mp4", PICTURE_CACHE),
        ("media/m-vtt/file.vtt", "text/vtt", PICTURE_CACHE),
        ("robots.txt", "text/plain; charset=utf-8", PAGE_CACHE),
        ("assets/site.0a1b2c.css", "text/css; charset=utf-8", ASSET_CACHE),
        ("assets/logo.0a1b2c.svg", "image/svg+xml", ASSET_CACHE),
    ],
)
def test_a_file_is_served_with_its_type_and_its_life_in_caches(
    bucket: tuple[S3Files, Any], file: str, content_type: str, cache: str
) -> None:
    files, get = bucket
    files.write(file, File(b"body"), None)
    answer = get(file)
    assert (answer["ContentType"], answer["CacheControl"]) == (content_type, cache)
    assert answer["Body"].read() == b"body"


def test_a_recording_is_copied_and_served_under_headers_of_its_own(name: str) -> None:
    with mock_aws():
        s3 = moto_client("s3")
        for bucket in (kept := f"{name}-kept", site := f"{name}-site"):
            aws.create_bucket(s3, bucket)
        s3.put_object(
            Bucket=kept, Key="pictures/m-mp3/d/file.mp3", Body=b"sound", ContentType="x/y"
        )
        files = S3Files(s3, site, copies=kept)
        file = File(b"", saved_as="A talk.mp3", copied_from="pictures/m-mp3/d/file.mp3")
        now = files.write("media/m-mp3/file.mp3", file, None)
        answer = s3.get_object(Bucket=site, Key="media/m-mp3/file.mp3", Range="bytes=1-2")
        assert answer["Body"].read() == b"ou"
        assert (answer["ContentType"], answer["CacheControl"]) == ("audio/mpeg", PICTURE_CACHE)
        assert answer["ContentDisposition"] == "attachment; filename*=UTF-8''A%20talk.mp3"
        seen = files.seen("media/m-mp3/file.mp3")
        assert seen is not None
        assert (seen.etag, seen.digest) == (now.etag, files.digest("media/m-mp3/file.mp3", file))
        other = file._replace(copied_from="pictures/m-mp3/e/file.mp3")
        assert files.digest("media/m-mp3/file.mp3", other) != seen.digest


def test_a_copy_is_written_under_the_conditions_of_a_page(name: str) -> None:
    """Moto and the local cloud let a copy pass whatever its conditions: what is asked is looked at
    here. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"""
    with mock_aws():
        s3 = moto_client("s3")
        aws.create_bucket(s3, name)
        s3.put_object(Bucket=name, Key="pictures/a", Body=b"sound")
        asked: list[dict[str, Any]] = []
        s3.meta.events.register(
            "provide-client-params.s3.CopyObject", lambda params, **_: asked.append(dict(params))
        )
        files = S3Files(s3, name, copies=name)
        first = files.write("media/m-mp3/file.mp3", File(b"", copied_from="pictures/a"), None)
        files.write("media/m-mp3/file.mp3", File(b"", copied_from="pictures/a"), first)
        assert [one.get("IfNoneMatch") for one in asked] == ["*", None]
        assert [one.get("IfMatch") for one in asked] == [None, first.etag]
        assert {one["MetadataDirective"] for one in asked} == {"REPLACE"}


def test_the_same_bytes_with_other_headers_have_another_digest(
    bucket: tuple[S3Files, Any],
) -> None:
    files, _ = bucket
    assert files.digest("a.html", File(b"x")) != files.digest("a.xml", File(b"x"))
    assert files.digest("a.html", File(b"x")) == files.digest("b.html", File(b"x"))
