"""What lies among the dead letters is done after all; a letter stays until it is done or past."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.dead_letters import letter_of
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import NOTICE_LASTS, NoticeKind, notice_of
from broadsheet.usecases.shared.ports import Cause, Put
from operate import dead_queue, repairs
from operate import redrive as redriving
from operate.redrive import lines, redrive
from tests.builders import make_id
from tests.support.api import Api
from tests.support.lambdas import Event, Stack, event
from tests.support.machine_clock import at_this_moment
from tests.support.moto_stack import dead_letters, moto_stack
from tests.support.waiting_comments import Waiting


class Desk:
    """An operator, and what lies there."""

    def __init__(self, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stack, self.rebuilt = stack, 0
        monkeypatch.setattr(redriving, "rebuild", self._rebuild)
        monkeypatch.setattr(repairs, "now", stack.clock)
        monkeypatch.setattr(dead_queue, "LOOK_SECONDS", 0)

    def _rebuild(self, _stack: Any) -> None:
        self.rebuilt += 1

    def put(self, function: str, *bodies: str) -> None:
        """Letters of a function."""
        url = dead_letters(self.stack.cloud, function)
        for n, body in enumerate(bodies):
            ordered = {"MessageGroupId": f"g{n}", "MessageDeduplicationId": f"d{n}{body}"}
            more: Any = ordered if url.endswith(".fifo") else {}
            self.stack.cloud.sqs.send_message(QueueUrl=url, MessageBody=body, **more)

    def left(self, function: str) -> int:
        """How many letters anybody can take now."""
        return self.waiting(dead_letters(self.stack.cloud, function))

    def waiting(self, url: str) -> int:
        """How many messages a queue has for whoever asks now."""
        names: Any = ["ApproximateNumberOfMessages"]
        told = self.stack.cloud.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)
        return int(told["Attributes"]["ApproximateNumberOfMessages"])

    def __call__(self, *, dry_run: bool = False) -> str:
        """Run it: what it says."""
        reports = redrive(moto_stack(self.stack.cloud), dry_run=dry_run)
        return "\n".join(line for report in reports for line in lines(report))


@pytest.fixture
def desk(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(stack, monkeypatch)


def letter(record: Event) -> str:
    return msgspec.json.encode(letter_of(record, ValueError())).decode()


def batch(stack: Stack, records: list[Event], **changes: str) -> str:
    """As Lambda writes it (Developer Guide, discarded batches of a DynamoDB event source)."""
    described = stack.cloud.streams.describe_stream(StreamArn=stack.cloud.stream_arn)
    told = {
        "shardId": described["StreamDescription"]["Shards"][0]["ShardId"],
        "startSequenceNumber": records[0]["dynamodb"]["SequenceNumber"],
        "endSequenceNumber": records[-1]["dynamodb"]["SequenceNumber"],
        "approximateArrivalOfFirstRecord": "2026-11-22T12:00:00Z",
        "batchSize": len(records),
        "streamArn": stack.cloud.stream_arn,
    }
    sent = {"requestContext": {"condition": "RecordAgeExceeded"}, "version": "1.0"}
    return msgspec.json.encode(sent | {"DDBStreamBatchInfo": told | changes}).decode()


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_changes_that_the_stream_still_has_become_their_pages_and_no_others(
    stack: Stack, api: Api, desk: Desk, in_one_batch: bool
) -> None:
    before = api.submit(title="Water by day")
    stack.drain()
    made = api.submit(title="Water at night", tags=["Lakes"])
    lost = stack.stream()
    letters = [batch(stack, lost)] if in_one_batch else [letter(record) for record in lost]
    desk.put("route_changes", *letters)
    assert "to be routed" in desk(dry_run=True)
    assert (desk.left("route_changes"), stack.messages()) == (len(letters), [])
    assert f"{len(letters)} routed" in desk()
    assert (desk.left("route_changes"), desk.rebuilt) == (0, 0)
    rendered = stack.render()
    assert b"Water at night" in stack.files()[f"{made['path'][1:]}index.html"]
    assert b"Water at night" in stack.files()["tag/lakes/index.html"]
    assert f"{before['path'][1:]}index.html" in stack.files()
    assert rendered
    assert desk().startswith("changes without their pages: none")


def test_changes_that_the_stream_has_no_more_are_made_good_by_one_rebuild(
    stack: Stack, api: Api, desk: Desk
) -> None:
    api.submit()
    lost = stack.stream()
    gone = batch(stack, lost, endSequenceNumber="9" * 23)
    lost[0]["dynamodb"]["SequenceNumber"] = "9" * 23
    desk.put("route_changes", gone, letter(lost[0]))
    assert "2 to be told by a rebuild" in desk(dry_run=True)
    assert (desk.rebuilt, desk.left("route_changes")) == (0, 2)
    said = desk()
    assert "2 told by a rebuild of every page" in said
    assert lost[0]["dynamodb"]["Keys"]["pk"]["S"] in said
    assert (desk.rebuilt, desk.left("route_changes")) == (1, 0)


def test_a_rebuild_that_breaks_off_leaves_its_letters(
    stack: Stack, api: Api, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.submit()
    lost = stack.stream()
    desk.put("route_changes", batch(stack, lost, endSequenceNumber="9" * 23))

    def breaks_off(_stack: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(redriving, "rebuild", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        desk()
    assert desk.left("route_changes") == 1


def test_a_change_that_nobody_can_read_yet_is_left_and_one_that_was_repaired_is_not(
    stack: Stack, api: Api, desk: Desk
) -> None:
    api.submit()
    stack.drain()
    table, client = stack.cloud.table, stack.cloud.dynamodb
    key = {"pk": {"S": "PROFILES"}, "sk": {"S": "somebody"}}
    client.put_item(TableName=table, Item=key | {"type": {"S": "Hologram"}})
    (bad,) = stack.stream()
    desk.put("route_changes", letter(bad))
    said = desk()
    assert "1 left: no release can read it yet" in said
    assert "PROFILES somebody" in said
    assert (desk.left("route_changes"), desk.rebuilt) == (1, 0)
    client.delete_item(TableName=table, Key=key)
    assert "1 told by a rebuild" in desk()
    assert (desk.left("route_changes"), desk.rebuilt) == (0, 1)


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_comments_are_placed_and_mails_handed_on(
    stack: Stack, api: Api, desk: Desk, in_one_batch: bool
) -> None:
    waiting = Waiting(stack, api.submit()["id"])
    stack.drain()
    waiting.comments(2)
    waiting.notice()
    lost = stack.stream()
    letters = [batch(stack, lost)] if in_one_batch else [letter(record) for record in lost]
    desk.put("place_comments", *letters)
    assert "to be placed or handed on" in desk(dry_run=True)
    assert waiting.placed() == 0
    assert "placed or handed on" in desk()
    assert (waiting.placed(), desk.left("place_comments")) == (2, 0)
    assert desk.waiting(stack.cloud.mail_queue_url) == 1
    assert not [item for item in stack.items() if item["type"]["S"] == Placement.__name__]


def test_comments_of_changes_that_the_stream_has_no_more_are_placed_with_all_that_wait(
    stack: Stack, api: Api, desk: Desk
) -> None:
    waiting = Waiting(stack, api.submit()["id"])
    waiting.comments(3)
    lost = stack.stream()
    desk.put("place_comments", batch(stack, lost, endSequenceNumber="9" * 23))
    assert "1 placed with all that waited" in desk()
    assert (waiting.placed(), desk.left("place_comments")) == (3, 0)


def test_pages_are_queued_again_and_what_is_no_page_is_left_and_named(
    stack: Stack, api: Api, desk: Desk
) -> None:
    api.submit()
    stack.route()
    bodies = [message["body"] for message in stack.messages()]
    unreadable = event("render_pages__unreadable")["Records"][0]["body"]
    stack.cloud.sqs.purge_queue(QueueUrl=stack.cloud.queue_url)
    desk.put("render_pages", *bodies, unreadable)
    assert f"{len(bodies)} to be rendered" in desk(dry_run=True)
    assert desk.left("render_pages") == len(bodies) + 1
    said = desk()
    assert f"{len(bodies)} sent back to be rendered" in said
    assert "1 left" in said
    assert desk.left("render_pages") == 1
    assert stack.render() == len(bodies)


def test_mails_are_sent_back_while_they_are_worth_it(stack: Stack, desk: Desk) -> None:
    now, waiting = stack.clock(), Waiting(stack, make_id(9))
    live = notice_of(NoticeKind.CONFIRM, make_id(1), now)
    old = notice_of(NoticeKind.CONFIRM, make_id(2), now - NOTICE_LASTS)
    sent = notice_of(NoticeKind.CONFIRM, make_id(3), now)
    waiting.table.commit([Put(live), Put(old)], Cause("test", now))
    desk.put("send_mails", *(msgspec.json.encode(n.key).decode() for n in (live, old, sent)), "{}")
    assert "1 to be sent" in desk(dry_run=True)
    assert (desk.left("send_mails"), desk.waiting(stack.cloud.mail_queue_url)) == (4, 0)
    said = desk()
    assert "1 sent back to be sent" in said
    assert f"{old.key.pk} {old.key.sk}: thrown away: older than three days" in said
    assert "1 thrown away: it was sent" in said
    assert (desk.left("send_mails"), desk.waiting(stack.cloud.mail_queue_url)) == (1, 1)


def test_addresses_are_asked_about_after_all(stack: Stack, desk: Desk) -> None:
    url = stack.cloud.embed_queue_url
    desk.put("fetch_embeds", '{"url": "https://youtu.be/abc"}', "[7]")
    assert "1 to be asked about" in desk(dry_run=True)
    assert (desk.left("fetch_embeds"), desk.waiting(url)) == (2, 0)
    said = desk()
    assert "1 sent back to be asked about" in said
    assert "1 left" in said
    assert (desk.left("fetch_embeds"), desk.waiting(url)) == (1, 1)


@pytest.mark.parametrize("name", ["uploaded", "test_of_the_queue", "unreadable"])
def test_uploads_are_sent_back_and_what_is_none_is_not(
    stack: Stack, desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (record,) = event(f"process_media__{name}")["Records"]
    desk.put("process_media", record["body"])
    # Messages are sent at the hour of this machine.
    monkeypatch.setattr(repairs, "now", at_this_moment)
    desk()
    assert desk.waiting(stack.cloud.uploads_url) == (name == "uploaded")
    assert desk.left("process_media") == (name == "unreadable")


def test_an_upload_that_the_bucket_has_no_more_is_named(
    stack: Stack, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = event("process_media__uploaded")["Records"]
    desk.put("process_media", record["body"])
    monkeypatch.setattr(repairs, "now", lambda: at_this_moment() + timedelta(days=1))
    assert "ask for it again" in desk()
    assert (desk.left("process_media"), desk.waiting(stack.cloud.uploads_url)) == (0, 0)
