"""I6: a reader's addresses reach no page, no read, no log line and no metric, and are kept only
hashed or sealed; and what was said is nowhere once it is erased."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.dynamodb.table import DynamoTable
from broadsheet.usecases.import_comments import Wishes
from local.comments_desk import made
from local.comments_import import as_json, bring_in
from local.erase_versions import erase_versions
from tests.support import cloud
from tests.support.api import Api
from tests.support.lambdas import MAIL_FROM, SITE_URL, Stack, environment

DATA = Path(__file__).parents[1] / "data"

EMAIL = "canary+o'pines@leak.example.org"
IPS = ("192.0.2.213", "2001:db8:0:7::d5")
BROWSER = "CanaryBrowser/7.0"
TRACES = re.compile(r"canary|o'pines|leak\.example|192\.0\.2\.213|2001:db8:0:7", re.IGNORECASE)
WORDS = re.compile(r"Well said|Rea Reader|By JSON|Kinder words|Comment \d", re.IGNORECASE)
"""What the reader wrote: it may be read until it is erased."""


class Reader:
    """A commenter whose addresses must stay behind the table's door."""

    def __init__(self, stack: Stack) -> None:
        self.api = Api(stack)
        self.stack = stack
        self.answers: list[str] = []

    def __call__(self, method: str, path: str, **options: Any) -> Any:
        forwarded = f"{IPS[1]}, {IPS[0]}"
        told = {"referer": f"https://x.example/?q={EMAIL}", "cookie": f"who={EMAIL}"}
        options = {"x_forwarded_for": forwarded, "user_agent": BROWSER, **told, **options}
        reply = self.api(method, path, **options)
        self.answers.append(json.dumps([reply.headers, reply.body]))
        return reply

    def table(self) -> str:
        """Everything that is in the table, keys and all."""
        return json.dumps(self.stack.items())


@pytest.fixture
def reader(stack: Stack) -> Reader:
    return Reader(stack)


def typed(**fields: str) -> dict[str, str]:
    return {"name": "Rea Reader", "email": EMAIL, "body": "Well said."} | fields


def drive_every_path(reader: Reader) -> str:
    """Comments of every kind, and everything that can be done about them; the article's id."""
    story = reader.api.submit()
    path = f"/api/v1/articles/{story['id']}/comments"
    reader("POST", path, form=typed(body="Comment 0", notify="yes"))
    moderate(reader, reader.api.pending()[0]["id"], "approve", reason=f"wrote to {EMAIL}")
    for n, decision in enumerate(("reject", "spam", ""), 1):
        body = typed(body=f"Comment {n}", notify="yes")
        sent = reader("POST", path, json_body=body, accept="application/json").json
        if decision:
            moderate(reader, sent["id"], decision, reason=f"wrote to {EMAIL}")
    key = {"idempotency_key": f"key of {EMAIL} at {IPS[0]}"}
    for _ in range(2):
        body = typed(body="By JSON")
        reader("POST", path, json_body=body, accept="application/json", **key)
    wrong: list[dict[str, Any]] = [
        {"json_body": typed(name=""), "accept": "application/json"},
        {"json_body": typed(name=EMAIL), "accept": "application/json"},
        {"json_body": typed() | {EMAIL: "x"}, "content_type": "text/plain"},
        {"raw": f"email={EMAIL}&name=%FF".encode(), "content_type": "text/plain"},
        {"json_body": typed(parent=EMAIL), "accept": "application/json"},
    ]
    for options in wrong:
        assert reader("POST", path, **options).status in (400, 415, 422)
    assert reader("POST", path, form=typed(preview="yes")).status == 200
    reader.stack.drain()
    approved = shown(reader)[0]
    moderate(reader, approved, "edit", body="Kinder words.", reason=f"{EMAIL} swore")
    note = {"reason": "private", "note": f"Ask {EMAIL} about it"}
    reader("POST", f"{path}/1/report", form=note)
    reader("POST", f"{path}/1/report", form={"reason": EMAIL, "note": ""})
    read_wrongly(reader, path)
    bring_in_old_ones(reader, story["path"])
    reader.stack.drain()
    return str(story["id"])


