"""The private bucket of pictures, in memory and on S3."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.usecases.media.at_hand import FileAtHand
from tests.contract.conftest import moto_client
from tests.fakes.pictures import MemoryPictures
from tests.support import aws

Store = MemoryPictures | S3Pictures


class Bucket:
    """A store, and how S3 itself puts an upload into it."""

    def __init__(self, store: Store, name: str) -> None:
        self.store, self._name = store, name

    def receive(self, media_id: str, body: bytes) -> None:
        if isinstance(self.store, MemoryPictures):
            self.store.uploads[media_id] = body
        else:
            key = f"uploads/{media_id}"
            moto_client("s3").put_object(Bucket=self._name, Key=key, Body=body)


@pytest.fixture(params=["memory", "moto"])
def bucket(request: pytest.FixtureRequest, name: str) -> Iterator[Bucket]:
    if request.param == "memory":
        yield Bucket(MemoryPictures(), name)
        return
    with mock_aws():
        client = moto_client("s3")
        yield Bucket(S3Pictures(client, aws.create_private_bucket(client, name)), name)


def test_an_upload_is_there_until_it_is_forgotten(bucket: Bucket) -> None:
    assert bucket.store.upload("m1") is None
    bucket.receive("m1", b"bytes")
    assert bucket.store.upload("m1") == b"bytes"
    assert bucket.store.upload("m2") is None
    for _ in range(2):
        bucket.store.forget_upload("m1")
    assert bucket.store.upload("m1") is None


def test_of_a_forgotten_upload_s3_keeps_no_version(name: str) -> None:
    with mock_aws():
        client = moto_client("s3")
        bucket = aws.create_private_bucket(client, name)
        for key in ("m1", "m1", "m2"):
            client.put_object(Bucket=bucket, Key=f"uploads/{key}", Body=b"camera and place")
        S3Pictures(client, bucket).forget_upload("m1")
        listed = client.list_object_versions(Bucket=bucket)
        assert [version["Key"] for version in listed["Versions"]] == ["uploads/m2"]
        assert "DeleteMarkers" not in listed


def test_an_upload_is_looked_at_in_parts_and_kept_as_it_is(bucket: Bucket) -> None:
    assert bucket.store.opened("m1-mp3") is None
    bucket.receive("m1-mp3", b"0123456789")
    upload = bucket.store.opened("m1-mp3")
    assert upload is not None
    assert (upload.size, upload.read(2, 3), upload.read(9, 1)) == (10, b"234", b"9")
    bucket.store.keep("m1-mp3", "d1", "file.mp3", upload)
    bucket.store.forget_upload("m1-mp3")
    assert bucket.store.read("m1-mp3", "d1", "file.mp3") == b"0123456789"
    assert b"".join(bucket.store.parts("m1-mp3", "d1", "file.mp3")) == b"0123456789"


def test_what_names_an_upload_names_its_bytes(bucket: Bucket) -> None:
    marks = []
    for body in (b"one", b"two", b"one"):
        bucket.receive("m1-mp3", body)
        upload = bucket.store.opened("m1-mp3")
        assert upload is not None
        marks.append(upload.mark)
    assert marks[0] == marks[2] != marks[1]


def test_of_another_upload_nothing_is_read_or_kept(name: str) -> None:
    with mock_aws():
        client = moto_client("s3")
        store = S3Pictures(client, aws.create_private_bucket(client, name))
        client.put_object(Bucket=name, Key="uploads/m1-mp3", Body=b"looked at")
        upload = store.opened("m1-mp3")
        assert upload is not None
        client.put_object(Bucket=name, Key="uploads/m1-mp3", Body=b"another")
        with pytest.raises(Exception, match=r"PreconditionFailed|412"):
            upload.read(0, 3)


def test_what_lies_at_hand_is_kept_in_parts(bucket: Bucket, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(bytes(range(256)) * 50)
    upload = FileAtHand(path)
    assert upload.read(255, 2) == b"\xff\0"
    bucket.store.keep("m1-mp3", "d1", "file.mp3", upload)
    assert bucket.store.read("m1-mp3", "d1", "file.mp3") == path.read_bytes()


def test_files_are_kept_under_the_digest_of_their_upload(bucket: Bucket) -> None:
    bucket.store.write("m1", "d1", {"320.jpg": b"one", "320.webp": b"two"})
    bucket.store.write("m1", "d2", {"320.jpg": b"other"})
    assert bucket.store.read("m1", "d1", "320.jpg") == b"one"
    assert bucket.store.read("m1", "d1", "320.webp") == b"two"
    assert bucket.store.read("m1", "d2", "320.jpg") == b"other"


def test_what_is_removed_is_gone_and_the_rest_stays(bucket: Bucket) -> None:
    bucket.store.write("m1", "d1", {"320.jpg": b"one", "320.webp": b"two"})
    for _ in range(2):
        bucket.store.remove("m1", "d1", ["320.jpg", "640.jpg"])
    assert bucket.store.read("m1", "d1", "320.webp") == b"two"
    with pytest.raises(Exception, match=r"320\.jpg|NoSuchKey"):
        bucket.store.read("m1", "d1", "320.jpg")
