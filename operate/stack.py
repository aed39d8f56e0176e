"""A stack to work on: one on AWS by its name, or the one of `make run`."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from client import running
from client.errors import CommandError
from operate.samconfig import session_settings

_PATIENT = Config(retries={"mode": "adaptive", "max_attempts": 12})

Clients = Callable[..., Any]
"""Makes a client of a service of AWS; `region_name` where it is another region's."""


_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]{0,127}")
"""Of a stack (CloudFormation, API reference, CreateStack)."""


class Outputs(dict[str, str]):
    """What the template's `Outputs` say: addresses and names of what is in the stack."""

    def __init__(self, stack: str, told: Mapping[str, str]) -> None:
        super().__init__(told)
        self._stack = stack

    def __missing__(self, name: str) -> str:
        raise CommandError(
            f"the stack {self._stack!r} has no output {name}: it is none of this release, or it "
            "is not deployed yet"
        )


class Stack(NamedTuple):
    """A stack by its name in CloudFormation, and clients of the account that it is in.

    `site` is the folder with what its newsroom decides, if that is not the one of this checkout.
    """

    name: str
    clients: Clients
    site: str = ""

    def outputs(self) -> dict[str, str]:
        """See `Outputs`. Raises CommandError where there is no such stack."""
        told = self._described().get("Outputs", [])
        return Outputs(self.name, {o["OutputKey"]: o["OutputValue"] for o in told})

    def parameter(self, name: str) -> str:
        """What the stack was given for a parameter; nothing where it has none of that name."""
        told = self._described().get("Parameters", [])
        given = {p["ParameterKey"]: p.get("ParameterValue", "") for p in told}
        return str(given.get(name, ""))

    def resources(self) -> Iterator[dict[str, Any]]:
        """What the stack is made of. Raises CommandError where there is no such stack."""
        pages = self.clients("cloudformation").get_paginator("list_stack_resources")
        try:
            for page in pages.paginate(StackName=self.name):
                yield from page["StackResourceSummaries"]
        except ClientError as error:
            raise self._error_of(error) from None

    def environment(self, function: str) -> dict[str, str]:
        """The variables of a function: how a part of the stack finds the others.

        Raises CommandError where there is no such function.
        """
        asked = {"FunctionName": f"{self.name}-{function}"}
        try:
            found = self.clients("lambda").get_function_configuration(**asked)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            self._described()
            raise CommandError(
                f"the stack {self.name!r} has no function {function}: it is none of this release, "
                "or it is not deployed yet"
            ) from None
        variables: dict[str, str] = found.get("Environment", {}).get("Variables", {})
        return variables | ({"SITE_FILES": self.site} if self.site else {})

    def _described(self) -> dict[str, Any]:
        try:
            told = self.clients("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            raise self._error_of(error) from None
        return told[0] if told else {}

    def _error_of(self, error: ClientError) -> Exception:
        if not says_there_is_none(error, self.name):
            return error
        region = self.clients("cloudformation").meta.region_name
        where = "look at how its name is written, and at the region in samconfig.toml or AWS_REGION"
        return CommandError(f"there is no stack {self.name!r} in {region}: {where}")


def says_there_is_none(error: ClientError, name: str) -> bool:
    """Whether CloudFormation, which was asked for a stack by nothing but its name, has none.

    It says so with the code of what is no name: so a name that can be one is that of no stack.
    """
    is_refused = error.response["Error"]["Code"] == "ValidationError"
    return is_refused and _NAME.fullmatch(name) is not None


def stack_of(name: str | None) -> Stack:
    """A stack on AWS, as the user's AWS CLI would sign in; without a name, the one of `make run`.

    Its region is the one that `samconfig.toml` has for it. Raises CommandError where none runs
    here, and where no region is known.
    """
    if name == "":
        raise CommandError("which stack? Its name is empty; without --stack it is that of make run")
    if name:
        return Stack(name, clients_of(session_settings(name)))
    here = running.read()
    make: Any = partial(boto3.client, config=_PATIENT)
    return Stack(running.STACK, partial(make, **running.sdk_settings(here.cloud_url)))


def clients_of(settings: Mapping[str, str]) -> Clients:
    """Makes clients for a session of these settings. Raises CommandError where it has no region."""
    try:
        session: Any = boto3.Session(**settings)  # type: ignore[arg-type]
    except BotoCoreError as error:
        raise CommandError(str(error)) from None
    if session.region_name is None:
        raise CommandError("in which region? Deploy with make deploy, or say it in AWS_REGION")
    clients: Clients = partial(session.client, config=_PATIENT)
    return clients


def must_be_a_table(dynamodb: Any, name: str) -> None:
    """Raises CommandError where there is no such table."""
    try:
        dynamodb.describe_table(TableName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        raise CommandError(f"there is no table {name!r} in {dynamodb.meta.region_name}") from None


def waiting(sqs: Any, queue_url: str) -> int:
    """How many messages of a queue wait or are at work."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
