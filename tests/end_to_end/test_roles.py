"""I8: each function's role allows the calls that it makes, and no others.

The stack enforces the roles' policies, so the other end-to-end tests show that they allow
enough. Here each role tries what it must not.
"""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud import REGION
from local.deployment import STACK
from tests.support.newspaper import Newspaper

KEY = {"pk": {"S": "ARTICLE#x"}, "sk": {"S": "ARTICLE"}}

FORBIDDEN = [
    ("submit_article", "s3", "put_object"),
    ("submit_article", "sqs", "send_message"),
    ("submit_article", "dynamodb", "scan"),
    ("edit_article", "s3", "put_object"),
    ("report_live", "s3", "put_object"),
    ("read_newsroom", "dynamodb", "put_item"),
    ("read_newsroom", "dynamodb", "scan"),
    ("manage_site", "s3", "put_object"),
    ("manage_site", "dynamodb", "scan"),
    ("manage_media", "s3", "put_object"),
    ("manage_media", "dynamodb", "scan"),
    ("process_media", "s3", "put_object"),
    ("process_media", "dynamodb", "query"),
    ("manage_redirects", "s3", "put_object"),
    ("manage_redirects", "dynamodb", "scan"),
    ("report_live", "dynamodb", "update_item"),
    ("edit_article", "sqs", "send_message"),
    ("edit_article", "dynamodb", "query"),
    ("submit_comment", "dynamodb", "scan"),
    ("submit_comment", "dynamodb", "query"),
    ("submit_comment", "s3", "get_object"),
    ("moderate_comments", "s3", "put_object"),
    ("place_comments", "s3", "put_object"),
    ("place_comments", "dynamodb", "query"),
    ("moderate_comments", "dynamodb", "scan"),
    ("publish_due", "s3", "put_object"),
    ("publish_due", "dynamodb", "scan"),
    ("route_changes", "dynamodb", "put_item"),
    ("route_changes", "s3", "put_object"),
    ("render_pages", "dynamodb", "put_item"),
    ("render_pages", "dynamodb", "delete_item"),
    ("render_pages", "sqs", "send_message"),
    ("read_api", "dynamodb", "put_item"),
    ("read_api", "dynamodb", "scan"),
    ("read_api", "s3", "get_object"),
    ("send_mails", "kms", "encrypt"),
    ("send_mails", "dynamodb", "put_item"),
    ("manage_subscriptions", "kms", "decrypt"),
    ("manage_subscriptions", "dynamodb", "query"),
    ("privacy_requests", "kms", "encrypt"),
    ("privacy_requests", "s3", "get_object"),
    ("privacy_requests", "dynamodb", "scan"),
    ("moderate_comments", "kms", "decrypt"),
    ("place_comments", "kms", "decrypt"),
    ("render_pages", "kms", "decrypt"),
    ("read_api", "kms", "decrypt"),
]


@pytest.mark.parametrize(("function", "service", "call"), FORBIDDEN)
def test_a_role_is_denied_what_its_function_does_not_do(
    newspaper: Newspaper, function: str, service: str, call: str
) -> None:
    client = _as_role_of(newspaper, function, service)
    with pytest.raises(ClientError) as refused:
        getattr(client, call)(**_arguments(newspaper, service, call))
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
    answer = client.get_item(**_arguments(newspaper, "dynamodb", "get_item"))
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
    outputs = newspaper.stack.outputs
    if service == "s3":
        body = {"Body": b"x"} if call == "put_object" else {}
        return {"Bucket": outputs["SiteBucketName"], "Key": "index.html", **body}
    if service == "sqs":
        message = {"MessageBody": "x", "MessageGroupId": "x", "MessageDeduplicationId": "x"}
        return {"QueueUrl": outputs["RenderQueueUrl"], **message}
    if service == "kms":
        blob = "Plaintext" if call == "encrypt" else "CiphertextBlob"
        functions = newspaper.stack.client("lambda")
        told = functions.get_function_configuration(FunctionName=f"{STACK}-submit_comment")
        key: str = told["Environment"]["Variables"]["KMS_KEY_ID"]
        return {"KeyId": key, blob: b"x"}
    table = {"TableName": outputs["TableName"]}
    if call in ("get_item", "delete_item", "update_item"):
        return table | {"Key": KEY}
    if call == "put_item":
        return table | {"Item": KEY}
    condition = {"KeyConditionExpression": "pk = :pk"}
    values = {"ExpressionAttributeValues": {":pk": {"S": "COMMENT#x"}}}
    return table | (condition | values if call == "query" else {})
