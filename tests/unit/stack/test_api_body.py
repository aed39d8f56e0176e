"""The OpenAPI body that the transform makes of the routes, which no local cloud reads."""

import functools
import re
from collections.abc import Iterator
from typing import Any

from openapi_spec_validator import validate

from local import template
from operate.roll_back import ALIAS
from tests.unit.stack.test_adaptations import CODE

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


@functools.cache
def resources() -> dict[str, Any]:
    found: dict[str, Any] = template.transformed(CODE)["Resources"]
    return found


def body() -> dict[str, Any]:
    found: dict[str, Any] = resources()["Api"]["Properties"]["Body"]
    return found


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Route keys, and what the body says of each."""
    for path, item in body()["paths"].items():
        for method, operation in item.items():
            default = operation.get("isDefaultRoute")
            assert default or method in METHODS
            yield "$default" if default else f"{method.upper()} {path}", operation


def routed() -> dict[str, tuple[str, str]]:
    """Route keys of the template's events: their function, and who may come in."""
    loaded = template.load()["Resources"]
    return {
        f"{asked['Method']} {asked['Path']}" if "Path" in asked else "$default": (
            name,
            asked.get("Auth", {}).get("Authorizer", ""),
        )
        for name in template.functions({"Resources": loaded})
        for event in loaded[name]["Properties"]["Events"].values()
        if event["Type"] == "HttpApi"
        for asked in [event["Properties"]]
    }


def plain(value: Any) -> Any:
    """Without CloudFormation's own functions, which OpenAPI knows nothing of."""
    if isinstance(value, dict):
        if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
            return "x"
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def test_the_body_is_openapi() -> None:
    document = plain(body())
    # AWS's own way of marking the route for everything else is no path of OpenAPI.
    default = document["paths"].pop("/$default")
    assert default.keys() == {"x-amazon-apigateway-any-method"}
    for item in document["paths"].values():
        for operation in item.values():
            # API Gateway asks for no answers, and takes what is in a path as it is.
            operation["responses"]["default"] = {"description": "any"}
            for parameter in operation.get("parameters", []):
                parameter.setdefault("schema", {"type": "string"})
    # AWS's marks say who may come in, which is looked at below; OpenAPI asks for more of an oauth2.
    for name in document["components"]["securitySchemes"]:
        document["components"]["securitySchemes"][name] = {"type": "http", "scheme": "bearer"}
    for path in document["paths"]:
        assert path.startswith(("/api/v1/", "/desk/"))
        for operation in document["paths"][path].values():
            told = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            assert told == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    validate(document)


def of_alias(name: str) -> str:
    """The function that an alias, by its logical id, leads to a release of."""
    function = name.removesuffix(f"Alias{ALIAS}")
    assert function != name
    return function


def test_every_route_leads_to_its_function_and_no_other() -> None:
    found = {}
    for key, operation in operations():
        integration = operation["x-amazon-apigateway-integration"]
        assert (integration["type"], integration["httpMethod"]) == ("aws_proxy", "POST")
        assert integration["payloadFormatVersion"] == "2.0"
        uri = integration["uri"]["Fn::Sub"]
        found[key] = of_alias(uri.split("functions/${")[1].split("}")[0])
        assert uri.endswith("/invocations")
    assert found == {key: function for key, (function, _) in routed().items()}


def test_a_route_asks_for_a_token_where_its_event_says_so() -> None:
    asked = {key: [list(one) for one in o.get("security", [])] for key, o in operations()}
    assert asked == {key: [[who]] if who else [] for key, (_, who) in routed().items()}
    (scheme,) = body()["components"]["securitySchemes"].items()
    name, authorizer = scheme[0], scheme[1]["x-amazon-apigateway-authorizer"]
    written = template.load()["Resources"]["Api"]["Properties"]["Auth"]["Authorizers"][name]
    assert authorizer["type"] == "jwt"
    assert authorizer["identitySource"] == written["IdentitySource"]
    assert authorizer["jwtConfiguration"] == written["JwtConfiguration"]


def test_the_gateway_may_call_a_function_by_its_own_routes_alone() -> None:
    allowed: dict[str, set[str]] = {}
    for one in resources().values():
        told = one["Properties"]
        if one["Type"] == "AWS::Lambda::Permission" and "apigateway" in told["Principal"]:
            arn, _ = told["SourceArn"]["Fn::Sub"]
            where = arn.removeprefix(_STAGE)
            assert where != arn
            allowed.setdefault(of_alias(told["FunctionName"]["Ref"]), set()).add(where)
    wanted: dict[str, set[str]] = {}
    for key, (function, _) in routed().items():
        route = "*" if key == "$default" else re.sub(r"\{\w+\+?\}", "*", key.replace(" ", ""))
        wanted.setdefault(function, set()).add(route)
    assert allowed == wanted


_STAGE = (
    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/"
)
