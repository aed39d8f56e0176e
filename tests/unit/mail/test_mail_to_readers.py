"""Who asked to hear of replies hears of them; nobody else is ever sent anything."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.domain.comments.comment import Comment, CommentState, Number
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.signals.signal import Signal, SignalName
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.mail.subscription import UNCONFIRMED, Notice, NoticeKind, Subscription
from broadsheet.domain.shared.counter import Counter
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.comments.place_comments import BATCH, place_comments
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.mail.manage_subscription import (
    confirm_subscription,
    end_subscription,
    subscription_at,
)
from broadsheet.usecases.mail.subscribe import CONFIRMATIONS_A_DAY, subscription_writes
from broadsheet.usecases.shared.ports import Cause, Contended, Put, Write
from tests.builders import NOON, make_id
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.mail import (
    MemoryVault,
    discussed,
    replying,
    subscribed,
    subscription_of,
    visible,
)
from tests.fakes.moderation import ARTICLE, CAUSE, asked, comment, make_newsroom, of, seed
from tests.fakes.table import MemoryTable
from tests.support.reader import CommentPage


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


def typed(**fields: Any) -> SubmittedComment:
    given: dict[str, Any] = {
        "name": "Rea",
        "email": "rea@example.org",
        "body": "Well said.",
        "notify": True,
    }
    return SubmittedComment(**given | fields)


ASKED = itertools.count()


def asking(table: MemoryTable, submission: SubmittedComment, **changes: Any) -> list[Any]:
    desk = make_desk(make_newsroom(table), vault=MemoryVault())
    sender = desk.keys.sender(submission.email)
    writes = subscription_writes(
        desk, desk.keys, desk.vault, comment(sender=sender, **changes), submission, str(next(ASKED))
    )
    return [write.record for write in writes if isinstance(write, Put)]


def test_who_asks_is_asked_back_and_the_address_is_sealed_for_this_comment(
    table: MemoryTable,
) -> None:
    subscription, notice = asking(table, typed())
    assert not subscription.is_confirmed
    assert MemoryVault().open(subscription.sealed, make_id(1)) == "rea@example.org"
    assert subscription.expires_at == int((NOON + UNCONFIRMED).timestamp())
    assert (notice.kind, notice.comment_id) == (NoticeKind.CONFIRM, make_id(1))
    assert notice.expires_at


def test_who_does_not_ask_leaves_no_address(table: MemoryTable) -> None:
    assert asking(table, typed(notify=False)) == []


def test_where_no_mail_is_sent_no_address_is_kept(table: MemoryTable) -> None:
    desk = make_desk(make_newsroom(table))
    assert subscription_writes(desk, desk.keys, desk.vault, comment(), typed(), "it") == []


RUSHED = Signal(SignalName.SENDER_RATE, 1, "Many.")


@pytest.mark.parametrize("changes", [{"state": CommentState.SPAM}, {"signals": (RUSHED,)}])
def test_neither_spam_nor_a_flood_makes_us_send_mail(
    table: MemoryTable, changes: dict[str, Any]
) -> None:
    assert asking(table, typed(), **changes) == []


def test_a_comment_that_is_held_for_its_links_is_mailed_about_like_any_other(
    table: MemoryTable,
) -> None:
    signals = (Signal(SignalName.LINKS, 1, "Three links."),)
    assert asking(table, typed(), signals=signals) != []


def test_nobody_can_fill_a_strangers_mailbox(table: MemoryTable) -> None:
    mails = [bool(asking(table, typed(body=f"{n}"))) for n in range(CONFIRMATIONS_A_DAY + 3)]
    assert mails == [True] * CONFIRMATIONS_A_DAY + [False] * 3
    assert asking(table, typed(email="other@example.org"))


def test_whether_an_address_was_asked_enough_makes_no_difference_to_what_is_done() -> None:
    """Sealing takes its time, and an answer that came sooner would tell."""
    table, vault = MemoryTable(), CountingVault()
    desk = make_desk(make_newsroom(table), vault=vault)
    for number in range(1, CONFIRMATIONS_A_DAY + 4):
        subscription_writes(desk, desk.keys, desk.vault, comment(), typed(), f"{number}")
        assert vault.sealed == number


def test_every_token_is_its_own_and_fits_into_an_address(table: MemoryTable) -> None:
    emails = [f"{n}@{n}.example" for n in range(50)]
    tokens = {
        asking(table, typed(email=email), id=make_id(n))[0].token for n, email in enumerate(emails)
    }
    assert len(tokens) == 50
    assert all(token.replace("-", "").isalnum() for token in tokens)


class Busy(MemoryTable):
    """Where others were faster, the first times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        if any(isinstance(w, Put) and isinstance(w.record, Comment) for w in writes):
            self.times -= 1
            if self.times >= 0:
                raise Contended
        super().commit(writes, cause)


