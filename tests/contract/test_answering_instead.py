"""The function in `docs/examples/replica.yaml`, on buckets of two regions (moto)."""

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError, ConnectTimeoutError
from moto import mock_aws
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped]

from tests.support import aws
from tests.support.template import ROOT

STORY = "2026/11/a-story/index.html"
COPY = yaml_parse((ROOT / "docs/examples/replica.yaml").read_text("utf-8"))
Handler = Callable[[Mapping[str, Any], Any], dict[str, Any]]


class Regions:
    """The site's bucket, its copy, and the function that looks into both."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make: Any = boto3.client
        self.first = make("s3", region_name="eu-west-1", **aws.CREDENTIALS)
        self.here = make("s3", region_name="eu-central-1", **aws.CREDENTIALS)
        for client, name in ((self.first, "site"), (self.here, "copies")):
            where: Any = {"LocationConstraint": client.meta.region_name}
            client.create_bucket(Bucket=name, CreateBucketConfiguration=where)
            self.put(client, name, "404.html", "There is no such page")
        variables = COPY["Resources"]["AnswerInstead"]["Properties"]["Environment"]["Variables"]
        values = dict.fromkeys(variables, "copies")
        values |= {"SITE_BUCKET": "site", "SITE_REGION": "eu-west-1"}
        for name, value in (values | aws.ENVIRONMENT).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        self.module: dict[str, Any] = {}
        exec(COPY["Resources"]["AnswerInstead"]["Properties"]["Code"]["ZipFile"], self.module)

    def put(self, client: Any, bucket: str, key: str, body: str, **metadata: str) -> None:
        client.put_object(
            Bucket=bucket,
            Key=key,
            Body=body.encode(),
            ContentType="text/html; charset=utf-8",
            CacheControl="public, max-age=0, s-maxage=30",
            Metadata=metadata,
        )

    def publish(self, key: str, body: str, **metadata: str) -> None:
        """A page, and its copy."""
        self.put(self.first, "site", key, body, **metadata)
        self.put(self.here, "copies", key, f"copy of: {body}", **metadata)

    def away(self, how: str) -> None:
        """The first region's bucket does not answer any more, or only with this."""

        def fails(**_: Any) -> AWSResponse:
            if how == "no connection":
                raise ConnectTimeoutError(endpoint_url="https://s3.eu-west-1.amazonaws.com")
            body = f"<Error><Code>{how[4:]}</Code></Error>".encode()
            return AWSResponse("", int(how[:3]), HTTPHeaders(), _Raw(body))

        self.module["FIRST"].meta.events.register_first("before-send.s3", fails)

    def asked(self, path: str, method: str = "GET") -> dict[str, Any]:
        event = {"rawPath": path, "requestContext": {"http": {"method": method}}}
        handler: Handler = self.module["handler"]
        return handler(event, None)

    def text(self, path: str) -> str:
        return base64.b64decode(self.asked(path)["body"]).decode()


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._body


@pytest.fixture
def regions(monkeypatch: pytest.MonkeyPatch) -> Iterator[Regions]:
    with mock_aws():
        yield Regions(monkeypatch)


AWAY = ["no connection", "503 SlowDown"]


@pytest.mark.parametrize("how", AWAY)
def test_while_the_first_region_is_away_its_pages_are_answered_of_their_copies(
    regions: Regions, how: str
) -> None:
    regions.publish(STORY, "The harbour is open")
    regions.away(how)
    answer = regions.asked(f"/{STORY}")
    assert answer["statusCode"] == 200
    assert regions.text(f"/{STORY}") == "copy of: The harbour is open"
    assert answer["headers"]["cache-control"] == "public, max-age=0, s-maxage=30"
    assert answer["headers"]["content-type"] == "text/html; charset=utf-8"


def test_what_the_first_region_took_down_is_never_answered_of_its_copy(regions: Regions) -> None:
    regions.put(regions.here, "copies", STORY, "copy of: Withdrawn")
    answer = regions.asked(f"/{STORY}")
    assert answer["statusCode"] == 404
    assert regions.text(f"/{STORY}") == "There is no such page"
    assert answer["headers"]["cache-control"] == "public, max-age=0, s-maxage=10"


def test_who_asks_although_the_first_region_is_there_gets_what_it_has(regions: Regions) -> None:
    regions.publish(STORY, "The harbour is open")
    assert regions.text(f"/{STORY}") == "The harbour is open"


@pytest.mark.parametrize("how", AWAY)
def test_what_neither_has_is_a_404_with_the_page_for_it(regions: Regions, how: str) -> None:
    regions.away(how)
    assert regions.asked("/never/written/index.html")["statusCode"] == 404
    assert regions.text("/never/written/index.html") == "There is no such page"


def test_a_right_that_is_missing_is_not_hidden_by_a_copy(regions: Regions) -> None:
    regions.publish(STORY, "The harbour is open")
    regions.away("403 AccessDenied")
    with pytest.raises(ClientError):
        regions.asked(f"/{STORY}")


def test_a_moved_page_still_says_where_it_is(regions: Regions) -> None:
    regions.publish("old/index.html", "Moved", location="/new/")
    regions.away(AWAY[0])
    assert regions.asked("/old/index.html")["headers"]["x-amz-meta-location"] == "/new/"


def test_who_asks_for_the_head_gets_no_body(regions: Regions) -> None:
    regions.publish(STORY, "The harbour is open")
    answer = regions.asked(f"/{STORY}", "HEAD")
    assert (answer["statusCode"], answer["body"]) == (200, "")


def test_an_address_is_read_as_it_was_sent(regions: Regions) -> None:
    regions.publish("tag/türkiye/index.html", "Türkiye")
    assert regions.text("/tag/t%C3%BCrkiye/index.html") == "Türkiye"


def test_the_template_makes_private_buckets_that_forget_and_one_caller() -> None:
    resources = COPY["Resources"]
    assert COPY["Rules"]["AnotherRegion"]
    for name in ("SiteCopies", "MediaCopies"):
        bucket = resources[name]["Properties"]
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert "NoncurrentVersionExpiration" in str(bucket["LifecycleConfiguration"])
    assert resources["AnswerInsteadUrl"]["Properties"]["AuthType"] == "AWS_IAM"
    permissions = [r["Properties"] for r in resources.values() if "Permission" in r["Type"]]
    assert {p["Action"] for p in permissions} == {
        "lambda:InvokeFunctionUrl",
        "lambda:InvokeFunction",
    }
    for permission in permissions:
        assert permission["Principal"] == "cloudfront.amazonaws.com"
        assert "${Distribution}" in str(permission["SourceArn"])
    code = resources["AnswerInstead"]["Properties"]["Code"]["ZipFile"]
    assert len(code) <= 4096, "Lambda takes no more of a function that stands in a template"
