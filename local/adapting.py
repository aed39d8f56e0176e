"""How the transformed template is changed for MiniStack, one step each; `adaptations` says why.

A step changes the resources; the number is the port of the API's gateway.
"""

from collections.abc import Iterator
from typing import Any

from operate.roll_back import ALIAS

Resource = dict[str, Any]
Resources = dict[str, Resource]


def routes_as_resources(resources: Resources, _port: int) -> None:
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


def origins_that_answer(resources: Resources, gateway_port: int) -> None:
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


def all_at_once(resources: Resources, _port: int) -> None:
    """MiniStack has no CodeDeploy: an alias leads to its new version at once, the only one kept."""
    for name, resource in list(resources.items()):
        resource.pop("UpdatePolicy", None)
        if resource["Type"] == "AWS::Lambda::Version":
            resource.pop("DeletionPolicy")
        if resource["Type"].startswith("AWS::CodeDeploy::") or name == "CodeDeployServiceRole":
            del resources[name]


def only_plain_alarms(resources: Resources, _port: int) -> None:
    """MiniStack refuses alarms that calculate."""
    for name, resource in list(resources.items()):
        if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]:
            del resources[name]


def without_tls(resources: Resources, _port: int) -> None:
    """There is no TLS on one machine, and MiniStack enforces the buckets' demand for it."""
    for policy in ("SiteBucketPolicy", "MediaBucketPolicy"):
        document = resources[policy]["Properties"]["PolicyDocument"]
        document["Statement"] = [s for s in document["Statement"] if s["Effect"] != "Deny"]
        if not document["Statement"]:
            del resources[policy]


def batches_by_name(resources: Resources, _port: int) -> None:
    """On AWS `sqs:SendMessage` allows SendMessageBatch; MiniStack takes that for another action."""
    for role in (r for r in resources.values() if r["Type"] == "AWS::IAM::Role"):
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                if isinstance(actions, list) and "sqs:SendMessage" in actions:
                    actions.append("sqs:SendMessageBatch")


def without_services_own_conditions(resources: Resources, _port: int) -> None:
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
