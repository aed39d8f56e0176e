"""What `place_comments` and `send_mails` may rely on of the mail queue."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from moto import mock_aws

from broadsheet.adapters.aws.sqs_mail_queue import SqsMailQueue, notice_key_in
from broadsheet.domain.mail.subscription import Notice, NoticeKind, notice_of
from tests.builders import NOON, make_id
from tests.contract.conftest import moto_client

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture
def sqs() -> Iterator["SQSClient"]:
    with mock_aws():
        yield moto_client("sqs")


def notices(number: int) -> list[Notice]:
    return [notice_of(NoticeKind.REPLY, make_id(1), NOON, make_id(n)) for n in range(number)]


def bodies(sqs: "SQSClient", url: str) -> list[str]:
    found: list[str] = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [message["Body"] for message in batch]
    return found


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 25])
def test_every_notice_arrives_once_by_its_name(sqs: "SQSClient", name: str, number: int) -> None:
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    sent = notices(number)
    assert SqsMailQueue(sqs, url).send(sent) == set()
    arrived = [notice_key_in(body) for body in bodies(sqs, url)]
    assert sorted(arrived) == sorted(notice.key for notice in sent)


class StubSqs:
    """Refuses the entries that it is told, whatever batch they are in."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.batches: list[list[dict[str, str]]] = []

    def send_message_batch(self, QueueUrl: str, Entries: Any) -> dict[str, Any]:  # noqa: N803
        self.batches.append(Entries)
        failed = [{"Id": e["Id"]} for e in Entries if e["Id"] in self.refused]
        return {"Successful": [], **({"Failed": failed} if failed else {})}


def test_the_refused_are_named_by_their_place_in_the_whole() -> None:
    stub: Any = StubSqs("3", "20", "22")
    assert SqsMailQueue(stub, "url").send(notices(23)) == {3, 20, 22}
    assert [len(batch) for batch in stub.batches] == [10, 10, 3]


def test_a_message_has_the_notices_name_and_nothing_else() -> None:
    stub: Any = StubSqs()
    SqsMailQueue(stub, "url").send(notices(1))
    ((entry,),) = stub.batches
    told = [f"NOTICE#{make_id(1)}", f"reply#{make_id(0)}"]
    assert msgspec.json.decode(entry["MessageBody"]) == told
    assert set(entry) == {"Id", "MessageBody"}


@pytest.mark.parametrize("body", ["", "{}", "[]", '["NOTICE#1"]', '["a", 1]', '["a", "b", "c"]'])
def test_a_message_that_is_none_of_ours_is_an_error(body: str) -> None:
    with pytest.raises((msgspec.ValidationError, msgspec.DecodeError)):
        notice_key_in(body)
