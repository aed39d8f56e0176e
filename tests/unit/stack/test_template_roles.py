"""What each function's role allows in `template.yaml`: what its code calls, and no more.

The functions are refused what their roles would refuse them wherever tests call them, and what no
test needed is named when the whole suite ends: see `tests/support/rights/`.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local import template
from tests.support.rights import comparison, policy, report
from tests.support.rights.calls import Need
from tests.support.template_resources import FUNCTIONS, resources

NAMES = sorted(FUNCTIONS)
ON_THE_TABLE = "dynamodb:LeadingKeys"
PUBLIC = ("SubmitComment", "ManageSubscriptions")
"""Anybody may call these."""
POLICY_BYTES = 10_240
"""Of all inline policies of a role, without white space (IAM quotas)."""


OF_EVERYTHING = {"cloudwatch:GetMetricData", "cloudwatch:DescribeAlarms"}
"""Metrics are no resources, and alarms of a prefix are asked of all (CloudWatch API Reference)."""


def statements(role: str) -> Iterator[dict[str, Any]]:
    for one in resources()[role]["Properties"]["Policies"]:
        yield from one["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", NAMES)
def test_no_role_has_a_wildcard_action_or_every_resource(name: str) -> None:
    for statement in statements(f"{name}Role"):
        assert not [a for a in listed(statement["Action"]) if "*" in a]
        if not set(listed(statement["Action"])) <= OF_EVERYTHING:
            assert "*" not in listed(statement["Resource"])


@pytest.mark.parametrize("name", NAMES)
def test_a_role_reaches_families_of_keys_in_the_table_and_never_all_of_it(name: str) -> None:
    for statement in policy.statements(name):
        if "Table" in statement.resources:
            ((operator, key, families),) = statement.conditions
            assert (operator, key) == ("ForAllValues:StringLike", ON_THE_TABLE)
            # `MEDIA*` would be `MEDIA#…` as well.
            assert [f for f in families if "*" in f.removesuffix("#*")] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_lambda_does_in_a_functions_name_is_allowed(name: str) -> None:
    needed = [Need(action, on, {}) for action, on in comparison.by_the_services(name)]
    assert [need for need in needed if not policy.is_allowed(name, need)] == []


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("action", ["PutItem", "UpdateItem", "DeleteItem"])
@pytest.mark.parametrize("family", ["ARTICLE#", "PATH#", "LISTING#", "LISTINGS#", "DUE", "FRONT"])
def test_who_serves_the_public_cannot_touch_an_article_or_a_list(
    name: str, action: str, family: str
) -> None:
    key = (family + "x" if family.endswith("#") else family,)
    assert not policy.is_allowed(name, Need(f"dynamodb:{action}", "Table", {ON_THE_TABLE: key}))


@pytest.mark.parametrize("name", NAMES)
def test_only_requests_about_a_reader_write_down_that_one_is_erased(name: str) -> None:
    erased = Need("dynamodb:PutItem", "Table", {ON_THE_TABLE: ("ERASURES",)})
    assert policy.is_allowed(name, erased) == (name == "PrivacyRequests")


@pytest.mark.parametrize("name", NAMES)
def test_the_policies_of_a_role_are_no_larger_than_iam_takes(name: str) -> None:
    # Names of resources become ARNs, which are longer.
    text = json.dumps(list(statements(f"{name}Role")), separators=(",", ":"))
    assert len(text) + 100 * text.count("Fn::") < POLICY_BYTES


def test_the_page_of_rights_is_as_the_template_is() -> None:
    assert report.PAGE.read_text("utf-8") == report.page()


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


@pytest.mark.parametrize("name", NAMES)
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


def test_reads_see_nothing_of_the_bucket_but_the_search_index() -> None:
    allowed = {
        action: str(statement["Resource"])
        for statement in statements("ReadApiRole")
        for action in listed(statement["Action"])
        if action.startswith("s3:")
    }
    assert allowed.keys() == {"s3:GetObject", "s3:ListBucket"}
    assert "/search/index/*" in allowed["s3:GetObject"]
