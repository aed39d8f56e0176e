"""The writer of a comment asks to hear of replies."""

from datetime import UTC, datetime, time, timedelta

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.mail.subscription import NoticeKind, notice_of, requested
from broadsheet.usecases.shared.ports import Keys, Put, Vault, Write
from broadsheet.usecases.shared.services import Services

CONFIRMATIONS_A_DAY = 3
"""Mails that ask one address to confirm: anybody can type anybody's address into the form."""
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

    Nor for spam, nor for one of very many from the same sender, nor where the address has been
    asked often enough today. An address that confirmed before is asked again: whoever types it
    now may be somebody else. Counts as a mail, under `by`.
    """
    if not submission.notify or vault is None or not _is_worth_a_mail(comment):
        return []
    now = services.clock()
    if _asked_today(services, comment.sender, now, by) > CONFIRMATIONS_A_DAY:
        return []
    sealed = vault.seal(submission.email, comment.id)
    # Nobody can guess it; and it needs no other source of chance. Addresses of ours have no `_`.
    token = keys.signature("subscription", comment.id).replace("_", "-")
    return [
        Put(requested(comment, sealed, token, now)),
        Put(notice_of(NoticeKind.CONFIRM, comment.id, now)),
    ]


def confirmations(sender: str, now: datetime) -> str:
    """What the counter of an address's confirmation mails of the day is called."""
    return f"confirm#{sender}#{now.date().isoformat()}"


def _is_worth_a_mail(comment: Comment) -> bool:
    rushed = any(signal.name is SignalName.SENDER_RATE for signal in comment.signals)
    return comment.state is not CommentState.SPAM and not rushed


def _asked_today(services: Services, sender: str, now: datetime, by: str) -> int:
    ends = datetime.combine(now.date(), time(), UTC) + 2 * _DAY
    return services.table.count_up(confirmations(sender, now), int(ends.timestamp()), by)
