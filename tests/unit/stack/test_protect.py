"""No update of a stack may replace or remove what holds data: `stack-policy.json`."""

import fnmatch
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operate import protect
from tests.support.template_resources import resources

KEPT = {
    name
    for name, resource in resources().items()
    if resource.get("UpdateReplacePolicy", "Delete") != "Delete"
    or resource.get("DeletionPolicy", "Delete") != "Delete"
}
"""What the template keeps when CloudFormation lets go of it."""


def is_allowed(action: str, name: str) -> bool:
    """CloudFormation User Guide, 'Prevent updates to stack resources': a deny is stronger."""
    effects = {
        statement["Effect"]
        for statement in json.loads(protect.POLICY.read_text("utf-8"))["Statement"]
        if applies(statement, action, resources()[name]["Type"])
    }
    return effects == {"Allow"}


def applies(statement: dict[str, Any], action: str, kind: str) -> bool:
    assert (statement["Principal"], statement["Resource"]) == ("*", "*")
    actions = statement["Action"]
    named = actions if isinstance(actions, list) else [actions]
    kinds = statement.get("Condition", {"StringEquals": {"ResourceType": [kind]}})
    assert list(kinds) == ["StringEquals"]
    return kind in kinds["StringEquals"]["ResourceType"] and any(
        fnmatch.fnmatchcase(action, pattern) for pattern in named
    )


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_is_kept_may_be_changed_and_is_neither_replaced_nor_removed(name: str) -> None:
    assert is_allowed("Update:Modify", name)
    assert not is_allowed("Update:Replace", name)
    assert not is_allowed("Update:Delete", name)
    assert resources()[name]["UpdateReplacePolicy"] == "Retain"
    assert resources()[name]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_what_is_of_a_kind_that_holds_data_is_kept() -> None:
    kinds = {resources()[name]["Type"] for name in KEPT}
    assert {name for name, one in resources().items() if one["Type"] in kinds} == KEPT


@pytest.mark.parametrize("name", sorted(resources().keys() - KEPT))
def test_all_else_may_be_replaced(name: str) -> None:
    for action in ("Update:Modify", "Update:Replace", "Update:Delete"):
        assert is_allowed(action, name)


class CloudFormation:
    """Has these stacks, on two pages; `wrong` is what it says of a policy."""

    def __init__(self, *stacks: tuple[str, str], wrong: str = "") -> None:
        self.stacks = [{"StackName": name, "StackStatus": status} for name, status in stacks]
        self.wrong, self.policies = wrong, dict[str, str]()

    def get_paginator(self, operation: str) -> "CloudFormation":
        assert operation == "list_stacks"
        return self

    def paginate(self) -> list[dict[str, Any]]:
        return [{"StackSummaries": self.stacks[:1]}, {"StackSummaries": self.stacks[1:]}]

    def set_stack_policy(self, **asked: str) -> None:
        if self.wrong:
            error: Any = {"Error": {"Code": "ValidationError", "Message": self.wrong}}
            raise ClientError(error, "SetStackPolicy")
        self.policies[asked["StackName"]] = asked["StackPolicyBody"]


def test_a_stack_is_given_the_policy() -> None:
    cloud = CloudFormation(("other", "CREATE_COMPLETE"), ("paper", "UPDATE_COMPLETE"))
    assert protect.protect(cloud, "paper")
    assert cloud.policies == {"paper": protect.POLICY.read_text("utf-8")}
    # CloudFormation takes 16,384 bytes.
    assert len(cloud.policies["paper"]) < 16_384


def test_a_stack_that_is_not_there_yet_is_no_mistake() -> None:
    cloud = CloudFormation(("paper", "DELETE_COMPLETE"), ("papers", "CREATE_COMPLETE"))
    assert not protect.protect(cloud, "paper")
    assert cloud.policies == {}


def test_a_refusal_stops_the_deployment() -> None:
    cloud = CloudFormation(("paper", "CREATE_COMPLETE"), wrong="Invalid stack policy")
    with pytest.raises(ClientError):
        protect.protect(cloud, "paper")
