"""The AWS CLI as far as the documents use it, by botocore's own models of the services.

`python -m tests.support.aws_cli s3api list-buckets` calls. `understood` only looks if AWS knows
the service, the operation, each option and its form, and whether what is required is there. Of the
commands that the CLI has beside the services' operations: `wait`, `s3 rm|rb|sync`,
`cloudformation deploy`; `configure` is not among them.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.model import Shape
from botocore.session import Session
from botocore.validate import ParamValidator

_SESSION = Session()
_GLOBAL = {"--region", "--profile", "--query", "--output", "--cli-binary-format"}
_INTO_A_FILE = {("lambda", "invoke"): "Payload"}
"""What is streamed goes into a file, which is named last."""
_CALLED_OTHERWISE = {"s3api": "s3"}


class Misunderstood(Exception):
    """What AWS would not understand either."""


class Command(NamedTuple):
    """An operation of a service, or one of the CLI's own commands."""

    service: str
    operation: str
    parameters: dict[str, Any]
    options: dict[str, str]


def understood(arguments: Sequence[str]) -> Command:
    """The command in these words. Raises Misunderstood."""
    if len(arguments) < 2:
        raise Misunderstood("a service and an operation are needed")
    service, name, *rest = arguments
    file = rest.pop() if (service, name) in _INTO_A_FILE else ""
    given, options = _split(rest)
    if (service, name) in OWN or service == "s3":
        return Command(service, name, {"words": rest}, options)
    service = _CALLED_OTHERWISE.get(service, service)
    if service not in _SESSION.get_available_services():
        raise Misunderstood(f"there is no service {service}")
    if name == "wait":
        return _waiting(service, rest, options)
    return Command(service, name, _parameters(service, name, given), options | {"file": file})


def _waiting(service: str, rest: Sequence[str], options: dict[str, str]) -> Command:
    waiter = rest[0].replace("-", "_")
    waiters = {xform_name(n): n for n in _SESSION.get_waiter_model(service).waiter_names}
    if waiter not in waiters:
        raise Misunderstood(f"{service} waits for no {rest[0]}")
    operation = _SESSION.get_waiter_model(service).get_waiter(waiters[waiter]).operation
    given, _ = _split(rest[1:])
    dashed = xform_name(operation, "-")
    return Command(service, f"wait {waiter}", _parameters(service, dashed, given), options)


