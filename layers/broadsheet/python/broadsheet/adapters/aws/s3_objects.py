"""What is in a bucket under a key, or that nothing is."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef as HeadObjectOutput

# An answer to HEAD has no body, and so no more than its status.
_NOTHING_THERE = frozenset({"NoSuchKey", "404"})


def head_of(client: "S3Client", bucket: str, key: str) -> "HeadObjectOutput | None":
    """What S3 says of the object; None where there is none. Raises ClientError for all else."""
    try:
        return client.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        _raise_unless_missing(error)
        return None


def body_of(client: "S3Client", bucket: str, key: str) -> bytes | None:
    """The object's bytes; None where there is none. Raises ClientError for all else."""
    try:
        return client.get_object(Bucket=bucket, Key=key)["Body"].read()
    except ClientError as error:
        _raise_unless_missing(error)
        return None


def _raise_unless_missing(error: ClientError) -> None:
    if error.response["Error"]["Code"] not in _NOTHING_THERE:
        raise error
