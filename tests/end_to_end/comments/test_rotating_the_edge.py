"""What CloudFront says to the API is made anew while readers comment, and none of them notices."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from broadsheet.adapters.aws.kms_keys import KmsKeys
from client.api import Api
from operate.access import made
from operate.rotate_edge import HEADER, rotate
from tests.support.long import LONG
from tests.support.newspaper import Newspaper, newcomer

_EVERY = 4.0
"""Seconds between two readers: as many as no limit minds."""


class Readers:
    """Each comments once, from a network of their own, until nobody is wanted any more."""

    def __init__(self, newspaper: Newspaper) -> None:
        self.newspaper, self.story = newspaper, newspaper.publish("The edge is rotated")
        self.networks: list[str] = []
        self.answers: list[int] = []
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._come_in)

    def __enter__(self) -> "Readers":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def _come_in(self) -> None:
        while not self._enough.wait(_EVERY if self.answers else 0):
            self.one(f"8.8.4.{len(self.networks) + 1}")

    def one(self, network: str, **headers: str) -> None:
        self.networks.append(network)
        fields = {"name": "Rea", "email": newcomer(), "body": f"From {network}."}
        # The local CloudFront puts an address behind it, and the local gateway none.
        hops = {"X-Forwarded-For": network, "Accept": "application/json"}
        path = f"/articles/{self.story['id']}/comments"
        answer = self.newspaper.anyone.send("POST", path, fields, hops | headers)
        self.answers.append(answer.status)


def counted(newspaper: Newspaper, keys: KmsKeys, network: str) -> int:
    """How many comments were counted under a network today."""
    hashed = keys.address(network, datetime.now(UTC).date())
    scanned = newspaper.stack.client("dynamodb").get_paginator("scan")
    pages: Iterator[dict[str, list[dict[str, dict[str, str]]]]] = scanned.paginate(
        TableName=newspaper.stack.outputs["TableName"]
    )
    items = (item for page in pages for item in page["Items"])
    mine = (i for i in items if i["pk"]["S"].startswith(f"TALLY#sender#{hashed}#"))
    return sum(int(item["times"]["N"]) for item in mine)


pytestmark = pytest.mark.skipif(not LONG, reason="it waits for more than a minute: make test-long")


@pytest.fixture
def keys(newspaper: Newspaper) -> KmsKeys:
    stack = newspaper.stack.operated
    access = made(newspaper.stack.client, stack.environment("submit_comment"))
    assert isinstance(access.services.keys, KmsKeys)
    return access.services.keys


def test_readers_are_taken_at_their_own_networks_while_the_edge_is_rotated(
    newspaper: Newspaper, keys: KmsKeys
) -> None:
    said: list[str] = []
    with Readers(newspaper) as readers:
        rotate(newspaper.stack.operated, say=said.append)
    readers.one("8.8.5.1")
    readers.one("8.8.6.1", **{HEADER: "what a reader says himself is not passed on"})
    assert "every edge" in said[-1]
    assert set(readers.answers) == {201}
    assert len(readers.networks) > 10
    assert {n: counted(newspaper, keys, n) for n in readers.networks} == dict.fromkeys(
        readers.networks, 1
    )


def test_who_calls_past_cloudfront_is_believed_nothing(newspaper: Newspaper, keys: KmsKeys) -> None:
    """Its own address would be counted, were it not this machine's."""
    story, outputs = newspaper.publish("Past the edge")["id"], newspaper.stack.outputs
    past = Api(f"{newspaper.stack.cloud.url}/_aws/execute-api/{outputs['ApiId']}/$default")
    for said in ("", "guessed", outputs["DistributionId"]):
        fields = {"name": "Rea", "email": newcomer(), "body": f"Past it. {said}"}
        headers = {"X-Forwarded-For": "8.8.7.1, 127.0.0.1", HEADER: said}
        headers |= {"Accept": "application/json"}
        past.send("POST", f"/articles/{story}/comments", fields, headers).expect(201)
    assert counted(newspaper, keys, "8.8.7.1") == 0
