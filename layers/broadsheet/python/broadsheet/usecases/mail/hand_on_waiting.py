"""Mails that were written down and never sent are queued again."""

from datetime import datetime, timedelta

from broadsheet.domain.mail.subscription import Notice
from broadsheet.usecases.mail.ports import MailQueue
from broadsheet.usecases.shared.ports import AllRecords

LOST_AFTER = timedelta(hours=1)
"""Until then a notice is on its way: two that are sent at the same moment would be two mails. One
that SES refuses may be in the queue for three days; whichever of two comes first removes it."""


def hand_on_waiting(records: AllRecords, queue: MailQueue, now: datetime) -> int:
    """Queue every mail that has waited for too long, while it is worth sending; how many.

    What the queue does not take now waits for the next time.
    """
    lost = [
        record
        for record in records.scan()
        if isinstance(record, Notice)
        and record.at <= now - LOST_AFTER
        and now.timestamp() < record.expires_at
    ]
    return len(lost) - len(queue.send(lost))
