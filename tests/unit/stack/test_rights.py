"""The means by which rights are derived from calls: they decide as IAM does, and miss nothing."""

from typing import Any

import pytest

from tests.support.rights import breaking, comparison, policy
from tests.support.rights.calls import Need, needs
from tests.support.rights.ledger import LEDGER, Ledger, family, named
from tests.support.rights.policy import Statement

KEYS = "dynamodb:LeadingKeys"
STATEMENT = Statement(
    "Allow",
    ("dynamodb:PutItem", "dynamodb:DeleteItem"),
    ("Table",),
    (("ForAllValues:StringLike", KEYS, ("COMMENT#*", "DUE")),),
)
"""A statement as the template has them."""


def need(action: str = "PutItem", *keys: str, resource: str = "Table") -> Need:
    return Need(f"dynamodb:{action}", resource, {KEYS: keys} if keys else {})


@pytest.mark.parametrize(
    ("asked", "applies"),
    [
        (need("PutItem", "COMMENT#1"), True),
        (need("DeleteItem", "DUE"), True),
        (need("PutItem", "COMMENT#1", "COMMENT#2"), True),
        (need("PutItem", "COMMENT#1", "ARTICLE#2"), False),
        (need("PutItem", "COMMENTS#1"), False),
        (need("PutItem", "DUE#1"), False),
        (need("GetItem", "COMMENT#1"), False),
        (need("PutItem", "COMMENT#1", resource="Other"), False),
        # As IAM has it: an absent key is a set in which every value is as it should be.
        (need("PutItem"), True),
    ],
)
def test_a_statement_applies_to_what_is_wholly_within_it(asked: Need, applies: bool) -> None:
    assert policy.applies(STATEMENT, asked) is applies


@pytest.mark.parametrize(
    ("condition", "told", "holds"),
    [
        (("Null", "kms:X", ("false",)), {"kms:X": ("a",)}, True),
        (("Null", "kms:X", ("false",)), {}, False),
        (("Null", "kms:X", ("true",)), {}, True),
        (("StringEquals", "ses:FromAddress", ("a",)), {"ses:FromAddress": ("a",)}, True),
        (("StringEquals", "ses:FromAddress", ("a",)), {"ses:FromAddress": ("b",)}, False),
        (("StringEquals", "ses:FromAddress", ("a",)), {}, False),
    ],
)
def test_a_condition_holds_as_iam_says(
    condition: tuple[str, str, tuple[str, ...]], told: dict[str, tuple[str, ...]], holds: bool
) -> None:
    statement = STATEMENT._replace(conditions=(condition,))
    assert policy.applies(statement, Need("dynamodb:PutItem", "Table", told)) is holds


def test_an_operator_that_nobody_thought_about_is_no_yes() -> None:
    statement = STATEMENT._replace(conditions=(("StringNotLike", KEYS, ("a",)),))
    with pytest.raises(LookupError):
        policy.applies(statement, need())


def test_a_deny_is_stronger_than_an_allow() -> None:
    page, picture = (f"SiteBucket/{key}" for key in ("index.html", "media/a-960x640.webp"))
    assert policy.is_allowed("RenderPages", Need("s3:PutObject", page, {}))
    assert not policy.is_allowed("RenderPages", Need("s3:PutObject", picture, {}))


def test_each_queue_of_a_statement_is_a_right_of_its_own() -> None:
    ledger, action = Ledger(), "sqs:GetQueueAttributes"
    for queue in ("RenderDeadLetters", "MailDeadLetters"):
        ledger.add("Desk", Need(action, queue, {}))
    found = comparison.unneeded(ledger)
    assert f"Desk {action} MailDeadLetters" not in found
    assert f"Desk {action} UploadDeadLetters" in found


