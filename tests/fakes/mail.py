"""A vault and a mailer in memory, and readers who ask for mail."""

from typing import Any

import msgspec

from broadsheet.adapters.jinja.mails import JinjaLetters
from broadsheet.domain.comments.comment import (
    Comment,
    CommentState,
    Number,
    placement_of,
    thread_of,
)
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.mail.subscription import Subscription, subscription_key
from broadsheet.usecases.mail.ports import Mail, Undeliverable
from broadsheet.usecases.mail.send_notice import NoticeSending
from broadsheet.usecases.shared.ports import Put
from tests.builders import NOON, make_site
from tests.fakes.moderation import ARTICLE, CAUSE, comment
from tests.fakes.table import MemoryTable, StoppedClock

SITE_URL = "https://news.example"


class MemoryVault:
    """Implements `Vault`: what it seals opens for the same comment only."""

    def seal(self, email: str, comment_id: str) -> str:
        return f"{comment_id}|{email[::-1]}"

    def open(self, sealed: str, comment_id: str) -> str:
        sealed_for, _, turned = sealed.partition("|")
        assert sealed_for == comment_id, "was sealed for another comment"
        return turned[::-1]


class MemoryMailer:
    """Implements `Mailer`; `trouble` is raised instead."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.trouble: Exception | None = None

    def __call__(self, mail: Mail) -> None:
        if self.trouble:
            raise self.trouble
        self.sent.append(mail)


def refused() -> Undeliverable:
    return Undeliverable("MessageRejected")


def mail_room(table: MemoryTable, mailer: MemoryMailer) -> NoticeSending:
    return NoticeSending(
        table=table,
        vault=MemoryVault(),
        letters=JinjaLetters(make_site()),
        mailer=mailer,
        clock=StoppedClock(NOON),
        site_url=SITE_URL,
    )


def discussed(table: MemoryTable, **changes: Any) -> Discussion:
    """The article that everything here is about."""
    made = Discussion(
        **{
            "article_id": ARTICLE,
            "path": "/2026/11/a-story/",
            "title": "A story",
            "language": "en",
            "article_version": 1,
            **changes,
        }
    )
    table.commit([Put(made)], CAUSE)
    return made


def visible(table: MemoryTable, number: int, **changes: Any) -> Comment:
    """A comment that stands on the page, by a sender of its own."""
    state = {"state": CommentState.APPROVED, "shown": True, "placed": 1, "sender": f"s{number}"}
    made = msgspec.structs.replace(
        comment(number), **{"number": Number(number), **state, **changes}
    )
    table.commit([Put(made), Put(thread_of(made))], CAUSE)
    return made


def replying(table: MemoryTable, number: int, to: Comment, **changes: Any) -> Comment:
    """A comment that answers, and has yet to be placed."""
    made = comment(
        number,
        **{
            "answers": to.number,
            "state": CommentState.APPROVED,
            "sender": f"s{number}",
            **changes,
        },
    )
    table.commit([Put(made), Put(placement_of(made))], CAUSE)
    return made


def subscribed(
    table: MemoryTable, to: Comment, email: str = "rea@example.org", **changes: Any
) -> Subscription:
    """Its writer wants to hear of replies, and has said so twice."""
    made = Subscription(
        **{
            "comment_id": to.id,
            "article_id": to.article_id,
            "sender": to.sender,
            "sealed": MemoryVault().seal(email, to.id),
            "token": "t0k3n",
            "is_confirmed": True,
            "expires_at": int(NOON.timestamp()) + 3600,
            **changes,
        }
    )
    table.commit([Put(made)], CAUSE)
    return made


def subscription_of(table: MemoryTable, comment: Comment) -> Subscription | None:
    return table.get(Subscription, subscription_key(comment.id))
