"""A mail that was written down is sent, if it is still wanted.

At least once: whoever sends it and dies before the notice is removed has it sent again by the
next. A reader who gets a mail twice was told; one who gets none was not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadsheet.domain.comments.comment import Comment, comment_key
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.mail.subscription import Notice, NoticeKind, Subscription, subscription_key
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.mail.ports import Letter, Letters, Mail, Mailer, Undeliverable
from broadsheet.usecases.shared.ports import Cause, Remove, Table, Vault


@dataclass(frozen=True, kw_only=True)
class NoticeSending:
    """Where mail goes out; `mailer` is None where none does any more."""

    table: Table
    vault: Vault
    letters: Letters
    mailer: Mailer | None
    clock: Callable[[], datetime]
    site_url: str


class NoticeOutcome(StrEnum):
    """What became of a notice."""

    SENT = "sent"
    NOT_WANTED = "not_wanted"
    LAPSED = "lapsed"
    REFUSED = "refused"


def send_notice(sending: NoticeSending, request_id: str, key: Key) -> tuple[NoticeOutcome, str]:
    """Send what the notice at `key` is about; the outcome, and the code of a refusal.

    Nothing is sent where it was sent already, where the subscription has ended, where the reply,
    or what it answers, is not to be seen any more, and where it waited for so long that it is not
    worth sending: that one has lapsed. Raises what may pass: then it is to be tried again.
    """
    notice = sending.table.get(Notice, key)
    outcome, code = NoticeOutcome.NOT_WANTED, ""
    if notice is None:
        return outcome, code
    if sending.clock().timestamp() >= notice.expires_at:
        outcome = NoticeOutcome.LAPSED
    elif sending.mailer and (mail := _mail(sending, notice)):
        try:
            sending.mailer(mail)
            outcome = NoticeOutcome.SENT
        except Undeliverable as refused:
            outcome, code = NoticeOutcome.REFUSED, refused.code
    sending.table.commit([Remove(key)], Cause(request_id, sending.clock()))
    return outcome, code


def link_of(site_url: str, asked: Subscription) -> str:
    """The address at which a subscription is confirmed and ended."""
    return f"{site_url}/api/v1/subscriptions/{asked.comment_id}/{asked.token}"


def _mail(sending: NoticeSending, notice: Notice) -> Mail | None:
    """What the notice is about, while it is wanted."""
    now = sending.clock()
    asked = sending.table.get(Subscription, subscription_key(notice.comment_id))
    if asked is None or not asked.is_live(now):
        return None
    reply = None
    if notice.kind is NoticeKind.REPLY:
        reply = _visible(sending, notice.reply_id)
        if reply is None or _visible(sending, notice.comment_id) is None:
            return None
    # Who has not confirmed is asked to, and nothing else; who has is not asked again.
    if asked.is_confirmed is not (notice.kind is NoticeKind.REPLY):
        return None
    discussion = sending.table.get(Discussion, discussion_key(asked.article_id))
    if discussion is None:
        return None
    to = sending.vault.open(asked.sealed, asked.comment_id)
    return sending.letters(to, Letter(discussion, link_of(sending.site_url, asked), reply))


def _visible(sending: NoticeSending, comment_id: str) -> Comment | None:
    found = sending.table.get(Comment, comment_key(comment_id))
    return found if found and found.is_public else None
