"""Another newspaper in the cloud of the one that tests share: the template under a second name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from local.cloud import free_port
from local.deployment import Deployment
from local.front import Front
from local.note import Note
from local.people import ensure_people
from local.stack import BUILDS, LocalStack, of_one_machine
from operate.rebuild import rebuild
from operate.stack import Stack
from tests.support.newspaper import Newspaper


class Beside:
    """A stack in somebody else's cloud, as `Newspaper` needs one. It is gone with that cloud."""

    def __init__(self, first: LocalStack, home: Path, name: str) -> None:
        self.home, self.cloud, self.name, self._port = home, first.cloud, name, free_port()
        self._first = first
        self.site_url = f"http://localhost:{self._port}"
        deployment = Deployment(first.client, self.cloud.url, home / "deployed", BUILDS, name)
        deployment.bring_up_to_date(of_one_machine(self.site_url, self.cloud.url), self.cloud.port)
        self.outputs = deployment.outputs() or {}
        ensure_people(home, self.client("cognito-idp"), self.outputs["UserPoolId"])
        domain = self.outputs["DistributionDomainName"]
        self.front = Front(self._port, self.cloud.port, domain)

    @property
    def note(self) -> Note:
        here = str(self.home)
        return Note(self.site_url, self.cloud.url, self.outputs, here, since=0.0)

    def client(self, service: str) -> Any:
        return self._first.client(service)


GAZETTE = "gazette"
_INSIDE = ("::Stage", "::UserPoolGroup", "::UserPoolResourceServer", "::Route", "::Authorizer")
"""What has a name within an API or a user pool of the stack's own."""


def names_of(formation: Any, stack: str) -> set[str]:
    """The physical names of what is in a stack, but not of what is inside something else in it."""
    pages = formation.get_paginator("list_stack_resources").paginate(StackName=stack)
    found = (one for page in pages for one in page["StackResourceSummaries"])
    return {o["PhysicalResourceId"] for o in found if not o["ResourceType"].endswith(_INSIDE)}


@contextmanager
def second_newspaper(first: LocalStack, home: Path, name: str) -> Iterator[Newspaper]:
    """Deployed, with its fixed pages, and its people."""
    beside = Beside(first, home, name)
    beside.front.start()
    try:
        rebuild(Stack(name, first.client))
        yield Newspaper(cast(LocalStack, beside))
    finally:
        beside.front.stop()
