"""I6: who asks for mail is written to and can end it, and the address and the link stay secret."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from broadsheet.adapters.aws.kms_vault import KmsVault
from tests.support import cloud
from tests.support.lambdas import MAIL_FROM, SITE_URL, Stack
from tests.support.mails import path_in
from tests.support.private_reader import EMAIL, TRACES, Reader, everything_public, typed


@pytest.fixture
def reader(stack: Stack) -> Reader:
    return Reader(stack)


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
    link = path_in(mail)
    assert "Yes, tell me" in reader("GET", link).body
    assert "You will hear" in reader("POST", link, form={"action": "confirm"}).body
    return link


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
        "Auto-Submitted": "auto-generated",
    }
    assert path_in(mail) == link
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


def test_a_reply_that_is_visible_at_once_is_told_of_by_whoever_places_it(reader: Reader) -> None:
    made = reader.api.submit()
    confirmed(reader, f"/api/v1/articles/{made['id']}/comments")
    for number in range(2):
        reader.api.comment(made["id"], email="ben@example.org", body=f"Said {number}", parent="1")
        for waiting in reader.api.pending():
            reader.api.decide(waiting["id"])
    reader.stack.drain()
    texts = [
        mail["Content"]["Simple"]["Body"]["Text"]["Data"] for mail in reader.stack.send_mails()
    ]
    assert [f"Said {number}" in text for number, text in enumerate(texts)] == [True, True]


def test_a_link_that_never_was_is_answered_like_one_that_ended(reader: Reader) -> None:
    made = reader.api.submit()
    path = f"/api/v1/articles/{made['id']}/comments"
    link = confirmed(reader, path)
    head, _, token = link.rpartition("/")
    other = f"{head}/{token[:-1]}{'b' if token.endswith('a') else 'a'}"
    wrong = [other, f"/api/v1/subscriptions/{made['id']}/{token}"]

    def answers(address: str) -> list[tuple[int, str]]:
        forms: list[Any] = [{"action": "confirm"}, {"action": "end"}, {"action": "x"}]
        sent = [reader("GET", address), *(reader("POST", address, form=f) for f in forms)]
        return [(reply.status, reply.body) for reply in sent]

    unknown = [answers(address) for address in wrong]
    assert "Subscription" in reader.table()
    cut_off = [*answers(f"{head}/{token[:-1]}"), *answers(f"{head}/%C3")]
    assert {status for status, _ in cut_off} == {404}
    reader("POST", link, form={"action": "end"})
    assert all(told == answers(link) for told in unknown)


def test_opening_the_link_does_nothing(reader: Reader) -> None:
    made = reader.api.submit()
    reader("POST", f"/api/v1/articles/{made['id']}/comments", form=typed(notify="yes"))
    reader.stack.drain()
    (mail,) = reader.stack.send_mails()
    before = reader.table()
    answered = reader("GET", path_in(mail))
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
    record = {"messageId": "m1", "body": message["Body"], "receiptHandle": "r1"}
    code = "TooManyRequestsException"
    again = reader.stack.invoke("send_mails", {"Records": [record]})
    assert again == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    code = "MessageRejected"
    again = reader.stack.invoke("send_mails", {"Records": [record]})
    assert again == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    sealed = "Subscription" in reader.table()
    monkeypatch.setattr(KmsVault, "open", lambda *_: "åsa@example.org")
    dropped = reader.stack.invoke("send_mails", {"Records": [record]})
    assert dropped == {"batchItemFailures": []}
    output = reader.stack.output.getvalue()
    assert sealed
    assert "mail refused for good" in output
    assert "TooManyRequestsException" in output
    assert not TRACES.search(output)
    assert "åsa" not in output
