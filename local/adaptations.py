"""What MiniStack cannot take of the template, in one place, each with what checks it instead.

A test compares the template as transformed with the template as MiniStack gets it: a difference
that is not told here, or whose check is not there, fails (`tests/unit/stack/test_adaptations.py`).
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from operate.roll_back import ALIAS

Resource = dict[str, Any]
Resources = dict[str, Resource]

_CONFIG = "Distribution/Properties/DistributionConfig"


class Adaptation(NamedTuple):
    """A part of the transformed template that is dropped or changed for MiniStack."""

    apply: Callable[[Resources, int], None]
    """Changes the resources; the number is the port of the API's gateway."""
    lost: tuple[str, ...]
    """What is then not there any more, or other than on AWS: paths, with `*` for any part."""
    added: tuple[str, ...]
    """What stands in its place."""
    why: str
    checks: tuple[str, ...]
    """Tests that look at what is lost: a file below `tests/unit/`, and one of its functions.

    `make lint-template` looks at every resource, by CloudFormation's own schemas, and is named
    where that is all there is.
    """


class Untried(NamedTuple):
    """A condition of the template that is never so on one machine, with all that hangs on it."""

    why: str
    checks: tuple[str, ...]


def _routes_as_resources(resources: Resources, _port: int) -> None:
    """MiniStack ignores an HTTP API's `Body`: its routes become resources of their own."""
    properties = resources["Api"]["Properties"]
    body = properties.pop("Body")
    properties |= {"Name": "broadsheet", "ProtocolType": "HTTP"}
    for name, scheme in body["components"]["securitySchemes"].items():
        resources[f"Api{name}"] = _authorizer(name, scheme["x-amazon-apigateway-authorizer"])
    for path, method, operation in _operations(body["paths"]):
        key = "$default" if operation.get("isDefaultRoute") else f"{method.upper()} {path}"
        uri = operation["x-amazon-apigateway-integration"]["uri"]
        alias = uri["Fn::Sub"].split("functions/${")[1].split("}")[0]
        function = alias.removesuffix(f"Alias{ALIAS}")
        resources.setdefault(f"Api{function}", _integration(uri))
        name = "ApiRoute" + "".join(filter(str.isalnum, key))
        resources[name] = _route(key, f"Api{function}", operation.get("security", []))


def _operations(paths: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in paths.items():
        for method, operation in methods.items():
            yield path, method, operation


def _authorizer(name: str, authorizer: dict[str, Any]) -> Resource:
    jwt = authorizer["jwtConfiguration"]
    properties = {
        "ApiId": {"Ref": "Api"},
        "Name": name,
        "AuthorizerType": "JWT",
        "IdentitySource": [authorizer["identitySource"]],
        "JwtConfiguration": {"Issuer": jwt["issuer"], "Audience": jwt["audience"]},
    }
    return {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": properties}


def _integration(uri: dict[str, str]) -> Resource:
    properties = {
        "ApiId": {"Ref": "Api"},
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": uri,
        "PayloadFormatVersion": "2.0",
    }
    return {"Type": "AWS::ApiGatewayV2::Integration", "Properties": properties}


def _route(key: str, integration: str, security: list[dict[str, Any]]) -> Resource:
    properties: dict[str, Any] = {
        "ApiId": {"Ref": "Api"},
        "RouteKey": key,
        "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration}]]},
    }
    if security:
        (authorizer,) = security[0]
        properties |= {"AuthorizationType": "JWT", "AuthorizerId": {"Ref": f"Api{authorizer}"}}
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}


def _origins_that_answer(resources: Resources, gateway_port: int) -> None:
    """MiniStack's CloudFront reaches an API only by its gateway's own address, and knows no
    origin groups: the first member serves, and `local.front` shows the page for what is missing.
    """
    config = resources["Distribution"]["Properties"]["DistributionConfig"]
    groups = {
        group["Id"]: group["Members"]["Items"][0]["OriginId"]
        for group in config.pop("OriginGroups")["Items"]
    }
    default = config["DefaultCacheBehavior"]
    default["TargetOriginId"] = groups.get(default["TargetOriginId"], default["TargetOriginId"])
    for origin in config["Origins"]:
        if origin["Id"] == "api":
            origin["DomainName"] = "127.0.0.1"
            origin["OriginPath"] = {"Fn::Sub": "/_aws/execute-api/${Api}/$default"}
            origin["CustomOriginConfig"] = {
                "OriginProtocolPolicy": "http-only",
                "HTTPPort": gateway_port,
            }
        if custom := origin.get("CustomOriginConfig"):
            # CloudFront fills in what is left out, and an update has to name it.
            custom |= {"HTTPPort": 80, "HTTPSPort": 443} | custom


def _all_at_once(resources: Resources, _port: int) -> None:
    """MiniStack has no CodeDeploy: an alias leads to its new version at once, the only one kept."""
    for name, resource in list(resources.items()):
        resource.pop("UpdatePolicy", None)
        if resource["Type"] == "AWS::Lambda::Version":
            resource.pop("DeletionPolicy")
        if resource["Type"].startswith("AWS::CodeDeploy::") or name == "CodeDeployServiceRole":
            del resources[name]


def _only_plain_alarms(resources: Resources, _port: int) -> None:
    """MiniStack refuses alarms that calculate."""
    for name, resource in list(resources.items()):
        if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]:
            del resources[name]


