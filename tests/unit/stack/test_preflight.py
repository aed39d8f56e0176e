"""Before a deployment everything is looked at, and all that is wrong is named at once."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from operate import template
from operate.preflight import preflight
from operate.samconfig import Environment

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/1"
Answer = Callable[..., Any] | Any


def refused(code: str, message: str = "no") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Call")


class Account:
    """An account in which nothing is wrong, but for `answers`: what AWS says to a call."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = {**GOOD, **answers}
        self.regions: dict[str, str] = {}

    def __call__(self, service: str, region_name: str = "") -> Any:
        self.regions[service] = region_name
        names = ("ResourceNotFoundException", "NotFoundException", "ParameterNotFound")
        errors = {name: type(name, (Exception,), {}) for name in names}

        def asked(operation: str, **given: Any) -> Any:
            answer = self.answers[f"{service}.{operation}"]
            if isinstance(answer, str):
                raise errors[answer]
            if isinstance(answer, Exception):
                raise answer
            return answer(given) if callable(answer) else answer

        class Client(SimpleNamespace):
            def __getattr__(self, operation: str) -> Any:
                return lambda **given: asked(operation, **given)

            def get_paginator(self, operation: str) -> Any:
                return SimpleNamespace(paginate=lambda **given: [asked(operation, **given)])

        return Client(exceptions=SimpleNamespace(**errors))


GOOD: dict[str, Answer] = {
    "sts.get_caller_identity": {},
    "cloudformation.describe_stacks": refused("ValidationError", "Stack paper does not exist"),
    "cloudformation.list_stacks": {"StackSummaries": []},
    "lambda.get_account_settings": {
        "AccountLimit": {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": 1000}
    },
    "acm.describe_certificate": {
        "Certificate": {"Status": "ISSUED", "SubjectAlternativeNames": ["*.example.org"]}
    },
    "cloudfront.list_distributions": {"DistributionList": {}},
    "cloudfront.list_cache_policies": {"CachePolicyList": {"Quantity": 18}},
    "cloudfront.list_response_headers_policies": {"ResponseHeadersPolicyList": {"Quantity": 19}},
    "sesv2.get_email_identity": {"VerifiedForSendingStatus": True},
    "sesv2.get_account": {"ProductionAccessEnabled": True, "SendingEnabled": True},
    "ssm.get_parameter": {"Parameter": {"Type": "SecureString"}},
    "s3.head_bucket": {},
}
WHOLE = {
    "Domain": "news.example.org",
    "CertificateArn": ARN,
    "MailFrom": "desk@example.org",
    "SpamServiceKeyParameter": "/paper/akismet",
    "ReserveConcurrency": "on",
}


def found(
    answers: Mapping[str, Answer] | None = None, bucket: str | None = None, **parameters: str
) -> list[tuple[bool, str]]:
    """Whether each finding stops, and its words."""
    place = Environment("default", "paper", "eu-west-1", None, WHOLE | parameters, bucket)
    return [(one.stops, one.what) for one in preflight(place, Account(answers or {})).findings]


def test_where_nothing_is_wrong_nothing_is_said() -> None:
    assert found() == []
    assert found(bucket="artifacts") == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MailForm", "desk@example.org", "the template has no parameter MailForm"),
        ("Colour", "red", "the template has no parameter Colour"),
        ("RetentionDays", "8", "RetentionDays cannot be '8'"),
        ("RetentionDays", "", "RetentionDays cannot be ''"),
        ("LogLevel", "info", "LogLevel cannot be 'info'"),
        ("SiteUrl", "news.example.org", "SiteUrl cannot be 'news.example.org'"),
        ("AlarmEmail", "desk", "AlarmEmail cannot be 'desk'"),
        ("MachineScopes", "articles:write articles:publish", "MachineScopes cannot be"),
    ],
)
def test_a_parameter_that_cannot_be_is_named_before_anything_is_deployed(
    name: str, value: str, said: str
) -> None:
    ((stops, what),) = found(None, None, **{name: value})
    assert stops
    assert what.startswith(said)


def test_a_parameter_that_is_nearly_right_is_told_which_may_be_meant() -> None:
    place = Environment("staging", "paper", "eu-west-1", None, {"MailForm": "a@b.c"}, None)
    (finding,) = preflight(place, Account({})).findings
    assert finding.remedy == "in parameter_overrides of staging, MailFrom may be meant"


def limits(most: int, free: int) -> dict[str, Answer]:
    told = {"ConcurrentExecutions": most, "UnreservedConcurrentExecutions": free}
    return {"lambda.get_account_settings": {"AccountLimit": told}}


def test_a_new_account_cannot_reserve_and_is_told_that_it_can_do_little() -> None:
    assert template.reserved() == 103
    ((stops, what),) = found(limits(10, 10))
    assert stops
    assert "reserves 103 copies of functions; of 10" in what
    assert found(limits(1000, 203)) == []
    assert [stops for stops, _ in found(limits(1000, 202))] == [True]
    ((stops, what),) = found(limits(10, 10), ReserveConcurrency="off")
    assert (stops, "may run 10 copies" in what) == (False, True)


def test_what_this_stack_reserved_already_is_not_counted_against_it() -> None:
    stack = standing("UPDATE_COMPLETE", ReserveConcurrency="on")
    assert found({**limits(1000, 110), **stack}) == []


