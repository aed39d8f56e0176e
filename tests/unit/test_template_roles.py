"""What each function's role allows in `template.yaml`: what its code calls, and no more."""

from collections.abc import Iterator
from typing import Any

import pytest

from local import template
from tests.support.template_resources import FUNCTIONS, resources


def statements(role: str) -> Iterator[dict[str, Any]]:
    for policy in resources()[role]["Properties"]["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_no_role_has_a_wildcard_action_or_every_resource(name: str) -> None:
    for statement in statements(f"{name}Role"):
        assert not [a for a in listed(statement["Action"]) if "*" in a]
        assert "*" not in listed(statement["Resource"])


# What each function's code calls: no more, and the end-to-end tests show that it is no less.
CALLS = {
    "SubmitArticle": "GetItem BatchGetItem Query PutItem UpdateItem DeleteItem",
    "EditArticle": "GetItem BatchGetItem PutItem UpdateItem DeleteItem",
    "ReportLive": "GetItem PutItem DeleteItem",
    "ManageSite": "GetItem BatchGetItem Query PutItem DeleteItem",
    "ManageMedia": "GetItem Query PutItem DeleteItem",
    "ProcessMedia": "GetItem PutItem",
    "ReadNewsroom": "GetItem Query",
    "ManageRedirects": "GetItem Query PutItem DeleteItem",
    "SubmitComment": "GetItem PutItem UpdateItem DeleteItem",
    "ModerateComments": "GetItem BatchGetItem Query PutItem DeleteItem",
    "PublishDue": "Query GetItem PutItem UpdateItem DeleteItem",
    "PlaceComments": "GetItem BatchGetItem PutItem DeleteItem",
    "RouteChanges": "GetItem BatchGetItem Query",
    "RenderPages": "GetItem BatchGetItem Query",
    "ReadApi": "GetItem BatchGetItem Query",
    "ManageSubscriptions": "GetItem PutItem DeleteItem",
    "PrivacyRequests": "GetItem BatchGetItem Query PutItem DeleteItem",
    "SendMails": "GetItem DeleteItem",
}


KEYS, SEALS = "kms:EncryptionContext:broadsheet", "kms:EncryptionContext:comment"
KMS = {
    "SubmitComment": {
        ("kms:Decrypt", KEYS),
        ("kms:GenerateDataKeyWithoutPlaintext", KEYS),
        ("kms:Encrypt", SEALS),
    },
    "PrivacyRequests": {("kms:Decrypt", KEYS), ("kms:GenerateDataKeyWithoutPlaintext", KEYS)},
    "SendMails": {("kms:Decrypt", SEALS)},
}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_who_seals_an_address_cannot_open_it_and_who_opens_it_has_no_key_of_a_hash(
    name: str,
) -> None:
    allowed = {
        (action, context)
        for statement in statements(f"{name}Role")
        for action in listed(statement["Action"])
        if action.startswith("kms:")
        for context in statement["Condition"]["Null"]
        if statement["Condition"]["Null"][context] == "false"
    }
    assert allowed == KMS.get(name, set())


def test_mail_is_sent_under_the_newsrooms_own_address_only() -> None:
    senders = {
        (name, str(statement["Condition"]))
        for name in FUNCTIONS
        for statement in statements(f"{name}Role")
        if any(action.startswith("ses:") for action in listed(statement["Action"]))
    }
    condition = {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
    assert senders == {("SendMails", str(condition))}
    assert template.load()["Parameters"]["MailFrom"]["Default"] == ""


@pytest.mark.parametrize(("name", "calls"), CALLS.items())
def test_a_role_allows_the_calls_of_its_function_on_the_table(name: str, calls: str) -> None:
    allowed = [
        action.removeprefix("dynamodb:")
        for statement in statements(f"{name}Role")
        for action in listed(statement["Action"])
        if action.startswith("dynamodb:") and "Stream" not in action
    ]
    table = [a for a in allowed if a not in ("GetRecords", "GetShardIterator")]
    assert sorted(table) == sorted(calls.split())


def test_reads_see_nothing_of_the_bucket_but_the_search_index() -> None:
    allowed = {
        action: str(statement["Resource"])
        for statement in statements("ReadApiRole")
        for action in listed(statement["Action"])
        if action.startswith("s3:")
    }
    assert allowed.keys() == {"s3:GetObject", "s3:ListBucket"}
    assert "/search/index/*" in allowed["s3:GetObject"]