def _without_tls(resources: Resources, _port: int) -> None:
    """There is no TLS on one machine, and MiniStack enforces the buckets' demand for it."""
    for policy in ("SiteBucketPolicy", "MediaBucketPolicy"):
        document = resources[policy]["Properties"]["PolicyDocument"]
        document["Statement"] = [s for s in document["Statement"] if s["Effect"] != "Deny"]
        if not document["Statement"]:
            del resources[policy]


def _batches_by_name(resources: Resources, _port: int) -> None:
    """On AWS `sqs:SendMessage` allows SendMessageBatch; MiniStack takes that for another action."""
    for role in (r for r in resources.values() if r["Type"] == "AWS::IAM::Role"):
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                if isinstance(actions, list) and "sqs:SendMessage" in actions:
                    actions.append("sqs:SendMessageBatch")


def _without_services_own_conditions(resources: Resources, _port: int) -> None:
    """MiniStack tells no encryption context and no sender to the conditions of a policy, and so
    denies what they allow; nor which identity a mail is sent by.
    """
    for role in (r for r in resources.values() if r["Type"] == "AWS::IAM::Role"):
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if any(key.startswith(("kms:", "ses:")) for key in _keys_of(statement)):
                    del statement["Condition"]
                if statement["Action"] == ["ses:SendEmail"]:
                    statement["Resource"] = "*"


def _keys_of(statement: Resource) -> Iterator[str]:
    for keys in statement.get("Condition", {}).values():
        yield from keys


ADAPTATIONS = (
    Adaptation(
        _routes_as_resources,
        lost=("Api/Properties/Body",),
        added=("Api/Properties/Name", "Api/Properties/ProtocolType", "Api[A-Z]*"),
        why="ignores the `Body` of an HTTP API: routes, integrations and the authoriser become"
        " resources of their own",
        checks=(
            "stack/test_api_body.py::test_the_body_is_openapi",
            "stack/test_api_body.py::test_every_route_leads_to_its_function_and_no_other",
            "stack/test_api_body.py::test_a_route_asks_for_a_token_where_its_event_says_so",
        ),
    ),
    Adaptation(
        _origins_that_answer,
        lost=(
            f"{_CONFIG}/OriginGroups",
            f"{_CONFIG}/DefaultCacheBehavior/TargetOriginId",
            f"{_CONFIG}/Origins/api/DomainName",
            f"{_CONFIG}/Origins/api/CustomOriginConfig*",
        ),
        added=(
            f"{_CONFIG}/Origins/api/OriginPath",
            f"{_CONFIG}/Origins/api/CustomOriginConfig/*",
            f"{_CONFIG}/Origins/missing/CustomOriginConfig/HTTP*Port",
        ),
        why="answers 502 for an origin at `…amazonaws.com`, and has no origin groups: the origin of"
        " `/api/*` is the gateway itself, and the first member of a group serves",
        checks=(
            "stack/test_dropped.py::test_every_origin_that_is_asked_is_there",
            "stack/test_dropped.py::test_a_group_of_origins_is_as_cloudfront_takes_it",
            "stack/test_reached.py::test_tls_is_no_older_than_1_2_where_this_stack_decides",
        ),
    ),
    Adaptation(
        _all_at_once,
        lost=(
            "*/UpdatePolicy",
            "*Version*/DeletionPolicy",
            "*DeploymentGroup",
            "ServerlessDeploymentApplication",
            "CodeDeployServiceRole",
        ),
        added=(),
        why="has no CodeDeploy: an alias leads to its new version at once, and versions that"
        " nothing leads to are not kept",
        checks=(
            "stack/test_aliases.py::"
            "test_functions_behind_the_api_are_shifted_and_given_back_by_alarms",
            "stack/test_aliases.py::test_a_version_stays_when_the_next_one_is_published",
        ),
    ),
    Adaptation(
        _only_plain_alarms,
        lost=("*Alarm",),
        added=(),
        why="refuses alarms that calculate, so those on functions",
        checks=(
            "stack/test_dropped.py::test_an_alarm_is_as_cloudwatch_takes_it",
            "stack/test_alarms.py::"
            "test_an_alarm_that_calculates_rings_for_any_of_its_metrics_and_has_no_more_than_ten",
        ),
    ),
    Adaptation(
        _without_tls,
        lost=("SiteBucketPolicy/Properties/PolicyDocument/Statement", "MediaBucketPolicy"),
        added=(),
        why="enforces `aws:SecureTransport`, and has no TLS: a bucket policy's `Deny` is left out",
        checks=("stack/test_reached.py::test_a_bucket_is_not_reached_in_the_clear",),
    ),
    Adaptation(
        _batches_by_name,
        lost=(),
        added=("*Role/Properties/Policies/*/Action/sqs:SendMessageBatch",),
        why="takes `SendMessageBatch` for an IAM action of its own, which on AWS is allowed with"
        " `sqs:SendMessage`",
        checks=("stack/test_dropped.py::test_what_sends_may_send_in_batches",),
    ),
    Adaptation(
        _without_services_own_conditions,
        lost=(
            "*Role/Properties/Policies/*/Condition",
            "SendMailsRole/Properties/Policies/*/Resource",
        ),
        added=(),
        why="knows neither `kms:EncryptionContext:…` nor `ses:FromAddress` in the conditions of a"
        " policy, nor the identity that a mail is sent by, and denies what they allow",
        checks=(
            "stack/test_dropped.py::test_a_key_is_used_for_what_it_was_given_for",
            "stack/test_dropped.py::test_mail_is_sent_under_no_other_name",
            "stack/test_template_roles.py::"
            "test_who_seals_an_address_cannot_open_it_and_who_opens_it_has_no_key_of_a_hash",
        ),
    ),
)
"""In the order in which they are made."""


