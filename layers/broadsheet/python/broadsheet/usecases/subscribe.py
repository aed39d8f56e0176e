"""The writer of a comment asks to hear of replies."""

from datetime import UTC, datetime, time, timedelta

from broadsheet.domain.comment import Comment, CommentState
from broadsheet.domain.comment_signals import SignalName
from broadsheet.domain.comment_submission import CommentSubmission
from broadsheet.domain.subscription import NoticeKind, notice_of, requested
from broadsheet.usecases.comment_desk import CommentDesk
from broadsheet.usecases.ports import Put, Write

CONFIRMATIONS_A_DAY = 3
"""Mails that ask one address to confirm: anybody can type anybody's address into the form."""
_DAY = timedelta(days=1)


def subscription_writes(
    desk: CommentDesk, comment: Comment, submission: CommentSubmission
) -> list[Write]:
    """What is written with a comment whose writer asked; nothing where no mail is sent.

    Nor for spam, nor for one of very many from the same sender, nor where the address has been
    asked often enough today. An address that confirmed before is asked again: whoever types it
    now may be somebody else. Counts as a mail each time that it is called.
    """
    if not submission.notify or desk.vault is None or not _is_worth_a_mail(comment):
        return []
    now = desk.newsroom.clock()
    if _asked_today(desk, comment.sender, now) > CONFIRMATIONS_A_DAY:
        return []
    sealed = desk.vault.seal(submission.email, comment.id)
    # Nobody can guess it; and it needs no other source of chance. Addresses of ours have no `_`.
    token = desk.keys.signature("subscription", comment.id).replace("_", "-")
    return [
        Put(requested(comment, sealed, token, now)),
        Put(notice_of(NoticeKind.CONFIRM, comment.id, now)),
    ]


def confirmations(sender: str, now: datetime) -> str:
    """What the tally of an address's confirmation mails of the day is called."""
    return f"confirm#{sender}#{now.date().isoformat()}"


def _is_worth_a_mail(comment: Comment) -> bool:
    rushed = any(signal.name is SignalName.SENDER_RATE for signal in comment.signals)
    return comment.state is not CommentState.SPAM and not rushed


def _asked_today(desk: CommentDesk, sender: str, now: datetime) -> int:
    ends = datetime.combine(now.date(), time(), UTC) + 2 * _DAY
    return desk.newsroom.table.count_up(confirmations(sender, now), int(ends.timestamp()))
