"""What MiniStack does not take or does not look at, by AWS's own descriptions: botocore's models,
and IAM's way of deciding. Where this stands in for: `local/adaptations.py`.
"""

from typing import Any

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator

from tests.support.rights import policy
from tests.support.rights.calls import Need
from tests.support.template_resources import FUNCTIONS, of_type, resources

CONFIG: dict[str, Any] = resources()["Distribution"]["Properties"]["DistributionConfig"]
ALARMS = of_type("AWS::CloudWatch::Alarm")


def faults(service: str, operation: str, member: str, value: Any) -> str:
    """What an AWS API would have against a value, in words; `member` is where in its input."""
    model = Session().get_service_model(service)
    shape: Any = model.operation_model(operation).input_shape
    for name in filter(None, member.split(".")):
        shape = shape.members[name]
    return str(ParamValidator().validate(value, shape).generate_report())


def resolved(value: Any, branch: int = 1) -> Any:
    """With a name in place of what CloudFormation fills in, and one branch of what it decides."""
    if isinstance(value, dict):
        if value.keys() == {"Fn::If"}:
            return resolved(value["Fn::If"][branch], branch)
        if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
            return "a-name"
        return {name: resolved(one, branch) for name, one in value.items()}
    return [resolved(one, branch) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_an_alarm_is_as_cloudwatch_takes_it(name: str) -> None:
    alarm = {"AlarmName": name, **resolved(ALARMS[name])}
    assert faults("cloudwatch", "PutMetricAlarm", "", alarm) == ""
    # Either one metric or several to calculate with (PutMetricAlarm).
    assert ("Metrics" in alarm) != ("MetricName" in alarm)


@pytest.mark.parametrize("branch", [1, 2])
def test_a_group_of_origins_is_as_cloudfront_takes_it(branch: int) -> None:
    groups = resolved(CONFIG["OriginGroups"], branch)
    at = "DistributionConfigWithTags.DistributionConfig.OriginGroups"
    assert faults("cloudfront", "CreateDistributionWithTags", at, groups) == ""
    # As is said of a member that is told twice, or not as a number (CloudFront API Reference).
    for group in groups["Items"]:
        assert group["FailoverCriteria"]["StatusCodes"]["Quantity"] == len(
            group["FailoverCriteria"]["StatusCodes"]["Items"]
        )
        members = [member["OriginId"] for member in group["Members"]["Items"]]
        assert group["Members"]["Quantity"] == len(members) == len(set(members)) == 2
    assert groups["Quantity"] == len(groups["Items"])


def test_every_origin_that_is_asked_is_there() -> None:
    origins = {origin["Id"]: origin for origin in CONFIG["Origins"]}
    groups = {group["Id"]: group for group in CONFIG["OriginGroups"]["Items"]}
    members = [m["OriginId"] for g in groups.values() for m in g["Members"]["Items"]]
    behaviors = [CONFIG["DefaultCacheBehavior"], *CONFIG["CacheBehaviors"]]
    asked = [behavior["TargetOriginId"] for behavior in behaviors]
    assert set(members) <= origins.keys()
    assert set(asked) <= origins.keys() | groups.keys()
    assert origins.keys() <= {*members, *asked}
    assert "${Api}.execute-api" in str(origins["api"]["DomainName"])
    assert "OriginPath" not in origins["api"]


def test_a_plan_of_backups_is_as_aws_backup_takes_it() -> None:
    (plan,) = of_type("AWS::Backup::BackupPlan").values()
    told = resolved(plan["BackupPlan"])
    # CloudFormation calls three members otherwise than the API does.
    rules = [
        {
            "TargetBackupVaultName" if name == "TargetBackupVault" else name: value
            for name, value in rule.items()
        }
        for rule in told["BackupPlanRule"]
    ]
    given = {"BackupPlanName": told["BackupPlanName"], "Rules": rules}
    assert faults("backup", "CreateBackupPlan", "BackupPlan", given) == ""
    (selection,) = of_type("AWS::Backup::BackupSelection").values()
    chosen = resolved(selection["BackupSelection"])
    assert faults("backup", "CreateBackupSelection", "BackupSelection", chosen) == ""


def test_what_sends_may_send_in_batches() -> None:
    # On AWS a batch needs the same action as a message (Service Authorization Reference, SQS).
    for name in FUNCTIONS:
        actions = {a for statement in policy.statements(name) for a in statement.actions}
        assert "sqs:SendMessageBatch" not in actions
    for name, queue in (("RouteChanges", "RenderQueue"), ("PlaceComments", "MailQueue")):
        assert policy.is_allowed(name, Need("sqs:SendMessage", queue, {}))


KEYS, SEALS = "kms:EncryptionContext:broadsheet", "kms:EncryptionContext:comment"
CONTEXTS: dict[str, dict[str, tuple[str, ...]]] = {
    "of a hash": {KEYS: ("day",)},
    "of a seal": {SEALS: ("id",)},
    "of neither": {},
    "of something else": {"kms:EncryptionContext:other": ("x",)},
}
ALLOWED = {
    ("SubmitComment", "kms:Decrypt", "of a hash"),
    ("SubmitComment", "kms:GenerateDataKeyWithoutPlaintext", "of a hash"),
    ("SubmitComment", "kms:Encrypt", "of a seal"),
    ("PrivacyRequests", "kms:Decrypt", "of a hash"),
    ("PrivacyRequests", "kms:GenerateDataKeyWithoutPlaintext", "of a hash"),
    ("SendMails", "kms:Decrypt", "of a seal"),
}
ACTIONS = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:CreateGrant",
    "kms:ReplicateKey",
)


def test_a_key_is_used_for_what_it_was_given_for() -> None:
    found = {
        (name, action, context)
        for name in FUNCTIONS
        for action in ACTIONS
        for context, told in CONTEXTS.items()
        if policy.is_allowed(name, Need(action, "PrivacyKey", told))
    }
    assert found == ALLOWED


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_mail_is_sent_under_no_other_name(name: str) -> None:
    def may_send(**conditions: str) -> bool:
        told = {f"ses:{key}": (value,) for key, value in conditions.items()}
        return policy.is_allowed(name, Need("ses:SendEmail", "identity/x", told))

    assert may_send(FromAddress=policy.MAIL_FROM) == (name == "SendMails")
    assert not may_send(FromAddress="somebody@else.example")
    assert not may_send()
