"""A release has a name of its own, and what a stack refuses follows from whether it stands."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from client.errors import CommandError
from local import template
from operate.deploy import answered, deploy, name_release, release_of
from operate.samconfig import Environment

BUILT = """
Globals:
  Function:
    Environment:
      Variables:
        RELEASE: unreleased
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(BUILT, "utf-8")
    (tmp_path / "Layer").mkdir()
    (tmp_path / "Layer/module.py").write_text("x = 1", "utf-8")
    return tmp_path


def test_the_template_has_one_place_for_the_name_in_every_functions_environment() -> None:
    variables = template.load()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["RELEASE"] == "unreleased"
    assert template.TEMPLATE.read_text("utf-8").count("RELEASE:") == 1


def test_what_is_the_same_has_the_same_name_however_often_it_is_named(built: Path) -> None:
    first = release_of(built, {"A": "1"})
    name_release(built, first)
    assert f"        RELEASE: {first}\n" in (built / "template.yaml").read_text("utf-8")
    assert release_of(built, {"A": "1"}) == first
    assert first[0] == "r", "or YAML would take some for numbers"


def test_another_layer_template_or_parameter_is_another_release(built: Path) -> None:
    names = {release_of(built, {"A": "1"}), release_of(built, {"A": "2"})}
    (built / "Layer/module.py").write_text("x = 2", "utf-8")
    names.add(release_of(built, {"A": "1"}))
    (built / "template.yaml").write_text(f"{BUILT}    Timeout: 3\n", "utf-8")
    names.add(release_of(built, {"A": "1"}))
    assert len(names) == 4


def test_what_was_not_built_is_not_deployed(built: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make build"):
        name_release(tmp_path / "nowhere", "r1")
    (built / "template.yaml").write_text("Resources: {}", "utf-8")
    with pytest.raises(CommandError, match="no RELEASE"):
        name_release(built, "r1")


class CloudFormation(SimpleNamespace):
    """Has one stack in this state, or none."""

    meta = SimpleNamespace(region_name="eu-west-1")

    def describe_stacks(self, **_: Any) -> Any:
        if not self.status:
            error: Any = {"Error": {"Code": "ValidationError", "Message": "it does not exist"}}
            raise ClientError(error, "DescribeStacks")
        return {"Stacks": [{"StackStatus": self.status, "Parameters": self.parameters}]}

    def get_paginator(self, _operation: str) -> Any:
        there = [{"StackName": "paper", "StackStatus": self.status or "CREATE_COMPLETE"}]
        return SimpleNamespace(paginate=lambda: [{"StackSummaries": there}])

    def set_stack_policy(self, **_: Any) -> None:
        self.order.append("policy")


def deployed(
    built: Path, status: str, fails: int = -1, *, declined: bool = False, **parameters: str
) -> list[str]:
    """What is done, in its order: the policy, and with which protection SAM deploys."""
    order: list[str] = []
    cloud = CloudFormation(status=status, order=order, parameters=[])
    place = Environment("staging", "paper", "eu-west-1", None, parameters, None)

    def run(command: Sequence[str]) -> None:
        assert command[:2] == ["sam", "deploy"]
        assert list(command[4:6]) == ["--config-env", "staging"]
        assert command[command.index("--region") + 1] == "eu-west-1"
        order.extend(c for c in command if c.startswith("DeletionProtection"))
        if len(order) == fails:
            raise CommandError("it failed")
        if not declined:
            cloud.status = "CREATE_COMPLETE"

    deploy(place, ["sam"], lambda _service: cloud, run, built)
    return order


ON, OFF = 'DeletionProtection="on"', 'DeletionProtection="off"'


@pytest.mark.parametrize("status", ["", "REVIEW_IN_PROGRESS"])
def test_a_new_stack_is_made_without_protection_and_then_protected(
    built: Path, status: str
) -> None:
    assert deployed(built, status) == [OFF, ON, "policy"]


@pytest.mark.parametrize("status", ["", "REVIEW_IN_PROGRESS"])
def test_what_somebody_declined_is_not_deployed_by_the_second_deployment(
    built: Path, status: str
) -> None:
    # SAM ends well where the answer to 'Deploy this changeset?' is no.
    with pytest.raises(CommandError, match="paper is not deployed"):
        deployed(built, status, declined=True)


def test_a_new_stack_that_fails_is_not_protected(built: Path) -> None:
    with pytest.raises(CommandError, match="it failed"):
        deployed(built, "", fails=1)


@pytest.mark.parametrize(
    "status", ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"]
)
def test_a_stack_that_stands_is_protected_before_and_stays_so(built: Path, status: str) -> None:
    assert deployed(built, status) == ["policy", ON, "policy"]
    assert deployed(built, status, RetentionDays="7") == ["policy", ON, "policy"]


def test_whoever_says_so_has_no_protection(built: Path) -> None:
    assert deployed(built, "", DeletionProtection="off") == [OFF, "policy"]
    assert deployed(built, "UPDATE_COMPLETE", DeletionProtection="off") == ["policy", OFF, "policy"]


@pytest.mark.parametrize(
    ("region", "is_asked", "guided"),
    [(None, True, True), (None, False, False), ("eu-west-1", True, False)],
)
def test_answers_are_asked_for_where_there_are_none_and_somebody_can_give_them(
    region: str | None, is_asked: bool, guided: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Environment("staging", "paper", region, None, {}, None)
    monkeypatch.setattr("operate.deploy.environment", lambda _name: place)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: is_asked))
    ran: list[Sequence[str]] = []
    answered("staging", ["sam"], ran.append)
    assert bool(ran) == guided
    for command in ran:
        assert command[:4] == ["sam", "deploy", "--guided", "--no-execute-changeset"]
        assert command[-2:] == ["--config-env", "staging"], (
            "nothing is deployed before it is looked at"
        )
