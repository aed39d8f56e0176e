"""I6: what is held of a reader is told to editors alone, and is nowhere once it is erased."""

import contextvars
from typing import Any

import pytest

from broadsheet.usecases.comments.moderate_comment import place_now
from broadsheet.usecases.privacy import erase_reader
from operate.erase_versions import erase_versions
from tests.support.lambdas import Stack
from tests.support.private_reader import (
    EMAIL,
    TRACES,
    WORDS,
    Reader,
    drive_every_path,
    everything_public,
    typed,
)


@pytest.fixture
def reader(stack: Stack) -> Reader:
    return Reader(stack)


def test_nothing_of_the_reader_is_anywhere_after_erasure(reader: Reader) -> None:
    article_id = drive_every_path(reader)
    reader.api.comment(article_id, email="ben@example.org", name="Ben", body="I stay", parent="1")
    ben = next(i["id"] for i in reader.api.pending() if i["name"] == "Ben")
    reader.api.decide(ben)
    reader.stack.drain()
    reader.stack.send_mails()
    before = {key: body.decode() for key, body in reader.stack.files().items()}
    assert any(WORDS.search(text) for text in before.values())
    reply = reader("POST", "/api/v1/privacy/erase", by="edith", json_body={"email": EMAIL})
    assert (reply.status, reply.json["complete"]) == (200, True)
    assert reply.json["erased"] == 6
    reader.stack.drain()
    names = {"RenderQueueUrl": reader.stack.cloud.queue_url}
    names["SiteBucketName"] = reader.stack.cloud.bucket
    clients: dict[str, Any] = {"s3": reader.stack.cloud.s3, "sqs": reader.stack.cloud.sqs}
    assert erase_versions(clients.__getitem__, names, reply.json["paths"]) > 0
    for where, text in {**everything_public(reader), **versions(reader)}.items():
        assert not TRACES.search(text), where
        if where != "log":
            assert not WORDS.search(text), where
    assert not WORDS.search(reader.table())
    assert not TRACES.search(reader.table())
    assert not WORDS.search(reader.stack.output.getvalue())
    page = next(text for key, text in reader.stack.files().items() if b"I stay" in text)
    assert b"Rea Reader" not in page
    hashed = {i["type"]["S"]: i for i in reader.stack.items() if sender_hash(reader) in str(i)}
    # What counts in a minute or a day goes by itself; that it was erased is known for backups.
    assert hashed.keys() <= {"Erasure", "Tally"}
    assert "Erasure" in hashed


def versions(reader: Reader) -> dict[str, str]:
    s3, bucket = reader.stack.cloud.s3, reader.stack.cloud.bucket
    listed = s3.list_object_versions(Bucket=bucket).get("Versions", [])
    return {
        f"{v['Key']}@{v['VersionId']}": s3.get_object(
            Bucket=bucket, Key=v["Key"], VersionId=v["VersionId"]
        )["Body"]
        .read()
        .decode()
        for v in listed
    }


def sender_hash(reader: Reader) -> str:
    (erasure,) = [i for i in reader.stack.items() if i["type"]["S"] == "Erasure"]
    return str(erasure["sender"]["S"])


def test_the_export_tells_the_reader_everything_but_the_secrets(reader: Reader) -> None:
    drive_every_path(reader)
    reply = reader("POST", "/api/v1/privacy/export", by="edith", json_body={"email": EMAIL.upper()})
    told = reply.json
    assert [c["state"] for c in told["comments"]].count("approved") >= 1
    assert len(told["comments"]) == 6
    assert told["standing"]["approved"] == 1
    assert any(c["notify"] for c in told["comments"])
    assert any(step["action"] == "edit" for c in told["comments"] for step in c["trail"])
    assert "token" not in reply.body
    assert "sealed" not in reply.body
    assert not TRACES.search(reader.stack.output.getvalue())


@pytest.mark.parametrize("path", ["/api/v1/privacy/export", "/api/v1/privacy/erase"])
@pytest.mark.parametrize("by", ["ann", "olga", None])
def test_only_editors_may_ask(reader: Reader, path: str, by: str | None) -> None:
    reply = reader("POST", path, by=by, json_body={"email": EMAIL})
    assert reply.status == 403
    assert "Erasure" not in reader.table()


def test_what_a_request_about_a_reader_says_is_kept_nowhere(reader: Reader) -> None:
    reader("POST", "/api/v1/privacy/erase", by="edith", json_body={"email": "rea@" + "x" * 300})
    key = {"idempotency_key": EMAIL}
    reader("POST", "/api/v1/privacy/erase", by="edith", json_body={"email": EMAIL}, **key)
    assert "Replay" not in reader.table()
    assert not TRACES.search(reader.table() + reader.stack.output.getvalue())


def erased(reader: Reader) -> Any:
    return reader("POST", "/api/v1/privacy/erase", by="edith", json_body={"email": EMAIL})


def test_an_erasure_finds_what_was_left_under_the_address_as_it_was_typed(reader: Reader) -> None:
    """That `a+b` reaches `a` is a custom: they may be two people, who have nothing to do here."""
    api, story = reader.api, reader.api.submit()["id"]
    for name in ("x+news@y.example", "x@y.example"):
        api.comment(story, email=name, body=f"By {name.partition('@')[0]}.", notify="yes")
        api.decide(api.pending()[0]["id"])
    sent = {"email": " X+News@Y.example "}
    done = api("POST", "/api/v1/privacy/erase", by="edith", json_body=sent)
    assert (done.status, done.json["erased"]) == (200, 1)
    words = [item["body"]["S"] for item in reader.stack.items() if item["sk"]["S"] == "COMMENT"]
    assert sorted(words) == ["", "By x."]
    counted = [item["pk"]["S"] for item in reader.stack.items() if "confirm#" in item["pk"]["S"]]
    assert len(counted) == 1, "of the domain: of the mailbox nothing is left"


def test_a_mail_that_waits_is_not_sent_any_more(reader: Reader) -> None:
    article_id = reader.api.submit()["id"]
    reader("POST", f"/api/v1/articles/{article_id}/comments", form=typed(notify="yes"))
    reader.api.decide(reader.api.pending()[0]["id"])
    assert "Notice" in {item["type"]["S"] for item in reader.stack.items()}
    assert erased(reader).status == 200
    assert "Notice" not in {item["type"]["S"] for item in reader.stack.items()}
    reader.stack.drain()
    assert reader.stack.send_mails() == []


@pytest.mark.parametrize("is_gone", [False, True], ids=["placed by the stream", "expired"])
def test_what_is_placed_or_gone_before_the_erasure_comes_to_it_is_off_the_page(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    reader("POST", path, form=typed())
    reader.api.decide(reader.api.pending()[0]["id"])
    reader.stack.drain()
    page = f"{made['path'][1:]}index.html"
    assert b"Well said." in reader.stack.files()[page]

    def meanwhile(*asked: Any) -> None:
        contextvars.Context().run(expire if is_gone else reader.stack.route)
        place_now(*asked)

    def expire() -> None:
        for item in reader.stack.items():
            if item["type"]["S"] == "Comment":
                key = {"pk": item["pk"], "sk": item["sk"]}
                cloud = reader.stack.cloud
                cloud.dynamodb.delete_item(TableName=cloud.table, Key=key)

    monkeypatch.setattr(erase_reader, "place_now", meanwhile)
    assert erased(reader).status == 200
    reader.stack.drain()
    assert b"Well said." not in reader.stack.files()[page]
    assert "Placement" not in {item["type"]["S"] for item in reader.stack.items()}
