"""The stack's resources in moto, in this process."""

import functools
import json
import random
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from moto import mock_aws
from moto.core import models
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.responses import BaseResponse
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.kms.models import kms_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sqs.models import sqs_backends

from broadsheet.adapters.aws import clients
from tests.support import aws
from tests.support.near_moto import bring_moto_near
from tests.support.quick_moto import make_moto_quick
from tests.support.template import properties

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Clients of the mocked services, and the names of what was created in them."""

    dynamodb: "DynamoDBClient"
    streams: Any
    sqs: "SQSClient"
    s3: "S3Client"
    table: str
    stream_arn: str
    queue_url: str
    bucket: str
    media_bucket: str
    kms_key: str
    mail_queue_url: str
    embed_queue_url: str
    uploads_url: str
    dead_letters_url: str
    dead_pages_url: str
    given_up: dict[str, str]
    """Where what nobody could deal with is, but for pages."""
    edge_secret: str
    secrets: Any
    mails: list[Any]
    signed_out: list[str]
    """Who was signed out of the user pool."""

    @property
    def queues(self) -> tuple[str, ...]:
        """Those in which something waits to be dealt with."""
        return self.queue_url, self.mail_queue_url, self.embed_queue_url


_make: Any = boto3.client


@functools.cache
def _client(service: str) -> Any:
    """Made once for all tests: it takes a tenth of a second, and knows nothing of any of them."""
    # moto looks at no signature; forms and addresses that are signed are S3's.
    unsigned = Config(signature_version=UNSIGNED) if service != "s3" else Config()
    config = unsigned.merge(Config(user_agent="tests"))
    made = _make(service, region_name=aws.REGION, config=config, **aws.CREDENTIALS)
    if service == "cognito-idp":
        made.meta.events.register(f"before-call.*.{_SIGN_OUT}", _in_the_place_of_the_pool)
    return made


_SIGN_OUT = "AdminUserGlobalSignOut"
_signed_out: list[str] = []


def _signed_out_anew() -> list[str]:
    _signed_out.clear()
    return _signed_out


def _in_the_place_of_the_pool(params: Any, **_more: Any) -> tuple[Any, Any]:
    """What moto could answer only with a library that nothing else here needs."""
    _signed_out.append(json.loads(params["body"])["Username"])
    return SimpleNamespace(status_code=200), {}


def _or_the_pool(stubber: Any, request: Any) -> Any:
    """The same for a client that was made before anything of this was there."""
    if _SIGN_OUT in str(request.headers.get("X-Amz-Target")):
        _in_the_place_of_the_pool({"body": request.body})
        return 200, {}, "{}"
    return _processed(stubber, request)


_processed = BotocoreStubber.process_request


def instead_of_clients(make: Callable[..., Any], patch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a client gets what this makes: a command of boto3, a function of its own."""
    patch.setattr(boto3, "client", make)
    patch.setattr(clients, "made", make)


@contextmanager
def mocked_cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """The resources that the template describes, as far as moto knows them."""
    for name, value in aws.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    # How a client is set up makes no difference here.
    instead_of_clients(lambda service, **_: _client(service), monkeypatch)
    monkeypatch.setattr(BotocoreStubber, "process_request", _or_the_pool)
    make_moto_quick(monkeypatch)
    bring_moto_near(monkeypatch)
    # Nobody here asks AWS with `requests`.
    monkeypatch.setattr(models, "RESPONSES_METHODS", [])
    with mock_aws():
        dynamodb, sqs, s3 = (_client(name) for name in ("dynamodb", "sqs", "s3"))
        table = _table("broadsheet-test")
        yield Cloud(
            dynamodb=dynamodb,
            streams=_client("dynamodbstreams"),
            sqs=sqs,
            s3=s3,
            table=table.name,
            stream_arn=table.describe()["TableDescription"]["LatestStreamArn"],
            queue_url=_queue("broadsheet-test.fifo", **aws.of_the_render_queue()),
            bucket=_bucket("broadsheet-test-site", "SiteBucket"),
            media_bucket=_bucket(aws.MEDIA_BUCKET, "MediaBucket"),
            kms_key=_key(),
            mail_queue_url=_queue("broadsheet-test-mail"),
            embed_queue_url=_queue("broadsheet-test-embeds"),
            uploads_url=_queue("broadsheet-test-uploads"),
            dead_letters_url=_queue("broadsheet-test-dead"),
            dead_pages_url=_queue("broadsheet-test-dead-pages.fifo", FifoQueue="true"),
            given_up={
                what: _queue(f"broadsheet-test-dead-{what}")
                for what in ("changes", "comments", "uploads", "mails", "embeds")
            },
            secrets=_client("secretsmanager"),
            edge_secret=_edge_secret(),
            mails=_sent_mails(monkeypatch),
            signed_out=_signed_out_anew(),
        )


def _table(name: str) -> Table:
    """As `aws.create_table` makes one."""
    defined, backend = properties("Table"), dynamodb_backends[DEFAULT_ACCOUNT_ID][aws.REGION]
    made = backend.create_table(
        name,
        schema=defined["KeySchema"],
        throughput=None,
        attr=defined["AttributeDefinitions"],
        global_indexes=[],
        indexes=[],
        streams={"StreamEnabled": True, **defined["StreamSpecification"]},
        billing_mode=defined["BillingMode"],
        sse_specification=None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    backend.update_time_to_live(name, defined["TimeToLiveSpecification"])
    return made


def _key() -> str:
    keys = kms_backends[DEFAULT_ACCOUNT_ID][aws.REGION]
    made = keys.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", description="", tags=None)
    return str(made.arn)


def _edge_secret() -> str:
    """As `aws.create_edge_secret` makes one."""
    secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][aws.REGION]
    left_out = ("secret_binary", "description", "tags", "kms_key_id", "client_request_token")
    told: Any = secrets.create_secret(
        "broadsheet-test-edge",
        secret_string=_drawn(),
        replica_regions=[],
        force_overwrite=False,
        **dict.fromkeys(left_out),
    )
    return str(json.loads(told)["ARN"])


@functools.cache
def _drawn() -> str:
    length = properties("EdgeSecret")["GenerateSecretString"]["PasswordLength"]
    return "".join(random.choices(string.ascii_letters + string.digits, k=length))


def _queue(name: str, **attributes: str) -> str:
    """Its address. Each test has a dozen of them, and a call takes a millisecond."""
    # Where nothing is signed, moto takes SQS for that of its default region.
    sqs_backends[DEFAULT_ACCOUNT_ID][BaseResponse.default_region].create_queue(
        name, {}, **attributes
    )
    return f"https://sqs.{aws.REGION}.amazonaws.com/{DEFAULT_ACCOUNT_ID}/{name}"


def _bucket(name: str, logical: str) -> str:
    backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    backend.create_bucket(name, aws.REGION)
    backend.put_bucket_versioning(name, properties(logical)["VersioningConfiguration"]["Status"])
    return name


def _sent_mails(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is sent from here on, as it was given to SES: moto drops the headers."""
    ses, sent = _client("sesv2"), []

    def send_email(**asked: Any) -> Any:
        sent.append(asked)
        return {"MessageId": f"mail-{len(sent)}"}

    monkeypatch.setattr(ses, "send_email", send_email)
    return sent
