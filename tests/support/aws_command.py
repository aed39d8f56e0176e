"""`aws`, for commands of the documentation: AWS's own descriptions say what is a command.

Raises where there is no such service, command or option, and where one that is needed is not there.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import boto3
import botocore.session
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.model import OperationModel, Shape

_COMMON = ("region", "query", "output", "profile")


class Command(NamedTuple):
    """The service, its operation, what it is asked with, and what is made of the answer."""

    service: str
    operation: OperationModel
    arguments: dict[str, Any]
    common: dict[str, str]


def parsed(words: Sequence[str]) -> Command:
    """The command in a line without its `aws`. Raises ValueError for one that AWS has not."""
    service, name, *rest = words
    model = botocore.session.get_session().get_service_model(service)
    operations = {xform_name(one, "-"): one for one in model.operation_names}
    if name not in operations:
        raise ValueError(f"{service} has no {name}")
    operation = model.operation_model(operations[name])
    members = operation.input_shape.members if operation.input_shape else {}
    parser = argparse.ArgumentParser(exit_on_error=False, allow_abbrev=False)
    for option in _COMMON:
        parser.add_argument(f"--{option}")
    for member, shape in members.items():
        _add(parser, member, shape)
    given, unknown = parser.parse_known_args(rest)
    if unknown:
        raise ValueError(f"{service} {name} knows no {unknown[0]}")
    told = {k: v for k, v in vars(given).items() if v is not None}
    common = {option: told.pop(option) for option in _COMMON if option in told}
    lacking = set(operation.input_shape.required_members if operation.input_shape else ()) - set(
        told
    )
    if lacking:
        raise ValueError(f"{service} {name} needs {', '.join(sorted(lacking))}")
    return Command(service, operation, told, common)


def _add(parser: argparse.ArgumentParser, member: str, shape: Shape) -> None:
    option = f"--{xform_name(member, '-')}"
    if shape.type_name == "boolean":
        parser.add_argument(option, dest=member, action="store_const", const=True)
    else:
        kind: Any = {"integer": int, "long": int, "double": float}.get(shape.type_name, str)
        parser.add_argument(option, dest=member, type=kind)


def main(words: Sequence[str]) -> None:
    """Do it, and print what AWS answers."""
    command = parsed(words)
    region = command.common.get("region", os.environ.get("AWS_REGION"))  # as the CLI, not the SDK
    client: Any = boto3.client(command.service, region_name=region)  # type: ignore[call-overload]
    answer = getattr(client, xform_name(command.operation.name))(**command.arguments)
    answer.pop("ResponseMetadata", None)
    if "query" in command.common:
        answer = jmespath.search(command.common["query"], answer)
    if command.common.get("output") == "text":
        print("\t".join(map(str, answer)) if isinstance(answer, list) else answer)
    else:
        print(json.dumps(answer, default=str))


if __name__ == "__main__":
    main(sys.argv[1:])