@pytest.mark.parametrize(
    ("service", "operation", "asked", "needed"),
    [
        (
            *("dynamodb", "TransactWriteItems"),
            {
                "TransactItems": [
                    {"Put": {"TableName": "t", "Item": {"pk": {"S": "A#1"}}}},
                    {"Delete": {"TableName": "t", "Key": {"pk": {"S": "B"}}}},
                    {"Update": {"TableName": "t", "Key": {"pk": {"S": "C"}}}},
                    {"ConditionCheck": {"TableName": "t", "Key": {"pk": {"S": "D"}}}},
                ]
            },
            ["PutItem A#1", "DeleteItem B", "UpdateItem C", "ConditionCheckItem D"],
        ),
        (
            *("dynamodb", "BatchGetItem"),
            {"RequestItems": {"t": {"Keys": [{"pk": {"S": "A#1"}}, {"pk": {"S": "B"}}]}}},
            ["BatchGetItem A#1 B"],
        ),
        (
            *("dynamodb", "Query"),
            {"TableName": "t", "ExpressionAttributeValues": {":pk": {"S": "A#1"}}},
            ["Query A#1"],
        ),
        ("dynamodb", "Scan", {"TableName": "t"}, ["Scan"]),
    ],
)
def test_a_call_of_the_table_needs_each_of_its_actions_with_its_keys(
    service: str, operation: str, asked: dict[str, Any], needed: list[str]
) -> None:
    found = needs(service, operation, asked)
    told = [" ".join([n.action.partition(":")[2], *n.conditions.get(KEYS, ())]) for n in found]
    assert told == needed


def test_a_call_that_nobody_thought_about_is_an_error() -> None:
    with pytest.raises(LookupError):
        list(needs("dynamodb", "Nonsense", {}))
    with pytest.raises(LookupError):
        list(needs("kms", "ScheduleKeyDeletion", {"KeyId": "k"}))


def test_copies_need_both_ends() -> None:
    asked = {"Bucket": "to", "Key": "b", "CopySource": {"Bucket": "from", "Key": "a"}}
    found = [(n.action, n.resource) for n in needs("s3", "CopyObject", asked)]
    assert found == [("s3:GetObject", "from/a"), ("s3:PutObject", "to/b")]


def test_resources_are_told_by_what_the_environment_says_of_them() -> None:
    variables = {"TABLE_NAME": "x", "SITE_BUCKET": "x", "MEDIA_BUCKET": "y"}
    page = named("RenderPages", Need("s3:PutObject", "x/index.html", {}), variables)
    picture = named("RenderPages", Need("s3:GetObject", "y/pictures/a", {}), variables)
    assert (page.resource, picture.resource) == ("SiteBucket/index.html", "MediaBucket/pictures/a")
    assert named("RenderPages", need(resource="x"), variables).resource == "Table"


def test_a_family_is_what_keys_of_a_kind_have_in_common() -> None:
    assert [family(key) for key in ("ARTICLE#1", "LISTING#tag#ports", "DUE")] == [
        *("ARTICLE#", "LISTING#"),
        "DUE",
    ]


def test_a_right_that_nobody_needed_is_named() -> None:
    ledger = Ledger()
    missing = comparison.unneeded(ledger)
    assert "PublishDue dynamodb:UpdateItem Table LISTINGS#*" in missing
    ledger.add("PublishDue", need("UpdateItem", "LISTINGS#tag"))
    assert "PublishDue dynamodb:UpdateItem Table LISTINGS#*" not in comparison.unneeded(ledger)
    # What Lambda itself does is needed whether a test saw it or not.
    assert not [line for line in missing if "logs:" in line or "GetRecords" in line]


def test_one_right_less_is_missed() -> None:
    update = need("UpdateItem", "LISTINGS#tag")
    (counting,) = [
        statement
        for function, statement, action in breaking.without_one()
        if (function, action) == ("PublishDue", "dynamodb:UpdateItem")
    ]
    assert policy.is_allowed("PublishDue", update)
    without = (counting, "dynamodb:UpdateItem")
    assert not policy.is_allowed("PublishDue", update, without=without)


def test_a_function_on_mocks_is_refused_what_its_role_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.support.api import Api  # noqa: PLC0415 - mocks of AWS are made only here
    from tests.support.lambdas import stack_on_moto  # noqa: PLC0415

    allowed = policy.is_allowed
    monkeypatch.setattr(
        policy,
        "is_allowed",
        lambda function, need: need.action != "dynamodb:UpdateItem" and allowed(function, need),
    )
    monkeypatch.setattr(LEDGER, "refused", set())
    with stack_on_moto(monkeypatch) as stack:
        sent = {"title": "A", "body": "B.", "section": "News", "byline": [{"name": "Ann"}]}
        reply = Api(stack)(
            "POST", "/api/v1/articles", by="edith", json_body=sent | {"status": "published"}
        )
        assert reply.status == 500
        assert (
            "EditPublication's role does not allow dynamodb:UpdateItem" in stack.output.getvalue()
        )
