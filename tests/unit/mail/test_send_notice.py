"""A mail says what it is about and how to end such mails; what is not wanted is not sent."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import CommentState, Number, comment_key
from broadsheet.domain.mail.subscription import (
    NOTICE_LASTS,
    Notice,
    NoticeKind,
    notice_of,
    subscription_key,
)
from broadsheet.usecases.mail.hand_on_waiting import LOST_AFTER, hand_on_waiting
from broadsheet.usecases.mail.send_notice import NoticeOutcome, send_notice
from broadsheet.usecases.shared.ports import Put
from tests.builders import NOON
from tests.fakes.mail import (
    SITE_URL,
    MemoryMailer,
    discussed,
    mail_room,
    refused,
    subscribed,
    visible,
)
from tests.fakes.moderation import CAUSE, of
from tests.fakes.table import MemoryTable


class Scene:
    """A subscription, its notice, and what comes of sending it."""

    def __init__(self, kind: NoticeKind, **changes: Any) -> None:
        self.table, self.mailer = MemoryTable(), MemoryMailer()
        discussed(self.table)
        self.parent = visible(self.table, 1)
        confirmed = kind is NoticeKind.REPLY
        self.subscription = subscribed(
            self.table, self.parent, **{"is_confirmed": confirmed, **changes}
        )
        self.reply = visible(
            self.table, 2, answers=Number(1), name="Ben", body="I  *agree*.\n\nNow."
        )
        reply_id = self.reply.id if confirmed else ""
        self.notice = notice_of(kind, self.parent.id, NOON, reply_id)
        self.table.commit([Put(self.notice)], CAUSE)

    def send(self) -> NoticeOutcome:
        return send_notice(mail_room(self.table, self.mailer), "r", self.notice.key)[0]


def test_the_mail_tells_of_the_reply_and_how_to_end_such_mails() -> None:
    scene = Scene(NoticeKind.REPLY)
    assert scene.send() is NoticeOutcome.SENT
    (mail,) = scene.mailer.sent
    link = f"{SITE_URL}/api/v1/subscriptions/{scene.parent.id}/t0k3n"
    assert mail.to == "rea@example.org"
    assert mail.subject == "A reply to your comment on “A story”"
    assert mail.unsubscribe == link
    assert mail.text.startswith("Ben answered your comment")
    for body in (mail.text, mail.html):
        assert "answered your comment" in body
        assert "I *agree*. Now." in body
        assert link in body
        assert f"{SITE_URL}/2026/11/a-story/comments/1/#comment-2" in body
    assert of(scene.table, Notice) == []


def test_the_first_mail_asks_and_says_nothing_that_a_stranger_wrote() -> None:
    scene = Scene(NoticeKind.CONFIRM)
    assert scene.send() is NoticeOutcome.SENT
    (mail,) = scene.mailer.sent
    assert "Do you want to hear" in mail.subject
    assert scene.parent.body not in mail.text + mail.html
    assert scene.parent.name not in mail.text + mail.html
    assert scene.subscription.token in mail.text


def test_what_readers_wrote_is_text_in_the_html_part_and_as_written_in_the_other() -> None:
    scene = Scene(NoticeKind.REPLY)
    hostile = visible(
        scene.table, 2, answers=Number(1), name="B&n", body="<script>x</script> & <b>b</b>"
    )
    assert hostile.id == scene.reply.id
    scene.send()
    (mail,) = scene.mailer.sent
    assert "<script>x</script> & <b>b</b>" in mail.text
    assert "<script" not in mail.html
    assert "B&amp;n" in mail.html


def test_the_mail_is_in_the_language_of_the_article() -> None:
    scene = Scene(NoticeKind.CONFIRM)
    discussed(scene.table, language="ar", title="قصة")
    scene.send()
    assert 'dir="rtl"' in scene.mailer.sent[0].html


def removed(scene: Scene) -> None:
    del scene.table.records[subscription_key(scene.parent.id)]


def lapsed(scene: Scene) -> None:
    subscribed(scene.table, scene.parent, expires_at=int(NOON.timestamp()))


def hidden(scene: Scene) -> None:
    visible(scene.table, 2, state=CommentState.REJECTED)


def held_again(scene: Scene) -> None:
    visible(scene.table, 1, state=CommentState.PENDING)


def erased(scene: Scene) -> None:
    del scene.table.records[comment_key(scene.reply.id)]


def unconfirmed(scene: Scene) -> None:
    subscribed(scene.table, scene.parent, is_confirmed=False)


def sent_already(scene: Scene) -> None:
    del scene.table.records[scene.notice.key]


def too_late(scene: Scene) -> None:
    old = msgspec.structs.replace(scene.notice, expires_at=int(NOON.timestamp()))
    scene.table.commit([Put(old)], CAUSE)


@pytest.mark.parametrize(
    "what", [removed, lapsed, hidden, held_again, erased, unconfirmed, sent_already]
)
def test_nothing_is_sent_that_is_not_wanted_any_more(what: Any) -> None:
    scene = Scene(NoticeKind.REPLY)
    what(scene)
    assert scene.send() is NoticeOutcome.NOT_WANTED
    assert scene.mailer.sent == []
    assert of(scene.table, Notice) == []


def test_one_that_waited_for_too_long_is_said_to_have_lapsed() -> None:
    scene = Scene(NoticeKind.REPLY)
    too_late(scene)
    assert scene.send() is NoticeOutcome.LAPSED
    assert scene.mailer.sent == []
    assert of(scene.table, Notice) == []


def test_who_has_confirmed_is_not_asked_again() -> None:
    scene = Scene(NoticeKind.CONFIRM, is_confirmed=True)
    assert scene.send() is NoticeOutcome.NOT_WANTED


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_newsroom_that_sends_no_mail_any_more_drops_what_waits(kind: NoticeKind) -> None:
    scene = Scene(kind)
    room = dataclasses.replace(mail_room(scene.table, scene.mailer), mailer=None)
    assert send_notice(room, "r", scene.notice.key) == (NoticeOutcome.NOT_WANTED, "")
    assert of(scene.table, Notice) == []


def test_a_notice_that_is_delivered_twice_is_one_mail() -> None:
    scene = Scene(NoticeKind.REPLY)
    assert [scene.send(), scene.send()] == [NoticeOutcome.SENT, NoticeOutcome.NOT_WANTED]
    assert len(scene.mailer.sent) == 1


def test_a_mail_that_was_sent_before_its_notice_went_is_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = Scene(NoticeKind.REPLY)

    def dies(*_: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as killed:
        killed.setattr(scene.table, "commit", dies)
        with pytest.raises(RuntimeError):
            scene.send()
    assert scene.send() is NoticeOutcome.SENT
    assert len(scene.mailer.sent) == 2


class MemoryMailQueue:
    """Implements `MailQueue`; takes no more than it has room for."""

    def __init__(self, room: int = 100) -> None:
        self.room = room
        self.sent: list[Notice] = []

    def send(self, notices: Sequence[Notice]) -> set[int]:
        taken = notices[: self.room]
        self.sent += taken
        return set(range(len(taken), len(notices)))


def written(table: MemoryTable, comment_id: str, ago: timedelta) -> Notice:
    notice = notice_of(NoticeKind.CONFIRM, comment_id, NOON - ago)
    table.commit([Put(notice)], CAUSE)
    return notice


def test_a_mail_that_was_lost_on_the_way_is_queued_again_and_no_other() -> None:
    table, queue = MemoryTable(), MemoryMailQueue()
    written(table, "just now", ago=LOST_AFTER - timedelta(seconds=1))
    lost = written(table, "lost", ago=LOST_AFTER)
    written(table, "stale", ago=NOTICE_LASTS)
    visible(table, 1)
    assert hand_on_waiting(table, queue, NOON) == 1
    assert queue.sent == [lost]


def test_what_the_queue_does_not_take_waits_for_the_next_time() -> None:
    table, queue = MemoryTable(), MemoryMailQueue(room=1)
    for name in ("one", "other"):
        written(table, name, ago=LOST_AFTER)
    assert hand_on_waiting(table, queue, NOON) == 1
    assert len(of(table, Notice)) == 2


def test_a_mail_that_is_refused_for_good_is_dropped() -> None:
    scene = Scene(NoticeKind.REPLY)
    scene.mailer.trouble = refused()
    assert scene.send() is NoticeOutcome.REFUSED
    assert of(scene.table, Notice) == []


def test_a_mail_that_cannot_be_sent_now_stays_to_be_sent() -> None:
    scene = Scene(NoticeKind.REPLY)
    scene.mailer.trouble = RuntimeError("not now")
    with pytest.raises(RuntimeError):
        scene.send()
    scene.mailer.trouble = None
    assert scene.send() is NoticeOutcome.SENT
