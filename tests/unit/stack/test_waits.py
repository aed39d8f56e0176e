"""A function lives to hear that an answer was lost, and to ask again."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.session import get_session

from broadsheet.adapters.aws import clients
from tests.support.lambdas import forget_warm_starts
from tests.support.template import template

SPARE = 2
"""Seconds for a cold start and for all that is not lost."""


def times() -> Iterator[tuple[str, int]]:
    for name, resource in template()["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            yield name, resource["Properties"]["Timeout"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """How each client was asked for."""
    found: list[tuple[str, Any]] = []

    def client(service: str, *, config: Any = None) -> Any:
        found.append((service, config))
        return object()

    monkeypatch.setattr(clients, "made", client)
    forget_warm_starts()
    yield found
    forget_warm_starts()


@pytest.mark.parametrize(("function", "timeout"), list(times()), ids=str)
def test_a_lost_answer_and_the_next_try_fit_into_a_function_s_time(
    function: str, timeout: int
) -> None:
    lost = sum(clients.LOST_AFTER.values())
    if function == "SendMails":
        lost += clients.LOST_MAIL_AFTER
    assert lost + SPARE <= timeout


@pytest.mark.parametrize("service", ["dynamodb", "kms", "s3", "sesv2", "sqs", "ssm"])
def test_no_client_waits_for_a_minute(asked: list[tuple[str, Any]], service: str) -> None:
    clients.client(service)
    ((_, config),) = asked
    assert config.read_timeout == clients.LOST_AFTER["read_timeout"]
    assert config.connect_timeout == clients.LOST_AFTER["connect_timeout"]


def test_nobody_makes_a_client_but_the_one_place() -> None:
    """Any other would wait as long as botocore does by itself."""
    package = Path(clients.__file__).parents[2]
    making = re.compile(r"create_client\(|\bimport boto3|\bfrom boto3")
    makers = {f.name for f in package.rglob("*.py") if making.search(f.read_text("utf-8"))}
    assert makers == {"clients.py"}


def test_only_calls_that_name_nothing_in_their_address_go_unchecked(
    asked: list[tuple[str, Any]],
) -> None:
    """A key that is missing would make another call of one of S3's, and one of DynamoDB's fail."""
    for service in ("dynamodb", "kms", "s3", "sesv2", "sqs", "ssm"):
        clients.client(service)
    unchecked = {service for service, config in asked if not config.parameter_validation}
    assert unchecked == {"dynamodb"}
    model = get_session().get_service_model("dynamodb")
    for name in model.operation_names:
        assert model.operation_model(name).http["requestUri"] == "/"
