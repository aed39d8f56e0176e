"""The writer of a comment asks to hear of replies."""

from datetime import UTC, datetime, time, timedelta

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.mail.subscription import NoticeKind, notice_of, requested, token_of
from broadsheet.domain.shared.mailbox import PUBLIC_PROVIDERS, domain_of, mailbox_of
from broadsheet.usecases.shared.mailboxes import domain_counted, mailbox_counted
from broadsheet.usecases.shared.ports import Keys, Put, Vault, Write
from broadsheet.usecases.shared.services import Services

CONFIRMATIONS_A_DAY = 3
"""Mails that ask one mailbox to confirm: anybody can type anybody's address into the form."""
CONFIRMATIONS_OF_A_DOMAIN = 30
"""Those to all mailboxes of a domain, where not everybody has one: all may be one person's."""
_DAY = timedelta(days=1)


def subscription_writes(
    services: Services,
    keys: Keys,
    vault: Vault | None,
    comment: Comment,
    submission: SubmittedComment,
    by: str,
) -> list[Write]:
    """What is written with a comment whose writer asked; nothing where no mail is sent.

    Nor for spam, nor for one of very many from the same sender, nor where the mailbox, or its
    domain, has been asked often enough today. An address that confirmed before is asked again:
    whoever types it now may be somebody else. Counts as a mail, under `by`.
    """
    if not submission.notify or vault is None or not _is_worth_a_mail(comment):
        return []
    now = services.clock()
    # Sealed before anybody looks: how long it takes does not tell whether it was asked before.
    sealed = vault.seal(submission.email, comment.id)
    if _was_asked_enough(services, keys, submission.email, now, by):
        return []
    # It needs no other source of chance.
    token = token_of(keys.signature("subscription", comment.id))
    return [
        Put(requested(comment, sealed, token, now)),
        Put(notice_of(NoticeKind.CONFIRM, comment.id, now)),
    ]


def confirmations(counted: str, now: datetime) -> str:
    """What the counter of the day's confirmation mails to a mailbox or a domain is called."""
    return f"confirm#{counted}#{now.date().isoformat()}"


def _is_worth_a_mail(comment: Comment) -> bool:
    rushed = any(signal.name is SignalName.SENDER_RATE for signal in comment.signals)
    return comment.state is not CommentState.SPAM and not rushed


def _was_asked_enough(services: Services, keys: Keys, email: str, now: datetime, by: str) -> bool:
    mailbox = mailbox_counted(keys, email)
    if _asked_today(services, mailbox, now, by) > CONFIRMATIONS_A_DAY:
        return True
    if domain_of(mailbox_of(email)) in PUBLIC_PROVIDERS:
        return False
    return _asked_today(services, domain_counted(keys, email), now, by) > CONFIRMATIONS_OF_A_DOMAIN


def _asked_today(services: Services, counted: str, now: datetime, by: str) -> int:
    ends = datetime.combine(now.date(), time(), UTC) + 2 * _DAY
    return services.table.count_up(confirmations(counted, now), int(ends.timestamp()), by)
