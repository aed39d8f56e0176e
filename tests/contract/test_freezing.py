"""`make freeze` and `make thaw`: what may write is stopped, and goes on as it was (moto)."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from operate import freeze
from operate.freeze import READERS, TAG
from operate.stack import Stack
from tests.contract.conftest import moto_client
from tests.support import aws

CAPS = {"submit_comment": 50, "publish_due": 1, "send_mails": None, "read_api": 40}


class Functions:
    """Four functions of a stack, one of which reads a queue, and one of another stack."""

    def __init__(self) -> None:
        self.client: Any = moto_client("lambda")
        for name, cap in CAPS.items():
            self.make(f"broadsheet-{name}", cap)
        self.make("gazette-submit_comment", 7)
        queue = aws.create_queue(moto_client("sqs"), "mails")
        sqs: Any = moto_client("sqs")
        told = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        self.mapping = self.client.create_event_source_mapping(
            FunctionName="broadsheet-send_mails", EventSourceArn=told["Attributes"]["QueueArn"]
        )["UUID"]

    def make(self, name: str, cap: int | None) -> None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr("app.py", "")
        self.client.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=_role(),
            Handler="app.handler",
            Code={"ZipFile": archive.getvalue()},
        )
        if cap is not None:
            self.client.put_function_concurrency(
                FunctionName=name, ReservedConcurrentExecutions=cap
            )

    def caps(self) -> dict[str, int | None]:
        return {name: self.cap(f"broadsheet-{name}") for name in CAPS}

    def cap(self, name: str) -> int | None:
        told = self.client.get_function_concurrency(FunctionName=name)
        cap: int | None = told.get("ReservedConcurrentExecutions")
        return cap

    def is_read(self) -> bool:
        state = self.client.get_event_source_mapping(UUID=self.mapping)["State"]
        return str(state) in ("Enabled", "Enabling")

    def get_paginator(self, _name: str) -> "Functions":
        """What CloudFormation says is in the stack."""
        return self

    def paginate(self, StackName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
        for name in (*CAPS, "a queue"):
            kind = "AWS::SQS::Queue" if " " in name else "AWS::Lambda::Function"
            one = {"ResourceType": kind, "PhysicalResourceId": f"{StackName}-{name}"}
            yield {"StackResourceSummaries": [one]}


def _role() -> str:
    iam: Any = moto_client("iam")
    try:
        made = iam.create_role(RoleName="any", AssumeRolePolicyDocument=json.dumps({}))
    except iam.exceptions.EntityAlreadyExistsException:
        made = iam.get_role(RoleName="any")
    return str(made["Role"]["Arn"])


@pytest.fixture
def functions() -> Iterator[Functions]:
    with mock_aws():
        yield Functions()


def stack_with(functions: Functions) -> Stack:
    services = {"lambda": functions.client, "cloudformation": functions}
    return Stack("broadsheet", services.__getitem__)


def test_who_writes_is_stopped_and_who_reads_is_not(functions: Functions) -> None:
    stopped = freeze.freeze(stack_with(functions))
    assert {n.removeprefix("broadsheet-") for n in stopped} == CAPS.keys() - READERS
    assert functions.caps() == dict.fromkeys(CAPS, 0) | {"read_api": 40}
    assert functions.cap("gazette-submit_comment") == 7
    assert not functions.is_read(), "messages wait in the queue, and are not refused until they die"


@pytest.mark.parametrize("times", [1, 2])
def test_each_goes_on_with_the_cap_that_it_had(functions: Functions, times: int) -> None:
    stack = stack_with(functions)
    for _ in range(times):
        freeze.freeze(stack)
    assert freeze.thaw(stack)
    assert functions.caps() == CAPS
    assert functions.is_read()
    tags = functions.client.list_tags(Resource=_arn(functions, "broadsheet-submit_comment"))
    assert TAG not in tags["Tags"]
    assert freeze.thaw(stack) == [], "what is not frozen is left alone"
    assert functions.caps() == CAPS


def _arn(functions: Functions, name: str) -> str:
    told = functions.client.get_function_configuration(FunctionName=name)
    return str(told["FunctionArn"])