def read_wrongly(reader: Reader, path: str) -> None:
    """The address where none belongs: in queries, in ids, and in an editor's keys."""
    moderation = "/api/v1/moderation/comments"
    for query in ({"signal": EMAIL}, {"cursor": EMAIL}, {"article": EMAIL}):
        assert reader("GET", moderation, by="edith", query=query).status in (200, 400)
    # Who asks at a wrong address is told which, and nobody else is.
    assert reader.api("GET", f"{moderation}/{EMAIL}/trail", by="edith").status == 404
    for what in ("reply", "report"):
        reader("GET", f"{path}/1/{what}", query={"email": EMAIL}, accept="application/json")
    approved = shown(reader)[0]
    bulk = {"ids": [approved], "action": "hold", "reason": f"{EMAIL} wrote"}
    key = f"{EMAIL} 1"
    reader("POST", f"{moderation}/bulk", by="edith", json_body=bulk, idempotency_key=key)
    undo = f"{moderation}/{approved}/undo"
    assert reader("POST", undo, by="edith", idempotency_key=f"{EMAIL} 2").status == 200


def bring_in_old_ones(reader: Reader, path: str) -> None:
    """What the reader wrote before the newspaper came here, in WordPress."""
    old = (DATA / "wordpress.xml").read_bytes().replace(b"Tom@Example.com", EMAIL.encode())
    old = old.replace(b"203.0.113.7", IPS[0].encode()).replace(b"Tom &amp; Jerry", b"Rea Reader")
    old = old.replace(b"I was there.", b"Comment 9.")
    desk = made(boto3.client, environment(reader.stack.cloud)).desk
    with redirect_stdout(reader.stack.output), redirect_stderr(reader.stack.output):
        report = bring_in(desk, io.BytesIO(old), "wordpress", {"harbour": path}, Wishes())
    assert report.taken["approved"]
    assert not TRACES.search(as_json(report).decode())


def moderate(reader: Reader, comment_id: str, action: str, **body: str) -> None:
    path = f"/api/v1/moderation/comments/{comment_id}/{action}"
    assert reader("POST", path, by="edith", json_body=body).status == 200


def shown(reader: Reader) -> list[str]:
    query = {"state": "approved"}
    found = reader("GET", "/api/v1/moderation/comments", by="edith", query=query)
    return [item["id"] for item in found.json["items"]]


def read_everything(reader: Reader, article_id: str) -> None:
    articles = "/api/v1/articles"
    for path in (articles, f"{articles}/{article_id}", f"{articles}/{article_id}/comments"):
        assert reader("GET", path).status == 200
    for state in ("pending", "approved", "rejected", "spam"):
        path = "/api/v1/moderation/comments"
        assert reader("GET", path, by="edith", query={"state": state}).json["items"]
    comment_id = shown(reader)[0]
    assert reader("GET", f"/api/v1/moderation/comments/{comment_id}/trail", by="edith").json


def everything_public(reader: Reader) -> dict[str, str]:
    files = {key: body.decode() for key, body in reader.stack.files().items()}
    return {**files, "log": reader.stack.output.getvalue()}


def test_the_addresses_reach_no_page_read_log_or_metric_and_are_hidden_in_the_table(
    reader: Reader,
) -> None:
    article_id = drive_every_path(reader)
    read_everything(reader, article_id)
    for where, text in everything_public(reader).items():
        assert not TRACES.search(text), where
    # A form that is wrong gives back to its sender, and to nobody else, what was typed.
    mine = [answer for answer in reader.answers if "<form" not in answer]
    assert len(mine) > 20
    for answer in mine:
        assert not TRACES.search(answer), answer
    assert not TRACES.search(reader.table())
    output = reader.stack.output.getvalue()
    assert '"_aws"' in output
    assert "answered" in output


