"""Something breaks, lies among the dead letters, is mended, and is done after all: on the stack."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from broadsheet.adapters.aws.dead_letters import DeadLetter, letter_in
from broadsheet.domain.people.profile import profile_key
from operate import dead_queue
from operate.rebuild import rebuild
from operate.redrive import Report, redrive
from tests.support.newspaper import Newspaper, article
from tests.support.paths.waiting import deaf


class Operator:
    """Who looks after the stack."""

    def __init__(self, newspaper: Newspaper) -> None:
        self.stack = newspaper.stack.operated
        self.sqs, self.table = self.stack.clients("sqs"), self.stack.outputs()["TableName"]

    def dead_letters(self, function: str) -> str:
        """Where those of a function are."""
        return self.stack.environment(function)["DEAD_LETTERS_URL"]

    def sees(self, function: str) -> list[str]:
        """What lies there, left where it is."""
        asked = {"QueueUrl": self.dead_letters(function), "VisibilityTimeout": 0}
        found = self.sqs.receive_message(**asked, MaxNumberOfMessages=10).get("Messages", [])
        return [message["Body"] for message in found]

    def has(self, function: str, body: str) -> bool:
        """Whether this lies there, and nothing else."""
        return self.sees(function) == [body]

    def redrive(self, *, dry_run: bool = False) -> dict[str, Report]:
        """What it says of each queue."""
        return {one.name: one for one in redrive(self.stack, dry_run=dry_run)}

    def changes(self) -> Iterator[Any]:
        """The stream of the table, all of it."""
        dynamodb, streams = (self.stack.clients(n) for n in ("dynamodb", "dynamodbstreams"))
        arn = dynamodb.describe_table(TableName=self.table)["Table"]["LatestStreamArn"]
        (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        asked = {"StreamArn": arn, "ShardId": shard["ShardId"]}
        at = streams.get_shard_iterator(**asked, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        while (told := streams.get_records(ShardIterator=at))["Records"]:
            yield from ((asked, record) for record in told["Records"])
            at = told["NextShardIterator"]

    def gives_up(self, of: str) -> None:
        """What Lambda writes when the age of the changes that name this has come."""
        found = [(where, record) for where, record in self.changes() if of in str(record)]
        where, numbers = found[0][0], [r["dynamodb"]["SequenceNumber"] for _, r in found]
        told = {"startSequenceNumber": numbers[0], "endSequenceNumber": numbers[-1]}
        told |= {"shardId": where["ShardId"], "streamArn": where["StreamArn"]}
        self.put("route_changes", json.dumps({"DDBStreamBatchInfo": told}))

    def put(self, function: str, body: str, **more: str) -> None:
        """A dead letter."""
        self.sqs.send_message(QueueUrl=self.dead_letters(function), MessageBody=body, **more)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_queue, "LOOK_SECONDS", 0)


@pytest.fixture
def operator(newspaper: Newspaper) -> Operator:
    assert newspaper.stack.drain()
    return Operator(newspaper)


def test_a_record_that_nobody_can_read_holds_up_nobody_and_is_made_good_once_mended(
    newspaper: Newspaper, operator: Operator
) -> None:
    key = {n: {"S": v} for n, v in profile_key("amina-yusuf")._asdict().items()}
    bad = key | {"type": {"S": "Profile"}, "name": {"N": "7"}}
    dynamodb = operator.stack.clients("dynamodb")
    dynamodb.put_item(TableName=operator.table, Item=bad)
    newspaper.until(lambda: bool(operator.sees("route_changes")), "the dead letter")
    (letter,) = map(letter_in, operator.sees("route_changes"))
    assert isinstance(letter, DeadLetter)
    assert letter.key == profile_key("amina-yusuf")
    dynamodb.delete_item(TableName=operator.table, Key=key)
    # The stream goes on at once.
    lost = newspaper.publish("A story beside a bad record")["path"]
    newspaper.loses(lost)
    would = operator.redrive(dry_run=True)["changes without their pages"]
    assert list(would.fates) == ["to be told by a rebuild"]
    assert operator.sees("route_changes")
    done = operator.redrive()["changes without their pages"]
    assert list(done.fates) == ["told by a rebuild of every page"]
    assert not operator.sees("route_changes")
    assert newspaper.get(lost).status == 200
    assert operator.redrive()["changes without their pages"].fates == {}


def test_changes_and_pages_that_were_given_up_come_onto_the_site(
    newspaper: Newspaper, operator: Operator
) -> None:
    before = newspaper.publish("A page that is lost")["path"]
    assert newspaper.stack.drain()
    with deaf(newspaper, "route_changes"):
        sent = article("A story that nobody routed")
        receipt = newspaper.editor.send("POST", "/articles", sent).expect(201).json
        operator.gives_up(receipt["id"])
        newspaper.loses(before)
        page = {"page": "ArticlePage", "path": before}
        body = json.dumps({"page": page, "causes": [], "accepted_at": None})
        group = {"MessageGroupId": "lost", "MessageDeduplicationId": "lost"}
        operator.put("render_pages", body, **group)
        operator.redrive()
        newspaper.until(lambda: newspaper.get(before).status == 200, "the lost page")
        newspaper.until(lambda: newspaper.get(receipt["path"]).status == 200, "the story")
    assert newspaper.stack.drain()
    pages = newspaper.pages()
    rebuild(operator.stack)
    assert newspaper.pages() == pages


def test_a_message_that_nobody_can_read_is_put_aside_at_its_first_delivery(
    newspaper: Newspaper, operator: Operator
) -> None:
    queues = {
        "render_pages": operator.stack.outputs()["RenderQueueUrl"],
        "send_mails": operator.stack.outputs()["MailQueueUrl"],
        "fetch_embeds": operator.stack.outputs()["EmbedQueueUrl"],
        "process_media": operator.stack.outputs()["UploadsUrl"],
    }
    for function, url in queues.items():
        group = {"MessageGroupId": "bad", "MessageDeduplicationId": "bad"}
        more: Any = group if function == "render_pages" else {}
        operator.sqs.send_message(QueueUrl=url, MessageBody="[7]", **more)
    for function in queues:
        newspaper.until(partial(operator.has, function, "[7]"), f"the letter of {function}")
    assert newspaper.stack.drain()
    told = operator.redrive()
    assert sum(report.left for report in told.values()) == len(queues)
    for function in queues:
        operator.sqs.purge_queue(QueueUrl=operator.dead_letters(function))
    newspaper.until(lambda: not any(operator.sees(f) for f in queues), "nothing is left")
