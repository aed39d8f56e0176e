"""What `route_changes` and `fetch_embeds` may rely on of the queue of addresses."""

from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.sqs_embed_queue import SqsEmbedQueue, address_in
from tests.contract.test_mail_queue import StubSqs, bodies, sqs

__all__ = ["sqs"]


@pytest.mark.parametrize("number", [0, 1, 10, 25])
def test_every_address_arrives_once(sqs: Any, name: str, number: int) -> None:
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    sent = [f"https://youtu.be/{n}" for n in range(number)]
    assert SqsEmbedQueue(sqs, url).send(sent) == set()
    assert sorted(map(address_in, bodies(sqs, url))) == sorted(sent)


def test_the_refused_are_named_by_their_place_in_the_whole() -> None:
    stub: Any = StubSqs("3", "12")
    assert SqsEmbedQueue(stub, "url").send(["https://youtu.be/a"] * 13) == {3, 12}


@pytest.mark.parametrize("body", ["[7]", "{}", '{"url": 7}', "https://youtu.be/a"])
def test_what_we_did_not_send_is_no_address(body: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        address_in(body)
