"""I8: each function's role allows the calls that it makes, and no others.

The stack enforces the roles' policies, so the other end-to-end tests show that they allow
enough. Here each role tries everything that its statements do not name.
"""

from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from client.running import REGION, STACK
from tests.support.newspaper import Newspaper
from tests.support.rights import policy
from tests.support.rights.calls import Need

KEY = {"pk": {"S": "ARTICLE#x"}, "sk": {"S": "ARTICLE"}}

CALLS: dict[str, dict[str, dict[str, Any]]] = {
    "dynamodb": {
        "GetItem": {"Key": KEY},
        "Query": {
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": "COMMENT#x"}},
        },
        "PutItem": {"Item": KEY},
        "UpdateItem": {"Key": KEY},
        "DeleteItem": {"Key": KEY},
        "Scan": {},
    },
    "s3": {
        "GetObject": {"Key": "index.html"},
        "PutObject": {"Key": "index.html", "Body": b"x"},
        "DeleteObject": {"Key": "index.html"},
    },
    "sqs": {
        "SendMessage": {
            "MessageBody": "x",
            "MessageGroupId": "x",
            "MessageDeduplicationId": "x",
        },
    },
    "kms": {"Encrypt": {"Plaintext": b"x"}, "Decrypt": {"CiphertextBlob": b"x"}},
}
"""What any function might try, on the table, the site's bucket, the render queue and the key."""
ON = {"dynamodb": "Table", "s3": "SiteBucket/index.html", "sqs": "RenderQueue", "kms": "PrivacyKey"}


def _allows(folder: str, service: str, call: str) -> bool:
    """Whether the role allows the call with any key and in any context."""
    need = Need(f"{service}:{call}", ON[service], {})
    return any(
        statement.effect == "Allow" and policy.applies(statement._replace(conditions=()), need)
        for statement in policy.statements(policy.logical_ids()[folder])
    )


FORBIDDEN = [
    (folder, service, call)
    for folder in policy.logical_ids()
    for service, calls in CALLS.items()
    for call in calls
    if not _allows(folder, service, call)
]


@pytest.mark.parametrize(("function", "service", "call"), FORBIDDEN)
def test_a_role_is_denied_what_its_function_does_not_do(
    newspaper: Newspaper, function: str, service: str, call: str
) -> None:
    client = _as_role_of(newspaper, function, service)
    method = getattr(client, xform_name(call))
    with pytest.raises(ClientError) as refused:
        method(**_arguments(newspaper, service, call))
    assert refused.value.response["Error"]["Code"].startswith("AccessDenied")


@pytest.mark.parametrize("call", ["put_object", "delete_object"])
def test_who_renders_pages_may_not_touch_the_newsrooms_pictures(
    newspaper: Newspaper, call: str
) -> None:
    client = _as_role_of(newspaper, "render_pages", "s3")
    body = {"Body": b"x"} if call == "put_object" else {}
    bucket = newspaper.stack.outputs["SiteBucketName"]
    with pytest.raises(ClientError) as refused:
        getattr(client, call)(Bucket=bucket, Key="media/boat-960x640.webp", **body)
    assert refused.value.response["Error"]["Code"].startswith("AccessDenied")


def test_a_role_is_allowed_what_its_function_does(newspaper: Newspaper) -> None:
    client = _as_role_of(newspaper, "read_api", "dynamodb")
    answer = client.get_item(**_arguments(newspaper, "dynamodb", "GetItem"))
    assert "Item" not in answer


def _as_role_of(newspaper: Newspaper, function: str, service: str) -> Any:
    configuration = newspaper.stack.client("lambda").get_function_configuration(
        FunctionName=f"{STACK}-{function}"
    )
    assumed = newspaper.stack.client("sts").assume_role(
        RoleArn=configuration["Role"], RoleSessionName="test"
    )["Credentials"]
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=newspaper.stack.cloud.url,
        region_name=REGION,
        aws_access_key_id=assumed["AccessKeyId"],
        aws_secret_access_key=assumed["SecretAccessKey"],
        aws_session_token=assumed["SessionToken"],
    )


def _arguments(newspaper: Newspaper, service: str, call: str) -> dict[str, Any]:
    return {**_named(newspaper, service), **CALLS[service][call]}


def _named(newspaper: Newspaper, service: str) -> dict[str, str]:
    outputs = newspaper.stack.outputs
    match service:
        case "dynamodb":
            return {"TableName": outputs["TableName"]}
        case "s3":
            return {"Bucket": outputs["SiteBucketName"]}
        case "sqs":
            return {"QueueUrl": outputs["RenderQueueUrl"]}
    functions = newspaper.stack.client("lambda")
    told = functions.get_function_configuration(FunctionName=f"{STACK}-submit_comment")
    return {"KeyId": told["Environment"]["Variables"]["KMS_KEY_ID"]}
