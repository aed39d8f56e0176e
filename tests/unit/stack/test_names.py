"""Names that stacks, or regions, of one account would take from each other."""

from typing import Any

from tests.support.template import template

GLOBAL = {
    "AWS::CloudFront::CachePolicy": "CachePolicyConfig.Name",
    "AWS::CloudFront::Function": "Name",
    "AWS::CloudFront::KeyValueStore": "Name",
    "AWS::CloudFront::OriginAccessControl": "OriginAccessControlConfig.Name",
    "AWS::CloudFront::OriginRequestPolicy": "OriginRequestPolicyConfig.Name",
    "AWS::CloudFront::ResponseHeadersPolicy": "ResponseHeadersPolicyConfig.Name",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::S3::Bucket": "BucketName",
}
"""Kinds whose names are an account's (a bucket's: everybody's) in all of its regions."""
REGIONAL = {
    "AWS::Backup::BackupPlan": "BackupPlan.BackupPlanName",
    "AWS::Backup::BackupVault": "BackupVaultName",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CodeDeploy::Application": "ApplicationName",
    "AWS::CodeDeploy::DeploymentGroup": "DeploymentGroupName",
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::Cognito::UserPoolDomain": "Domain",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Rule": "Name",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SSM::Parameter": "Name",
    "AWS::Scheduler::Schedule": "Name",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::Serverless::LayerVersion": "LayerName",
}
"""Kinds whose names are an account's in one region."""
NAMELESS = {
    "AWS::ApiGateway::GatewayResponse",
    "AWS::Backup::BackupSelection",
    "AWS::CloudFront::Distribution",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Cognito::UserPoolResourceServer",
    "AWS::Cognito::UserPoolRiskConfigurationAttachment",
    "AWS::IAM::Policy",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::Serverless::Api",
    "AWS::Serverless::HttpApi",
}
"""Kinds without a name, or with one that is theirs within another resource."""
RESOURCES: dict[str, dict[str, Any]] = template()["Resources"]


def named(kinds: dict[str, str]) -> dict[str, str]:
    """The names that the template gives itself, by logical id; the others CloudFormation makes."""
    found = {}
    for logical, resource in RESOURCES.items():
        value: Any = resource.get("Properties", {})
        for step in kinds.get(resource["Type"], "").split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            found[logical] = str(value)
    return found


def test_it_is_known_of_every_kind_whose_its_names_are() -> None:
    kinds = {resource["Type"] for resource in RESOURCES.values()}
    assert kinds <= GLOBAL.keys() | REGIONAL.keys() | NAMELESS


def test_a_name_of_the_whole_account_has_stack_and_region_in_it() -> None:
    names = named(GLOBAL)
    assert len(names) >= 7
    for logical, name in names.items():
        assert "${AWS::StackName}" in name, logical
        assert "${AWS::Region}" in name, logical


def test_a_name_of_a_region_has_the_stack_in_it() -> None:
    names = named(REGIONAL)
    assert {"ApiLog", "EditPublication", "ReadApiLog"} <= names.keys()
    for logical, name in names.items():
        assert "AWS::StackName" in name or "AWS::StackId" in name or "Guid" in name, logical


def test_a_function_at_the_edge_has_a_name_that_cloudfront_takes() -> None:
    # 64 characters (CloudFront API Reference, CreateFunction; OriginAccessControlConfig).
    longest = "ap-southeast-1"
    for name in named(GLOBAL).values():
        given = name.replace("${AWS::StackName}", "s" * 30).replace("${AWS::Region}", longest)
        assert len(given) <= 64


def test_nothing_is_exported_under_a_name() -> None:
    assert not [name for name, output in template()["Outputs"].items() if "Export" in output]