def test_only_who_asks_for_mail_leaves_an_address_and_that_is_sealed(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    reader("POST", path, form=typed())
    assert "Subscription" not in reader.table()
    reader("POST", path, form=typed(body="And more.", notify="yes"))
    (item,) = [i for i in reader.stack.items() if i["type"]["S"] == "Subscription"]
    assert set(item) >= {"sealed", "token", "expires_at"}
    assert not TRACES.search(reader.table())


def confirmed(reader: Reader, path: str) -> Any:
    """Somebody asked for mail and confirmed it: the link."""
    reader("POST", path, form=typed(notify="yes"))
    reader.api.decide(reader.api.pending()[0]["id"])
    reader.stack.drain()
    (mail,) = reader.stack.send_mails()
    assert mail["Destination"] == {"ToAddresses": [EMAIL]}
    link = link_in(mail)
    assert "Yes, tell me" in reader("GET", link).body
    assert "You will hear" in reader("POST", link, form={"action": "confirm"}).body
    return link


def link_in(mail: Any) -> str:
    text = mail["Content"]["Simple"]["Body"]["Text"]["Data"]
    found = re.search(f"{SITE_URL}(/api/v1/subscriptions/\\S+)", text)
    assert found
    return found[1]


def test_a_mail_is_confirmed_sent_and_ended_and_nothing_of_it_is_seen_elsewhere(
    reader: Reader,
) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    link = confirmed(reader, path)
    reader.api.comment(made["id"], email="ben@example.org", body="A reply", parent="1")
    reader.api.decide(reader.api.pending()[0]["id"])
    reader.stack.drain()
    (mail,) = reader.stack.send_mails()
    simple = mail["Content"]["Simple"]
    assert MAIL_FROM in mail["FromEmailAddress"]
    assert "A reply" in simple["Body"]["Text"]["Data"]
    assert {h["Name"]: h["Value"] for h in simple["Headers"]} == {
        "List-Unsubscribe": f"<{SITE_URL}{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert link_in(mail) == link
    ended = reader("POST", link, raw=b"List-Unsubscribe=One-Click", content_type=FORM)
    assert "no more messages" in ended.body
    assert "Subscription" not in reader.table()
    for where, text in everything_public(reader).items():
        assert not TRACES.search(text), where
        assert link not in text
    for answer in reader.answers:
        assert not TRACES.search(answer)
    reader.api.comment(made["id"], email="cat@example.org", body="Another", parent="1")
    reader.api.decide(reader.api.pending()[0]["id"])
    reader.stack.drain()
    assert reader.stack.send_mails() == []


FORM = "application/x-www-form-urlencoded"


def test_a_link_that_never_was_is_answered_like_one_that_ended(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    link = confirmed(reader, path)
    head, _, token = link.rpartition("/")
    wrong = [f"{head}/{token[:-1]}", f"/api/v1/subscriptions/{made['id']}/{token}", f"{head}/%C3"]

    def answers(address: str) -> list[tuple[int, str]]:
        forms: list[Any] = [{"action": "confirm"}, {"action": "end"}, {"action": "x"}]
        sent = [reader("GET", address), *(reader("POST", address, form=f) for f in forms)]
        return [(reply.status, reply.body) for reply in sent]

    unknown = [answers(address) for address in wrong]
    assert "Subscription" in reader.table()
    reader("POST", link, form={"action": "end"})
    assert all(told == answers(link) for told in unknown)


def test_opening_the_link_does_nothing(reader: Reader) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed(notify="yes"))
    reader.stack.drain()
    (mail,) = reader.stack.send_mails()
    before = reader.table()
    answered = reader("GET", link_in(mail))
    assert answered.headers["cache-control"] == "no-store"
    assert answered.headers["referrer-policy"] == "no-referrer"
    assert reader.table() == before


def test_mail_programs_may_post_either_kind_of_form(reader: Reader) -> None:
    made = reader.api.submit()
    link = confirmed(reader, f"/api/v1/articles/{made['id']}/comments")
    part = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n'
    kind = "multipart/form-data; boundary=x"
    site = {"sec_fetch_site": "cross-site"}
    reader("POST", link, raw=part + b"--x--\r\n", content_type=kind, **site)
    assert "Subscription" not in reader.table()


def test_a_mailbox_that_refuses_is_not_named_in_the_log(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed(notify="yes"))
    reader.stack.drain()

    def refuse(**_asked: Any) -> Any:
        told = {"Code": code, "Message": f"Address blacklisted: {EMAIL}"}
        raise ClientError({"Error": told}, "SendEmail")  # type: ignore[typeddict-item]

    monkeypatch.setattr(cloud._client("sesv2"), "send_email", refuse)
    url = reader.stack.cloud.mail_queue_url
    (message,) = reader.stack.cloud.sqs.receive_message(QueueUrl=url)["Messages"]
    record = {"messageId": "m1", "body": message["Body"]}
    code = "TooManyRequestsException"
    again = reader.stack.invoke("send_mails", {"Records": [record]})
    assert again == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    code = "MessageRejected"
    dropped = reader.stack.invoke("send_mails", {"Records": [record]})
    assert dropped == {"batchItemFailures": []}
    output = reader.stack.output.getvalue()
    assert "mail refused for good" in output
    assert "TooManyRequestsException" in output
    assert not TRACES.search(output)


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
    assert told["standing"]["approved"] == 2
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


def test_the_sender_alone_gets_back_what_was_typed(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    assert "canary" in reader("POST", path, form=typed(name="")).body
    assert not TRACES.search(reader.stack.output.getvalue())


def leaking(*_args: Any, **_options: Any) -> Any:
    raise RuntimeError(f"no luck with {EMAIL}, {IPS[0]}. Nor {IPS[1]}; Comment(email={EMAIL!r})")


@pytest.mark.parametrize("method", ["get", "commit"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_error_from_deep_inside_is_logged_without_them_and_tells_the_client_nothing(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, method: str, accept: str
) -> None:
    made = reader.api.submit()
    monkeypatch.setattr(DynamoTable, method, leaking)
    path = f"/api/v1/articles/{made['id']}/comments"
    reply = reader("POST", path, form=typed(), accept=accept)
    assert (reply.status, reply.code) == (500, "internal")
    assert not re.search("luck|RuntimeError|Traceback", reply.body)
    assert not TRACES.search(reply.body)
    output = reader.stack.output.getvalue()
    assert "RuntimeError" in output
    assert "no luck with [e-mail]" in output
    assert not TRACES.search(output)


def test_moderation_that_fails_deep_inside_tells_nothing_either(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed())
    comment_id = reader.api.pending()[0]["id"]
    monkeypatch.setattr(DynamoTable, "commit", leaking)
    reply = reader("POST", f"/api/v1/moderation/comments/{comment_id}/approve", by="edith")
    assert (reply.status, reply.code) == (500, "internal")
    assert not TRACES.search(reader.stack.output.getvalue() + reply.body)


def test_the_stream_tells_of_no_address_and_a_change_that_cannot_be_routed_is_not_logged(
    reader: Reader,
) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed(notify="yes"))
    changes = reader.stack.stream()
    assert not TRACES.search(json.dumps(changes))
    for change in changes:
        change["dynamodb"]["NewImage"]["pk"] = {"N": "1"}
        change["dynamodb"]["NewImage"].pop("type")
    answer = reader.stack.invoke("route_changes", {"Records": changes})
    assert len(answer["batchItemFailures"]) == len(changes)
    assert not WORDS.search(reader.stack.output.getvalue())