_LINT = "make lint-template"
UNTRIED = {
    "HasDomain": Untried(
        "there is no certificate",
        (_LINT, "stack/test_reached.py::test_tls_is_no_older_than_1_2_where_this_stack_decides"),
    ),
    "HasAccessLog": Untried(
        "the front logs what it is asked",
        (
            _LINT,
            "stack/test_reached.py::"
            "test_a_firewall_and_a_log_of_the_edge_are_there_only_where_they_were_asked_for",
        ),
    ),
    "HasBackup": Untried(
        "there is no other place, and MiniStack knows no selection of what is backed up",
        (
            _LINT,
            "stack/test_backups.py::"
            "test_what_nothing_could_make_again_is_backed_up_and_nothing_is_kept_longer_than_it",
            "stack/test_dropped.py::test_a_plan_of_backups_is_as_aws_backup_takes_it",
        ),
    ),
    "HasReplica": Untried(
        "MiniStack copies nothing to another region, and has no origin groups",
        (
            _LINT,
            "stack/test_edge.py::"
            "test_the_other_region_stands_in_the_place_of_the_page_for_what_is_missing",
            "stack/test_edge.py::test_deletions_are_copied_to_the_other_region_too",
        ),
    ),
    "HasThreatProtection": Untried(
        "MiniStack knows no stolen passwords",
        (
            _LINT,
            "stack/test_template.py::"
            "test_what_costs_money_by_the_person_is_off_until_somebody_asks_for_it",
        ),
    ),
    "IsWhereTheEdgeReports": Untried(
        "the local region is another",
        (
            _LINT,
            "stack/test_alarms.py::test_errors_at_the_edge_are_heard_of_where_cloudfront_reports",
        ),
    ),
    "ReservesConcurrency": Untried("caps are off unless asked for", (_LINT,)),
    "HasAlarmEmail": Untried("nobody would read it", (_LINT,)),
    "HasSpamService": Untried(
        "no word of a reader leaves the machine",
        (_LINT, "comments/test_spam_service.py::test_the_real_service_is_asked_over_tls"),
    ),
    "IsProtected": Untried("what is here may be reset", (_LINT,)),
    "IsHttps": Untried(
        "there is no certificate",
        (
            _LINT,
            "stack/test_reached.py::test_every_answer_says_for_a_year_that_the_site_is_asked_over_tls",
            "stack/test_reached.py::test_only_what_people_look_at_leads_on_from_http",
        ),
    ),
}
"""By the condition's name."""
