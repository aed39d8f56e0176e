"""A queue of dead letters, looked through once, by somebody who may break off at any moment."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

HELD_SECONDS = 900
"""For how long what was taken is kept from others, and from the next run after a killed one."""

LOOK_SECONDS = 2
"""A shorter look may see none of a queue that has some (SQS, long polling)."""


class Letter(NamedTuple):
    """One message. `sent` is when it was sent first, before it came here."""

    id: str
    receipt: str
    body: str
    sent: datetime


class DeadQueue:
    """Gives each letter once. Whatever is not thrown away is there again when it is closed."""

    def __init__(self, sqs: Any, url: str) -> None:
        self._sqs, self._url = sqs, url
        self._held: dict[str, Letter] = {}

    def __enter__(self) -> "DeadQueue":
        return self

    def __exit__(self, *_: object) -> None:
        for letter in self._held.values():
            # One that was held for too long is there again already, and holds up no other.
            with contextlib.suppress(ClientError):
                self._sqs.change_message_visibility(
                    QueueUrl=self._url, ReceiptHandle=letter.receipt, VisibilityTimeout=0
                )

    def __iter__(self) -> Iterator[Letter]:
        asked = {"QueueUrl": self._url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": LOOK_SECONDS}
        asked |= {"VisibilityTimeout": HELD_SECONDS, "AttributeNames": ["All"]}
        while found := self._sqs.receive_message(**asked).get("Messages"):
            for message in found:
                letter = _letter(message)
                is_new = letter.id not in self._held
                self._held[letter.id] = letter
                if is_new:
                    yield letter

    def throw_away(self, letter: Letter) -> None:
        """What it was about is done, or past."""
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=letter.receipt)
        del self._held[letter.id]


def _letter(message: Any) -> Letter:
    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    return Letter(message["MessageId"], message["ReceiptHandle"], message["Body"], sent)