def standing(status: str, **parameters: str) -> dict[str, Answer]:
    told = [{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()]
    stack = {"StackStatus": status, "Parameters": told, "Outputs": []}
    empty: Answer = {"StackResourceSummaries": []}
    return {
        "cloudformation.describe_stacks": {"Stacks": [stack]},
        "cloudformation.list_stack_resources": empty,
    }


def certificate(status: str, *names: str) -> dict[str, Answer]:
    told = {"Status": status, "DomainName": names[0], "SubjectAlternativeNames": list(names)}
    return {"acm.describe_certificate": {"Certificate": told}}


STOPS = [
    ({}, {"SiteTimeZone": "Europe/Instanbul"}, "no 'Europe/Instanbul' among the IANA time zones"),
    ({}, {"CertificateArn": ""}, "need each other"),
    ({}, {"CertificateArn": ARN.replace("us-east-1", "eu-west-1")}, "not of us-east-1"),
    ({"acm.describe_certificate": "ResourceNotFoundException"}, {}, "there is no certificate"),
    (certificate("PENDING_VALIDATION", "news.example.org"), {}, "PENDING_VALIDATION"),
    (certificate("ISSUED", "example.org", "www.example.org"), {}, "not for news.example.org"),
    (certificate("ISSUED", "*.example.org"), {"Domain": "a.b.example.org"}, "not for a.b.example"),
    (
        {
            "cloudfront.list_distributions": {
                "DistributionList": {
                    "Items": [{"Id": "E1", "Aliases": {"Items": ["news.example.org"]}}]
                }
            }
        },
        {},
        "an alias of distribution E1",
    ),
    (standing("ROLLBACK_COMPLETE"), {"ReserveConcurrency": "off"}, "first deployment failed"),
    (standing("UPDATE_ROLLBACK_FAILED"), {}, "UPDATE_ROLLBACK_FAILED"),
    (standing("UPDATE_IN_PROGRESS"), {}, "changed by somebody else"),
    (
        {
            "cloudformation.list_stacks": {
                "StackSummaries": [
                    {"StackName": "aws-sam-cli-managed-default", "StackStatus": "CREATE_FAILED"}
                ]
            }
        },
        {},
        "SAM's own stack",
    ),
]


@pytest.mark.parametrize(("answers", "parameters", "words"), STOPS, ids=[s[2] for s in STOPS])
def test_what_a_deployment_would_fail_of_stops_it(
    answers: dict[str, Answer], parameters: dict[str, str], words: str
) -> None:
    ((stops, what),) = found(answers, **parameters)
    assert stops
    assert words in what


SANDBOX: dict[str, Answer] = {"sesv2.get_account": {"ProductionAccessEnabled": False}}
MINDS: list[tuple[dict[str, Answer], str]] = [
    ({"sesv2.get_email_identity": "NotFoundException"}, "has not verified desk@example.org"),
    ({"sesv2.get_email_identity": {"VerifiedForSendingStatus": False}}, "has not verified"),
    (SANDBOX, "in its sandbox"),
    (
        {"sesv2.get_account": {"ProductionAccessEnabled": True, "SendingEnabled": False}},
        "stopped this account's mails",
    ),
    ({"ssm.get_parameter": "ParameterNotFound"}, "no parameter /paper/akismet"),
    ({"ssm.get_parameter": {"Parameter": {"Type": "String"}}}, "readable by many"),
    ({"cloudfront.list_cache_policies": {"CachePolicyList": {"Quantity": 19}}}, "cache policies"),
    ({"sesv2.get_account": refused("AccessDenied")}, "could not be looked at"),
]


@pytest.mark.parametrize(("answers", "words"), MINDS, ids=[m[1] for m in MINDS])
def test_what_would_make_a_site_of_less_use_is_said_and_does_not_stop_it(
    answers: dict[str, Answer], words: str
) -> None:
    ((stops, what),) = found(answers)
    assert not stops
    assert words in what


def test_a_bucket_that_is_not_ones_own_stops_it() -> None:
    ((stops, what),) = found({"s3.head_bucket": refused("403")}, bucket="artifacts")
    assert (stops, what) == (True, "bucket artifacts: 403")


def test_everything_that_is_wrong_is_named_at_once_what_stops_first() -> None:
    place = Environment("default", "paper", "eu-west-1", None, WHOLE, None)
    answers = {**limits(10, 10), **SANDBOX, **certificate("FAILED", "other.example")}
    report = preflight(place, Account(answers))
    lines = list(report.lines())
    assert report.stops
    assert [line[:4] for line in lines] == ["STOP", "STOP", "STOP", "mind"]
    assert all("\n      " in line for line in lines), "each with what to do"


def test_certificates_are_looked_for_where_cloudfront_looks() -> None:
    place = Environment("default", "paper", "eu-west-1", None, WHOLE, None)
    account = Account({})
    preflight(place, account)
    assert account.regions["acm"] == "us-east-1"


def test_without_credentials_that_is_all_there_is_to_say() -> None:
    ((stops, what),) = found({"sts.get_caller_identity": NoCredentialsError()})
    assert stops
    assert "nobody is signed in" in what
