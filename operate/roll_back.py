"""`make roll-back`: every function leads to the release before, within seconds.

First aid. The table, the pages and the template stay as they are; `docs/deploying.md` says what
comes after it.
"""

import argparse
from collections.abc import Sequence
from typing import Any, NamedTuple

from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Clients, Stack, stack_of

ALIAS = "live"


class Version(NamedTuple):
    """A published version of a function, and the release that it is of."""

    number: int
    release: str


class Standing(NamedTuple):
    """A function: what its alias leads to, and what was ever published, oldest first."""

    function: str
    now: Version
    published: tuple[Version, ...]

    @property
    def is_behind(self) -> bool:
        """Whether a newer version was published than the one that is called."""
        return self.now != self.published[-1]

    @property
    def before(self) -> Version | None:
        """The newest version of an earlier release than the one that is called."""
        earlier = [v for v in self.published if v.number < self.now.number]
        return next((v for v in reversed(earlier) if v.release != self.now.release), None)


def standing(stack: str, clients: Clients) -> list[Standing]:
    """All functions of the stack that are called by the alias."""
    found = [
        one["PhysicalResourceId"]
        for one in Stack(stack, clients).resources()
        if one["ResourceType"] == "AWS::Lambda::Alias"
    ]
    return [_standing(arn.split(":")[6], clients) for arn in sorted(found)]


def _standing(function: str, clients: Clients) -> Standing:
    functions = clients("lambda")
    pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName=function)
    told = [one for page in pages for one in page["Versions"] if one["Version"] != "$LATEST"]
    published = sorted(
        Version(int(one["Version"]), _variables(one).get("RELEASE", "")) for one in told
    )
    alias = functions.get_alias(FunctionName=function, Name=ALIAS)
    (now,) = [one for one in published if one.number == int(alias["FunctionVersion"])]
    return Standing(function, now, tuple(published))


def _variables(told: Any) -> dict[str, str]:
    return dict(told.get("Environment", {}).get("Variables", {}))


def roll_back(stack: str, clients: Clients, *, undo: bool = False) -> str:
    """Lead every alias to the release before, or to the newest one; its name.

    Raises CommandError, and changes nothing, where functions have no such version, or not of one
    release: nobody ever tried those together.
    """
    found = standing(stack, clients)
    if not found:
        raise CommandError(f"nothing of {stack!r} has releases: it is no stack of Broadsheet's")
    wanted = {one.function: one.published[-1] if undo else one.before for one in found}
    lacking = sorted(function for function, version in wanted.items() if version is None)
    if lacking:
        raise CommandError(f"there is no earlier release of {', '.join(lacking)}")
    releases = {version.release for version in wanted.values() if version}
    if len(releases) != 1:
        raise CommandError(f"no one release is behind all functions: {', '.join(sorted(releases))}")
    for function, version in wanted.items():
        if version:
            clients("lambda").update_alias(
                FunctionName=function,
                Name=ALIAS,
                FunctionVersion=str(version.number),
                RoutingConfig={"AdditionalVersionWeights": {}},
            )
    (release,) = releases
    return release


def main(arguments: Sequence[str] | None = None) -> None:
    """Of the stack that is named, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--undo", action="store_true", help="lead to the newest release again")
    asked = parser.parse_args(arguments)
    with in_words("Functions may be of two releases: run it again."):
        stack = stack_of(asked.stack)
        release = roll_back(stack.name, stack.clients, undo=asked.undo)
    print(f"{stack.name}: every function is release {release}. Next: make rebuild")


if __name__ == "__main__":
    main()
