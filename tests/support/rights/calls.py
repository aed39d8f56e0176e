"""Which rights a call of AWS needs: the IAM action, on what, and what conditions are told of it.

Only the standard library: this file also runs inside the functions of a running stack.
Sources: the Service Authorization Reference of DynamoDB, S3, SQS, KMS, SES, Systems Manager,
Secrets Manager, CloudWatch and Cognito user pools.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Need(NamedTuple):
    """One right that a call needs.

    `resource` is a table, bucket, queue or key by the name that the call gives it, for objects
    followed by `/` and their key. `conditions` has condition keys with their values.
    """

    action: str
    resource: str
    conditions: Mapping[str, tuple[str, ...]]


_TRANSACTED = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
_OBJECTS = {
    "GetObject": "GetObject",
    "HeadObject": "GetObject",
    "PutObject": "PutObject",
    "DeleteObject": "DeleteObject",
}
_OF_ACCOUNTS = (
    *("AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUserGlobalSignOut", "ListUsers"),
    *("AdminGetUser", "AdminListGroupsForUser", "AdminCreateUser", "AdminAddUserToGroup"),
    *("AdminRemoveUserFromGroup", "AdminDisableUser", "AdminEnableUser", "AdminSetUserPassword"),
    *("AdminSetUserMFAPreference", "AdminUpdateUserAttributes"),
)
_OF_ANYBODY = frozenset(
    (
        *("GetTokensFromRefreshToken", "RevokeToken", "ForgotPassword", "ConfirmForgotPassword"),
        *("ChangePassword", "AssociateSoftwareToken", "VerifySoftwareToken"),
        "SetUserMFAPreference",
    )
)
"""Calls of Cognito that are not signed: whoever has the token, session or code makes them."""
_OF_ALL = frozenset({("cloudwatch", "GetMetricData"), ("cloudwatch", "DescribeAlarms")})
"""Calls whose right is on everything or on nothing."""
_PLAIN = {
    ("sqs", "SendMessage"): "QueueUrl",
    ("sqs", "ChangeMessageVisibility"): "QueueUrl",
    ("sqs", "GetQueueAttributes"): "QueueUrl",
    **{("cognito-idp", operation): "UserPoolId" for operation in _OF_ACCOUNTS},
    ("kms", "Encrypt"): "KeyId",
    ("kms", "Decrypt"): "KeyId",
    ("kms", "GenerateDataKeyWithoutPlaintext"): "KeyId",
    ("secretsmanager", "GetSecretValue"): "SecretId",
}


def needs(service: str, operation: str, asked: Mapping[str, Any]) -> Iterator[Need]:
    """The rights that a call needs. `asked` are its parameters, as botocore takes them.

    Raises LookupError for a call that nobody has thought about yet.
    """
    if service == "dynamodb":
        yield from _of_dynamodb(operation, asked)
    elif service == "s3":
        yield from _of_s3(operation, asked)
    elif service == "sesv2" and operation == "SendEmail":
        sender = asked["FromEmailAddress"].rpartition("<")[2].rstrip(">")
        yield Need("ses:SendEmail", f"identity/{sender}", {"ses:FromAddress": (sender,)})
    elif service == "cognito-idp" and operation in _OF_ANYBODY:
        return
    elif (service, operation) in _OF_ALL:
        yield Need(f"{service}:{operation}", "*", {})
    elif service == "ssm" and operation == "GetParameter":
        yield Need("ssm:GetParameter", "parameter" + asked["Name"], {})
    else:
        yield _plain(service, operation.removesuffix("Batch"), asked)


def if_missing(service: str, operation: str, asked: Mapping[str, Any]) -> Iterator[Need]:
    """What else it needs to be told that a thing is not there, and not that it is forbidden."""
    if service == "s3" and operation in ("GetObject", "HeadObject", "CopyObject"):
        source = asked.get("CopySource", asked)
        yield Need("s3:ListBucket", source["Bucket"], {})


def _plain(service: str, operation: str, asked: Mapping[str, Any]) -> Need:
    resource = asked.get(_PLAIN[service, operation]) or "unnamed"
    context = asked.get("EncryptionContext", {})
    conditions = {f"kms:EncryptionContext:{name}": (value,) for name, value in context.items()}
    return Need(f"{service}:{operation}", resource, conditions)


def _of_dynamodb(operation: str, asked: Mapping[str, Any]) -> Iterator[Need]:
    if operation.startswith("Transact"):
        for item in asked["TransactItems"]:
            for kind, one in item.items():
                yield _on_table(_TRANSACTED[kind], one["TableName"], [_leading(one)])
    elif operation == "BatchGetItem":
        for table, wanted in asked["RequestItems"].items():
            keys = [key["pk"]["S"] for key in wanted["Keys"]]
            yield _on_table(operation, table, keys)
    elif operation == "Query":
        value = asked["ExpressionAttributeValues"][":pk"]["S"]
        yield _on_table(operation, asked["TableName"], [value])
    else:
        keys = [_leading(asked)] if "Key" in asked or "Item" in asked else []
        yield _on_table(operation, asked["TableName"], keys)


def _leading(asked: Mapping[str, Any]) -> str:
    value: str = (asked.get("Key") or asked["Item"])["pk"]["S"]
    return value


def _on_table(operation: str, table: str, keys: list[str]) -> Need:
    conditions = {"dynamodb:LeadingKeys": tuple(keys)} if keys else {}
    return Need(f"dynamodb:{operation}", table, conditions)


def _of_s3(operation: str, asked: Mapping[str, Any]) -> Iterator[Need]:
    bucket = asked["Bucket"]
    if operation == "ListObjectVersions":
        yield Need("s3:ListBucketVersions", bucket, {})
    elif operation.startswith("List"):
        yield Need("s3:ListBucket", bucket, {})
    elif operation == "CopyObject":
        source = asked["CopySource"]
        yield Need("s3:GetObject", f"{source['Bucket']}/{source['Key']}", {})
        yield Need("s3:PutObject", f"{bucket}/{asked['Key']}", {})
    elif operation == "DeleteObjects":
        for one in asked["Delete"]["Objects"]:
            yield Need("s3:DeleteObject", f"{bucket}/{one['Key']}", {})
    else:
        action = _OBJECTS[operation] + ("Version" if "VersionId" in asked else "")
        yield Need(f"s3:{action}", f"{bucket}/{asked['Key']}", {})
