"""What an uploader is sent to S3 with. Nothing is asked of AWS: forms are signed on the spot."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from broadsheet import bootstrap
from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.domain.media.kinds import UPLOAD_BYTES
from tests.support.aws import ENVIRONMENT

ID = "01a20463-5b10-7d21-8a44-6c0f2d9e1b03"


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Pictures]:
    for name, value in {**ENVIRONMENT, "TABLE_NAME": "t", "MEDIA_BUCKET": "newsroom-media"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    bootstrap.pictures.cache_clear()
    yield bootstrap.pictures()
    bootstrap.pictures.cache_clear()


def test_the_form_goes_to_the_bucket_in_its_own_region(pictures: S3Pictures) -> None:
    """The global address answers 307 for a bucket that is new and elsewhere than in Virginia."""
    host = "newsroom-media.s3.eu-west-1.amazonaws.com"
    assert urlsplit(pictures.form(ID, "image/jpeg").url).netloc == host
    assert urlsplit(pictures.preview(ID, "d1", "640.jpg")).netloc == host


def test_the_policy_names_the_one_key_the_type_and_the_size(pictures: S3Pictures) -> None:
    form = pictures.form(ID, "image/avif")
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    conditions = policy["conditions"]
    assert {"key": f"uploads/{ID}"} in conditions
    assert {"bucket": "newsroom-media"} in conditions
    assert {"Content-Type": "image/avif"} in conditions
    assert ["content-length-range", 1, UPLOAD_BYTES] in conditions
    assert form.fields["Content-Type"] == "image/avif"
