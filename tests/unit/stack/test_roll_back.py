"""Rolling back leads all functions to one earlier release, or changes nothing."""

from types import SimpleNamespace
from typing import Any

import pytest

from client.errors import CommandError
from operate.roll_back import roll_back, standing

Versions = list[tuple[int, str]]


class Account:
    """Functions with their published versions; the alias is at the newest."""

    def __init__(self, **functions: Versions) -> None:
        self.versions = functions
        self.now = {name: str(versions[-1][0]) for name, versions in functions.items()}

    def __call__(self, _service: str) -> "Account":
        return self

    def get_paginator(self, operation: str) -> Any:
        pages: dict[str, Any] = {
            "list_stack_resources": self._resources,
            "list_versions_by_function": self._told,
        }
        return SimpleNamespace(paginate=lambda **given: [pages[operation](**given)])

    def _resources(self, **_: str) -> Any:
        arn = "arn:aws:lambda:eu-west-1:123456789012:function"
        aliases = [
            {"ResourceType": "AWS::Lambda::Alias", "PhysicalResourceId": f"{arn}:{name}:live"}
            for name in self.versions
        ]
        return {"StackResourceSummaries": [*aliases, {"ResourceType": "AWS::SQS::Queue"}]}

    def _told(self, FunctionName: str) -> Any:  # noqa: N803 - as AWS has it
        there: list[tuple[int | str, str]] = [("$LATEST", "r9"), *self.versions[FunctionName]]
        return {
            "Versions": [
                {"Version": str(n), "Environment": {"Variables": {"RELEASE": release}}}
                for n, release in there
            ]
        }

    def get_alias(self, FunctionName: str, Name: str) -> Any:  # noqa: N803
        assert Name == "live"
        return {"FunctionVersion": self.now[FunctionName]}

    def update_alias(self, **given: Any) -> None:
        assert given["RoutingConfig"] == {"AdditionalVersionWeights": {}}, "nor a share of calls"
        self.now[given["FunctionName"]] = given["FunctionVersion"]


def test_every_function_goes_back_to_the_release_before_and_forward_again() -> None:
    account = Account(
        read=[(1, "r1"), (9, "r2"), (10, "r3")], write=[(1, "r1"), (2, "r2"), (3, "r3")]
    )
    assert roll_back("paper", account) == "r2"
    assert account.now == {"read": "9", "write": "2"}
    assert all(one.is_behind for one in standing("paper", account))
    assert roll_back("paper", account) == "r1"
    assert roll_back("paper", account, undo=True) == "r3"
    assert account.now == {"read": "10", "write": "3"}
    assert not any(one.is_behind for one in standing("paper", account))


def test_two_versions_of_one_release_are_gone_back_over() -> None:
    account = Account(read=[(1, "r1"), (2, "r2"), (3, "r2")], write=[(1, "r1"), (2, "r2")])
    assert roll_back("paper", account) == "r1"


@pytest.mark.parametrize(
    ("functions", "words"),
    [
        ({"read": [(1, "r1"), (2, "r2")], "write": [(1, "r2")]}, "no earlier release of write"),
        ({"read": [(1, "r1"), (2, "r3")], "write": [(1, "r2"), (2, "r3")]}, "no one release"),
    ],
)
def test_where_functions_have_no_common_release_nothing_is_changed(
    functions: dict[str, Versions], words: str
) -> None:
    account = Account(**functions)
    with pytest.raises(CommandError, match=words):
        roll_back("paper", account)
    assert account.now == {"read": "2", "write": str(functions["write"][-1][0])}
