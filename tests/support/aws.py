"""AWS for tests: resources as `template.yaml` defines them, made with plain API calls."""

from typing import TYPE_CHECKING, Any, Literal

import boto3
from botocore.config import Config

from tests.support.template import properties

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

REGION: Literal["eu-west-1"] = "eu-west-1"
CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""What keeps boto3 from ever finding a real account."""
MEDIA_BUCKET = "broadsheet-test-media"


def client(service: str, **options: str) -> Any:
    """A client that never reaches a real account, for up to 50 threads."""
    config = Config(max_pool_connections=50, retries={"mode": "standard", "max_attempts": 10})
    make: Any = boto3.client
    return make(service, region_name=REGION, config=config, **CREDENTIALS, **options)


def create_table(dynamodb: "DynamoDBClient", name: str) -> str:
    """The table: its keys, its stream and its TTL."""
    defined = properties("Table")
    stream: Any = {"StreamEnabled": True, **defined["StreamSpecification"]}
    dynamodb.create_table(
        TableName=name,
        BillingMode=defined["BillingMode"],
        AttributeDefinitions=defined["AttributeDefinitions"],
        KeySchema=defined["KeySchema"],
        StreamSpecification=stream,
    )
    dynamodb.update_time_to_live(
        TableName=name, TimeToLiveSpecification=defined["TimeToLiveSpecification"]
    )
    return name


def create_edge_secret(secrets: Any) -> str:
    """What CloudFront says to the API, as CloudFormation draws it; its ARN."""
    drawn = properties("EdgeSecret")["GenerateSecretString"]
    value = secrets.get_random_password(**drawn)["RandomPassword"]
    arn: str = secrets.create_secret(Name="broadsheet-test-edge", SecretString=value)["ARN"]
    return arn


_QUEUE = ("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit")


def create_queue(sqs: "SQSClient", name: str) -> str:
    """The render queue, without its dead letters; its address."""
    attributes: Any = of_the_render_queue()
    return sqs.create_queue(QueueName=f"{name}.fifo", Attributes=attributes)["QueueUrl"]


def of_the_render_queue() -> dict[str, str]:
    """Its attributes, as SQS is given them."""
    defined = properties("RenderQueue")
    attributes = {a: str(defined[a]).lower() for a in _QUEUE if isinstance(defined[a], bool)}
    attributes |= {a: defined[a] for a in _QUEUE if isinstance(defined[a], str)}
    return attributes | {"VisibilityTimeout": str(defined["VisibilityTimeout"])}


def create_bucket(s3: "S3Client", name: str) -> str:
    """The site bucket."""
    return _versioned_bucket(s3, name, "SiteBucket")


def _versioned_bucket(s3: "S3Client", name: str, logical: str) -> str:
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(
        Bucket=name, VersioningConfiguration=properties(logical)["VersioningConfiguration"]
    )
    return name


def create_private_bucket(s3: "S3Client", name: str) -> str:
    """The bucket of uploads and pictures, which tells nobody of them."""
    return _versioned_bucket(s3, name, "MediaBucket")