class CountingVault(MemoryVault):
    sealed = 0

    def seal(self, email: str, comment_id: str) -> str:
        self.sealed += 1
        return super().seal(email, comment_id)


def test_a_comment_that_had_to_be_written_again_counts_and_seals_once() -> None:
    table, vault = Busy(times=CONFIRMATIONS_A_DAY + 1), CountingVault()
    discussed(table)
    desk = make_desk(make_newsroom(table), vault=vault)
    submit_comment(desk, asked(), ARTICLE, typed(), VISIT)
    assert table.times == -1
    assert vault.sealed == 1
    tallies = [t for t in of(table, Counter) if t.of.startswith("confirm#")]
    assert [tally.times for tally in tallies] == [1, 1], "of the mailbox, and of its domain"
    (subscription,) = of(table, Subscription)
    (notice,) = of(table, Notice)
    (made,) = of(table, Comment)
    assert subscription.comment_id == notice.comment_id == made.id


def placed(table: MemoryTable, *ids: str) -> list[Notice]:
    place_comments(make_newsroom(table), asked(), ARTICLE, list(ids))
    return of(table, Notice)


def test_a_reply_that_becomes_visible_leaves_a_notice_in_the_same_transaction(
    table: MemoryTable,
) -> None:
    parent = visible(table, 1)
    subscribed(table, parent)
    reply = replying(table, 2, parent)
    (notice,) = placed(table, reply.id)
    assert (notice.kind, notice.comment_id, notice.reply_id) == ("reply", parent.id, reply.id)


def test_a_reply_leaves_one_notice_however_often_it_is_hidden_and_shown(
    table: MemoryTable,
) -> None:
    parent = visible(table, 1)
    subscribed(table, parent)
    reply = replying(table, 2, parent)
    (notice,) = placed(table, reply.id)
    del table.records[notice.key]
    newsroom = make_newsroom(table)
    for decision in (Decision.REJECT, Decision.APPROVE):
        moderate_comment(newsroom, asked(), reply.id, decision)
    assert of(table, Notice) == []


@pytest.mark.parametrize(
    ("subscription", "reply"),
    [
        ({"is_confirmed": False}, {}),
        ({"expires_at": int(NOON.timestamp())}, {}),
        ({}, {"sender": "s1"}),
        ({}, {"state": CommentState.PENDING}),
    ],
    ids=["unconfirmed", "lapsed", "of one's own", "held"],
)
def test_there_is_no_notice_of_a_reply(
    table: MemoryTable, subscription: dict[str, Any], reply: dict[str, Any]
) -> None:
    parent = visible(table, 1)
    subscribed(table, parent, **subscription)
    assert placed(table, replying(table, 2, parent, **reply).id) == []


def test_nobody_hears_of_replies_to_what_is_hidden_or_to_nothing(table: MemoryTable) -> None:
    gone = msgspec.structs.replace(comment(1, sender="s1"), number=Number(1))
    table.commit([Put(gone)], CAUSE)
    subscribed(table, gone)
    assert placed(table, replying(table, 2, gone).id, visible(table, 3).id) == []