def _split(words: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    given: dict[str, list[str]] = {}
    options: dict[str, str] = {}
    left = list(words)
    while left:
        name = left.pop(0)
        values: list[str] = []
        while left and not left[0].startswith("--"):
            values.append(left.pop(0))
        if name in _GLOBAL:
            options[name] = values[0] if values else ""
        elif name.startswith("--"):
            given[name] = values
    return given, options


def _parameters(service: str, name: str, given: dict[str, list[str]]) -> dict[str, Any]:
    model = _SESSION.get_service_model(service)
    operations = {xform_name(one, "-"): one for one in model.operation_names}
    if name not in operations:
        raise Misunderstood(f"{service} has no {name}")
    shape = model.operation_model(operations[name]).input_shape
    known = shape.members.items() if shape else ()
    members = {f"--{xform_name(member, '-')}": (member, of) for member, of in known}
    parameters: dict[str, Any] = {}
    for option, values in given.items():
        positive = option.replace("--no-", "--", 1) if option not in members else option
        if positive not in members:
            raise Misunderstood(f"{service} {name} has no {option}")
        member, of = members[positive]
        parameters[member] = positive == option if of.type_name == "boolean" else _value(of, values)
    if shape:
        found = ParamValidator().validate(parameters, shape)
        # A variable of the shell stands for anything.
        if found.has_errors() and "$" not in str(parameters):
            raise Misunderstood(f"{service} {name}: {found.generate_report()}")
    return parameters


def _value(shape: Shape, values: list[str]) -> Any:
    text = " ".join(values)
    if text.startswith("file://"):
        text = Path(text.removeprefix("file://")).read_text("utf-8")
    if shape.type_name in ("structure", "list", "map"):
        if text[:1] in "[{":
            return json.loads(text)
        if shape.type_name == "list":
            return [_one(shape.member, value) for value in values]  # type: ignore[attr-defined]
        return _pairs(shape, text)
    return _one(shape, text)


def _one(shape: Shape, text: str) -> Any:
    if shape.type_name in ("structure", "map"):
        return _pairs(shape, text)
    if shape.type_name in ("integer", "long") and text.isdigit():
        return int(text)
    if shape.type_name in ("float", "double") and "$" not in text:
        return float(text)
    return text


def _pairs(shape: Shape, text: str) -> dict[str, Any]:
    """The CLI's shorthand: `Enabled=true,AttributeName=expires_at`."""
    members = getattr(shape, "members", {})
    found: dict[str, Any] = {}
    for pair in text.split(","):
        name, _, value = pair.partition("=")
        kind = members[name].type_name if name in members else "string"
        found[name] = value == "true" if kind == "boolean" else value
    return found


def _deploy(words: Sequence[str]) -> None:
    given, options = _split(words)
    formation = _client("cloudformation", options)
    (name,), (file,) = given["--stack-name"], given["--template-file"]
    pairs = (pair.partition("=") for pair in given.get("--parameter-overrides", []))
    asked = {
        "StackName": name,
        "TemplateBody": Path(file).read_text("utf-8"),
        "Capabilities": given.get("--capabilities", []),
        "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, _, v in pairs],
    }
    formation.create_stack(**asked)
    formation.get_waiter("stack_create_complete").wait(StackName=name)


def _s3(words: Sequence[str]) -> None:
    name, *rest = words
    given, options = _split([word for word in rest if not word.startswith("s3://")])
    places = [word.removeprefix("s3://").partition("/") for word in rest if "s3://" in word]
    s3, (bucket, _, prefix) = _client("s3", options), places[0]
    keys = [o["Key"] for o in _objects(s3, bucket, prefix)] if name != "rb" else []
    for key in keys:
        if name == "rm" and "--recursive" in given:
            s3.delete_object(Bucket=bucket, Key=key)
        elif name == "sync":
            s3.copy_object(Bucket=places[1][0], Key=key, CopySource=f"{bucket}/{key}")
    if name == "rb":
        s3.delete_bucket(Bucket=bucket)


def _objects(s3: Any, bucket: str, prefix: str) -> Iterator[dict[str, Any]]:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from page.get("Contents", [])


OWN: dict[tuple[str, str], Callable[[Sequence[str]], None]] = {
    ("cloudformation", "deploy"): _deploy,
    **{("s3", name): lambda words, name=name: _s3([name, *words]) for name in ("rm", "rb", "sync")},  # type: ignore[misc]
}


def _client(service: str, options: dict[str, str]) -> Any:
    make: Any = boto3.client
    # The CLI reads a variable that the SDK does not.
    return make(service, region_name=options.get("--region", os.environ.get("AWS_REGION")))


def _answer(command: Command) -> Any:
    client = _client(command.service, command.options)
    if command.operation.startswith("wait "):
        waiter = client.get_waiter(command.operation.removeprefix("wait "))
        waiter.wait(**command.parameters, WaiterConfig={"Delay": 1})
        return None
    method = command.operation.replace("-", "_")
    if client.can_paginate(method):
        return client.get_paginator(method).paginate(**command.parameters).build_full_result()
    answer = getattr(client, method)(**command.parameters)
    answer.pop("ResponseMetadata", None)
    if streamed := _INTO_A_FILE.get((command.service, command.operation)):
        Path(command.options["file"]).write_bytes(answer.pop(streamed).read())
    return answer


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _told(answer: Any, options: dict[str, str]) -> str:
    answer = json.loads(json.dumps(answer, default=_plain))
    if "--query" in options:
        answer = jmespath.search(options["--query"], answer)
    if options.get("--output") != "text":
        return json.dumps(answer, indent=1)
    is_table = isinstance(answer, list) and any(isinstance(row, list) for row in answer)
    rows = answer if is_table else [answer]
    cells = (row if isinstance(row, list) else [row] for row in rows)
    return "\n".join("\t".join(map(str, one)) for one in cells)


def main() -> None:
    """Call what is asked for, and print the answer as the CLI does."""
    command = understood(sys.argv[1:])
    own = OWN.get((command.service, command.operation))
    if own:
        own(command.parameters["words"])
    elif (answer := _answer(command)) is not None:
        print(_told(answer, command.options))


if __name__ == "__main__":
    main()
