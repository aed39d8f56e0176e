"""`make erase-versions`: what the bucket remembers of pages is forgotten, and nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.s3_pictures import S3Pictures
from client.errors import CommandError
from operate.erase_versions import erase_versions
from tests.contract.conftest import moto_client
from tests.support import aws

STORY, FORMER, OTHER = "2026/11/a-story/", "2026/11/a-storry/", "2026/11/a-story-too/"
OLD, NEW = "Said and erased.", "Nothing was said."


class Site:
    """A bucket of pages, each of which has an earlier version, and their queue."""

    def __init__(self, name: str) -> None:
        self.s3, self.sqs = moto_client("s3"), moto_client("sqs")
        self.outputs = {
            "SiteBucketName": aws.create_bucket(self.s3, name),
            "RenderQueueUrl": aws.create_queue(self.sqs, name),
            "MediaBucketName": aws.create_private_bucket(self.s3, f"{name}-media"),
        }
        self.pictures = S3Pictures(self.s3, self.outputs["MediaBucketName"])
        for page in (STORY, f"{STORY}comments/1/", OTHER):
            self.put(f"{page}index.html", OLD)
            self.put(f"{page}index.html", NEW)
        self.put(f"{FORMER}index.html", OLD)
        self.s3.delete_object(Bucket=name, Key=f"{FORMER}index.html")
        self.put("media/harbour.jpg", OLD)
        self.put("media/harbour.jpg", NEW)

    def put(self, key: str, body: str) -> None:
        self.s3.put_object(Bucket=self.outputs["SiteBucketName"], Key=key, Body=body.encode())

    def erase(self, *paths: str) -> int:
        clients: Callable[[str], Any] = {"s3": self.s3, "sqs": self.sqs}.__getitem__
        return erase_versions(clients, self.outputs, paths or ("/",))

    def kept_of(self, bucket: str, prefix: str = "") -> list[dict[str, str]]:
        listed = self.s3.list_object_versions(Bucket=self.outputs[bucket], Prefix=prefix)
        return [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in listed.get("Versions", [])]

    def with_old_words(self) -> set[str]:
        bucket, wanted = self.outputs["SiteBucketName"], self.kept_of("SiteBucketName")
        return {
            one["Key"]
            for one in wanted
            if self.s3.get_object(Bucket=bucket, **one)["Body"].read() == OLD.encode()
        }


@pytest.fixture
def site(name: str) -> Iterator[Site]:
    with mock_aws():
        yield Site(name.lower().replace("_", "-"))


def test_those_in_another_region_go_too(site: Site) -> None:
    first = site.outputs["SiteBucketName"]
    site.outputs["SiteBucketName"] = copies = aws.create_bucket(site.s3, f"{first}-copies")
    site.put(f"{STORY}index.html", OLD)
    site.put(f"{STORY}index.html", NEW)
    assert site.with_old_words()
    site.outputs["SiteBucketName"] = first
    clients: Callable[[str], Any] = {"s3": site.s3, "sqs": site.sqs}.__getitem__
    erase_versions(clients, site.outputs, copies=copies)
    site.outputs["SiteBucketName"] = copies
    assert not site.with_old_words()


def test_the_earlier_versions_below_an_articles_addresses_go(site: Site) -> None:
    assert site.erase(f"/{STORY}", f"/{FORMER}") == 3
    assert site.with_old_words() == {f"{OTHER}index.html", "media/harbour.jpg"}
    now = site.s3.get_object(Bucket=site.outputs["SiteBucketName"], Key=f"{STORY}index.html")
    assert now["Body"].read() == NEW.encode()
    assert site.erase(f"/{STORY}", f"/{FORMER}") == 0


def test_without_addresses_those_of_all_pages_go_and_the_newsrooms_pictures_stay(
    site: Site,
) -> None:
    assert site.erase() == 4
    assert site.with_old_words() == {"media/harbour.jpg"}


def test_while_pages_wait_to_be_rendered_nothing_is_done(site: Site) -> None:
    queue = site.outputs["RenderQueueUrl"]
    site.sqs.send_message(
        QueueUrl=queue, MessageBody="{}", MessageGroupId="g", MessageDeduplicationId="d"
    )
    with pytest.raises(CommandError, match="1 pages are still being rendered"):
        site.erase()
    assert len(site.with_old_words()) == 5


def test_of_a_removed_picture_that_is_named_nothing_remains_in_either_bucket(site: Site) -> None:
    for picture in ("m1", "m2"):
        site.pictures.write(picture, "d", {"320.jpg": b"a face"})
        site.put(f"media/{picture}/320.jpg", "a face")
    site.pictures.remove("m1", "d", ["320.jpg"])
    site.s3.delete_object(Bucket=site.outputs["SiteBucketName"], Key="media/m1/320.jpg")
    assert site.erase() == 4  # what is no picture
    assert len(site.kept_of("MediaBucketName", "pictures/m1/")) == 1
    assert site.erase("/media/m1/") == 2
    for bucket, folder in (("SiteBucketName", "media"), ("MediaBucketName", "pictures")):
        assert site.kept_of(bucket, f"{folder}/m1/") == []
        assert len(site.kept_of(bucket, f"{folder}/m2/")) == 1


def test_a_picture_that_is_still_there_stays_when_its_versions_are_erased(site: Site) -> None:
    for body in (b"first", b"second"):
        site.pictures.write("m1", "d", {"320.jpg": body})
    assert site.erase("/media/m1/") == 1
    assert site.pictures.read("m1", "d", "320.jpg") == b"second"


def test_nor_in_those_of_another_region(site: Site) -> None:
    buckets = f"{site.outputs['SiteBucketName']}-away"
    copies = aws.create_bucket(site.s3, f"{buckets}-site")
    away = S3Pictures(site.s3, aws.create_private_bucket(site.s3, f"{buckets}-media"))
    for picture in ("m1", "m2"):
        away.write(picture, "d", {"320.jpg": b"a face"})
        away.remove(picture, "d", ["320.jpg"])
    clients: Callable[[str], Any] = {"s3": site.s3, "sqs": site.sqs}.__getitem__
    assert erase_versions(clients, site.outputs, ["/media/m1/"], copies) == 1
    left = site.s3.list_object_versions(Bucket=f"{buckets}-media")["Versions"]
    assert [version["Key"] for version in left] == ["pictures/m2/d/320.jpg"]
