"""A stack to work on: one on AWS by its name, or the one of `make run`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from client import running
from client.errors import CommandError
from operate.samconfig import session_settings

_PATIENT = Config(retries={"mode": "adaptive", "max_attempts": 12})

Clients = Callable[..., Any]
"""Makes a client of a service of AWS; `region_name` where it is another region's."""


class Stack(NamedTuple):
    """A stack by its name in CloudFormation, and clients of the account that it is in.

    `site` is the folder with what its newsroom decides, if that is not the one of this checkout.
    """

    name: str
    clients: Clients
    site: str = ""

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
        return variables | ({"SITE_FILES": self.site} if self.site else {})


def stack_of(name: str | None) -> Stack:
    """A stack on AWS, as the user's AWS CLI would sign in; without a name, the one of `make run`.

    Its region is the one that `samconfig.toml` has for it. Raises CommandError where none runs
    here, and where no region is known.
    """
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


def waiting(sqs: Any, queue_url: str) -> int:
    """How many messages of a queue wait or are at work."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
