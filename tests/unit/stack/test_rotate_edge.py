"""`make rotate-edge` broken off at any call and begun again: no edge says what is not taken."""

from copy import deepcopy
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import ClientError

from client.errors import CommandError
from operate.rotate_edge import HEADER, LEARNED, rotate
from operate.stack import Stack


class BrokenOffError(Exception):
    """Somebody pressed Ctrl-C, or the machine went away."""


class World:
    """A secret and a distribution, which takes three looks until an update is at all edges."""

    def __init__(self, breaks_at: int = -1) -> None:
        self.versions = ["first"]
        self.edges = {"first"}
        header = {"HeaderName": HEADER, "HeaderValue": "first"}
        origins = [{"Id": "site"}, {"Id": "api", "CustomHeaders": {"Items": [header]}}]
        self.config: dict[str, Any] = {"Origins": {"Items": origins}}
        self.version, self.under_way, self.waited = 1, 0, 0.0
        self.breaks_at, self.calls = breaks_at, count()
        self.others_edit = 0

    def at(self) -> None:
        assert self.edges <= set(self.versions[-2:]), "an edge says what is not taken any more"
        if next(self.calls) == self.breaks_at:
            raise BrokenOffError

    def pause(self, seconds: float) -> None:
        self.at()
        self.waited += seconds

    def get_secret_value(self, **_: Any) -> Any:
        self.at()
        return {"SecretString": self.versions[-1]}

    def put_secret_value(self, *, SecretString: str, **_: Any) -> None:  # noqa: N803
        self.at()
        self.versions.append(SecretString)
        self.waited = 0.0
        self.at()

    def get_distribution_config(self, **_: Any) -> Any:
        self.at()
        return {"DistributionConfig": deepcopy(self.config), "ETag": str(self.version)}

    def update_distribution(self, *, IfMatch: str, DistributionConfig: Any, **_: Any) -> None:  # noqa: N803
        self.at()
        if self.others_edit:
            self.others_edit, self.version = self.others_edit - 1, self.version + 1
        if IfMatch != str(self.version):
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "UpdateDistribution")
        assert self.waited >= LEARNED, "some copy of the function may not read again yet"
        self.config, self.version, self.under_way = DistributionConfig, self.version + 1, 3
        self.edges.add(self.said)
        self.at()

    def get_distribution(self, **_: Any) -> Any:
        self.at()
        self.under_way = max(self.under_way - 1, 0)
        if not self.under_way:
            self.edges = {self.said}
        return {"Distribution": {"Status": "InProgress" if self.under_way else "Deployed"}}

    @property
    def said(self) -> str:
        header = self.config["Origins"]["Items"][1]["CustomHeaders"]["Items"][0]
        return str(header["HeaderValue"])

    def stack(self) -> Stack:
        return _Stack("broadsheet", lambda _service: self)


class _Stack(Stack):
    def outputs(self) -> dict[str, str]:
        return {"DistributionId": "E1"}

    def environment(self, function: str) -> dict[str, str]:
        return {"EDGE_SECRET_ID": f"secret of {function}"}


def rotated(world: World) -> list[str]:
    said: list[str] = []
    rotate(world.stack(), world.pause, said.append)
    return said


def test_the_new_value_stands_at_every_edge_and_the_old_one_is_its_predecessor() -> None:
    world = World()
    said = rotated(world)
    old, new = world.versions
    assert (old, world.said, world.edges) == ("first", new, {new})
    assert len(new) >= 64
    assert "every edge" in said[-1]
    assert not [line for line in said if new in line or old in line]


def test_each_rotation_makes_another_value() -> None:
    world = World()
    for _ in range(3):
        rotated(world)
    assert len(set(world.versions)) == 4


@pytest.mark.parametrize("call", range(14))
def test_broken_off_anywhere_it_is_ended_by_the_next(call: int) -> None:
    world = World(breaks_at=call)
    with pytest.raises(BrokenOffError):
        rotated(world)
    rotated(world)
    assert world.edges == {world.said} == {world.versions[-1]}
    assert world.said != "first"


def test_what_others_change_of_the_distribution_meanwhile_stays() -> None:
    world = World()
    world.others_edit = 2
    rotated(world)
    assert world.edges == {world.versions[-1]}


def test_a_distribution_that_says_nothing_is_named() -> None:
    world = World()
    world.config["Origins"]["Items"][1]["CustomHeaders"]["Items"][0]["HeaderName"] = "x-other"
    with pytest.raises(CommandError, match=HEADER):
        rotated(world)
    assert world.versions == ["first"]