def test_a_full_batch_of_replies_fits_into_its_transaction(table: MemoryTable) -> None:
    parents = [visible(table, n) for n in range(1, BATCH + 1)]
    for parent in parents:
        subscribed(table, parent)
    replies = [replying(table, 100 + n, parent) for n, parent in enumerate(parents)]
    assert len(placed(table, *(reply.id for reply in replies))) == BATCH


def held(table: MemoryTable, **changes: Any) -> Subscription:
    return subscribed(table, visible(table, 1), is_confirmed=False, **changes)


def test_a_confirmed_subscription_holds_for_as_long_as_senders_are_known(
    table: MemoryTable,
) -> None:
    asked_for = held(table)
    newsroom = make_newsroom(table)
    assert confirm_subscription(newsroom, asked(), asked_for.comment_id, "t0k3n")
    assert confirm_subscription(newsroom, asked(), asked_for.comment_id, "t0k3n")
    now = table.get(Subscription, asked_for.key)
    assert now is not None
    assert now.is_confirmed
    assert now.expires_at == int((NOON + newsroom.rules.keep_sender).timestamp())


def test_an_ended_subscription_leaves_nothing_and_ends_again(table: MemoryTable) -> None:
    asked_for = held(table)
    newsroom = make_newsroom(table)
    for _ in range(2):
        end_subscription(newsroom, asked(), asked_for.comment_id, "t0k3n")
    assert of(table, Subscription) == []
    assert not confirm_subscription(newsroom, asked(), asked_for.comment_id, "t0k3n")


@pytest.mark.parametrize("token", ["", "t0k3", "t0k3n ", "T0K3N", "é"])
def test_a_wrong_token_does_nothing(table: MemoryTable, token: str) -> None:
    asked_for = held(table)
    newsroom = make_newsroom(table)
    assert subscription_at(newsroom, asked_for.comment_id, token) is None
    assert not confirm_subscription(newsroom, asked(), asked_for.comment_id, token)
    end_subscription(newsroom, asked(), asked_for.comment_id, token)
    assert table.get(Subscription, asked_for.key) == asked_for


def test_a_lapsed_link_is_no_link_even_before_the_table_forgets_it(table: MemoryTable) -> None:
    asked_for = held(table, expires_at=int((NOON - timedelta(seconds=1)).timestamp()))
    newsroom = make_newsroom(table)
    assert subscription_at(newsroom, asked_for.comment_id, "t0k3n") is None
    assert not confirm_subscription(newsroom, asked(), asked_for.comment_id, "t0k3n")


@pytest.mark.parametrize("decision", [Decision.REJECT, Decision.SPAM, Decision.DELETE])
def test_an_address_is_not_kept_for_a_comment_that_nobody_can_answer(
    table: MemoryTable, decision: Decision
) -> None:
    made = comment(1)
    seed(table, made)
    subscribed(table, made)
    moderate_comment(make_newsroom(table), asked(), made.id, decision)
    assert subscription_of(table, made) is None


def test_who_ticks_the_box_and_sends_the_same_once_more_is_asked() -> None:
    page = CommentPage(parts={"vault": MemoryVault()})
    first = page.send("Well said.")
    assert of(page.table, Subscription) == []
    assert page.send("Well said.", notify="on").id == first.id
    assert [one.comment_id for one in of(page.table, Subscription)] == [first.id]
    assert [one.kind for one in of(page.table, Notice)] == [NoticeKind.CONFIRM]


def test_who_sends_the_same_twice_is_asked_once() -> None:
    page = CommentPage(parts={"vault": MemoryVault()})
    page.send("Well said.", notify="on")
    (asked_for,) = of(page.table, Subscription)
    confirm_subscription(page.desk, asked(), asked_for.comment_id, asked_for.token)
    (confirmed,) = of(page.table, Subscription)
    page.send("Well said.", notify="on")
    assert of(page.table, Subscription) == [confirmed]
