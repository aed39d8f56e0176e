"""The roles of `template.yaml`, and IAM's way of deciding by them.

Resources are told by their logical ids, as the template knows them: `Table`, `SiteBucket/*`.
Source: IAM User Guide, policy evaluation logic, and condition operators for sets of values.
"""

import fnmatch
import functools
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from local import template
from tests.support.rights.calls import Need

MAIL_FROM = "the newsroom's address"
"""Stands for the parameter of that name, whatever a stack was given."""


WITHOUT = "BROADSHEET_WITHOUT_RIGHT"


class Statement(NamedTuple):
    """A statement of a role's policy, with everything in lists."""

    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Operator, condition key, values."""


@functools.cache
def loaded() -> Mapping[str, Any]:
    """The template; not to be changed."""
    return template.load()


@functools.cache
def statements(function: str) -> tuple[Statement, ...]:
    """What the role of a function says. `function` is its logical id."""
    resources = loaded()["Resources"]
    role = resources[function]["Properties"]["Role"]["Fn::GetAtt"][0]
    documents = [p["PolicyDocument"] for p in resources[role]["Properties"]["Policies"]]
    documents += [
        other["Properties"]["PolicyDocument"]
        for other in resources.values()
        if {"Ref": role} in other["Properties"].get("Roles", [])
    ]
    found = (_statement(s) for document in documents for s in document["Statement"])
    return tuple(_broken(function, s) for s in found)


def _broken(function: str, statement: Statement) -> Statement:
    """Without the one right that a run of the tests is told to do without: see `breaking`."""
    named, _, action = os.environ.get(WITHOUT, "").partition(" ")
    if named == f"{function}:{','.join(statement.resources)}":
        return statement._replace(actions=tuple(a for a in statement.actions if a != action))
    return statement


def _statement(written: Mapping[str, Any]) -> Statement:
    return Statement(
        effect=written["Effect"],
        actions=_listed(written["Action"]),
        resources=tuple(name_of(r) for r in _several(written["Resource"])),
        conditions=tuple(
            (operator, key, tuple(name_of(v) for v in _several(values)))
            for operator, keys in written.get("Condition", {}).items()
            for key, values in keys.items()
        ),
    )


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(_several(value))


def name_of(value: Any) -> str:
    """A resource or a value of a condition, by logical ids: `Table`, `Table/stream`."""
    if isinstance(value, str):
        return value
    if "Fn::GetAtt" in value:
        name, attribute = value["Fn::GetAtt"]
        return f"{name}/stream" if attribute == "StreamArn" else str(name)
    if "Ref" in value:
        return MAIL_FROM if value["Ref"] == "MailFrom" else str(value["Ref"])
    text = re.sub(r"\$\{(\w+)\.Arn\}", r"\1", value["Fn::Sub"])
    return re.sub(r"\$\{\w+\}", "/*", text.rpartition(":")[2]) if text.startswith("arn:") else text


def is_allowed(function: str, need: Need, without: tuple[Statement, str] | None = None) -> bool:
    """Whether the role of a function allows what a call needs.

    `without` is a statement and one of its actions that are to be thought away.
    """
    matching = [s for s in statements(function) if (s, need.action) != without]
    matching = [s for s in matching if applies(s, need)]
    return bool(matching) and all(s.effect == "Allow" for s in matching)


def applies(statement: Statement, need: Need) -> bool:
    """Whether a statement speaks of what a call needs."""
    return (
        need.action in statement.actions
        and any(_is_like(need.resource, resource) for resource in statement.resources)
        and all(_holds(*condition, need.conditions) for condition in statement.conditions)
    )


def spoken_of(function: str, need: Need) -> set[str]:
    """The resources, as the statements name them, among which a call's own is.

    A statement on five queues is five rights, each of which somebody has to need.
    """
    found = (s.resources for s in statements(function) if applies(s, need))
    return {one for resources in found for one in resources if _is_like(need.resource, one)}


def _is_like(value: str, pattern: str) -> bool:
    # Like IAM's: `*` and `?` alone are special.
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


def _holds(
    operator: str, key: str, values: Sequence[str], told: Mapping[str, tuple[str, ...]]
) -> bool:
    found = told.get(key)
    match operator:
        case "Null":
            return (found is None) == (values[0] == "true")
        case "ForAllValues:StringLike":
            # True for a call that tells nothing: none of the allowed actions is such a call.
            return all(any(_is_like(one, v) for v in values) for one in found or ())
        case "StringEquals":
            return found is not None and found[0] in values
    raise LookupError(f"{operator} is not known here")


def properties(function: str) -> Mapping[str, Any]:
    """What the template says of a function."""
    found: Mapping[str, Any] = loaded()["Resources"][function]["Properties"]
    return found


def log_group(function: str) -> str:
    """The logical id of the log group that Lambda writes to unless told otherwise: of its name."""
    name = {"Fn::Sub": f"/aws/lambda/{properties(function)['FunctionName']['Fn::Sub']}"}
    groups = ((n, r) for n, r in loaded()["Resources"].items() if n.endswith("Log"))
    (found,) = (n for n, r in groups if r["Properties"]["LogGroupName"] == name)
    return str(found)


def functions() -> Iterator[str]:
    """The logical ids of all functions."""
    resources = loaded()["Resources"]
    return (n for n, r in resources.items() if r["Type"] == "AWS::Serverless::Function")


@functools.cache
def logical_ids() -> Mapping[str, str]:
    """The logical id of each function by the name of its folder."""
    return {folder.name: name for name, folder in template.functions(dict(loaded())).items()}


@functools.cache
def told_by_variables(function: str) -> Mapping[str, str]:
    """The logical id of the resource that each environment variable of a function names."""
    shared = loaded()["Globals"]["Function"]["Environment"]["Variables"]
    variables = {**shared, **properties(function).get("Environment", {}).get("Variables", {})}
    named = {
        name: name_of(value)
        for name, value in variables.items()
        if isinstance(value, dict) and ("Ref" in value or "Fn::GetAtt" in value)
    }
    return {name: value for name, value in named.items() if value in loaded()["Resources"]}


_KINDS = {
    "dynamodb": "Table",
    "s3": "Bucket",
    "sqs": "Queue",
    "kms": "Key",
    "secretsmanager": "Secret",
    "cognito-idp": "UserPool",
}


def is_of(action: str, logical: str) -> bool:
    """Whether a resource is of the kind that an action is done to."""
    kind: str = loaded()["Resources"][logical]["Type"]
    return kind.rpartition("::")[2] == _KINDS.get(action.partition(":")[0])
