"""A stack to work on: one on AWS by its name, or the one of `make run`."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

from client import running

_PATIENT = Config(retries={"mode": "adaptive", "max_attempts": 12})

Clients = Callable[[str], Any]
"""Makes a client of a service of AWS."""


class Stack(NamedTuple):
    """A stack by its name in CloudFormation, and clients of the account that it is in."""

    name: str
    clients: Clients

    def outputs(self) -> dict[str, str]:
        """What the template's `Outputs` say: addresses and names of what is in the stack."""
        formation = self.clients("cloudformation")
        (stack,) = formation.describe_stacks(StackName=self.name)["Stacks"]
        return {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}

    def parameter(self, name: str) -> str:
        """What the stack was given for a parameter; nothing where it has none of that name."""
        formation = self.clients("cloudformation")
        (stack,) = formation.describe_stacks(StackName=self.name)["Stacks"]
        given = {p["ParameterKey"]: p["ParameterValue"] for p in stack.get("Parameters", [])}
        return str(given.get(name, ""))

    def environment(self, function: str) -> dict[str, str]:
        """The variables of a function: how a part of the stack finds the others."""
        asked = {"FunctionName": f"{self.name}-{function}"}
        found = self.clients("lambda").get_function_configuration(**asked)
        variables: dict[str, str] = found["Environment"]["Variables"]
        return variables


def stack_of(name: str | None) -> Stack:
    """A stack on AWS, as the user's AWS CLI would sign in; without a name, the one of `make run`.

    Raises CommandError where none runs here.
    """
    make: Any = partial(boto3.client, config=_PATIENT)
    if name:
        return Stack(name, make)
    here = running.read()
    return Stack(running.STACK, partial(make, **running.sdk_settings(here.cloud_url)))


def waiting(sqs: Any, queue_url: str) -> int:
    """How many messages of a queue wait or are at work."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
