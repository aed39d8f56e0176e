"""What becomes of a message or a change that could not be dealt with.

What fails for a cause that passes, a throttle or a time-out, is tried again for as long as it is
worth anything. What nobody can read is put aside at once, and what fails for any other cause after
a few tries: it is named among the dead letters, and nothing waits behind it.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.adapters.aws.observability import logger
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.usecases.shared.ports import ConditionFailed, Contended

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

Message = Mapping[str, Any]
"""A record of an SQS event, as Lambda hands it over."""

TRIES = 5
"""Of what does not fail for a passing cause: a second look costs little, a fifth is enough."""
FIRST_RETRY = 2
"""Seconds until a message is tried again; each further time it is five times as long."""

_OURS = frozenset(
    {
        *("ValidationException", "SerializationException"),
        *("InvalidMessageContents", "InvalidParameterValue", "InvalidParameterCombination"),
    }
)
"""Codes that say that the request itself is wrong: it will be the next time, too."""
_NOT_IN_HAND = frozenset(
    {
        *("ReceiptHandleIsInvalid", "InvalidParameterValue", "MessageNotInflight"),
        "AWS.SimpleQueueService.MessageNotInflight",
    }
)


class Unreadable(Exception):
    """No release of ours wrote this message; no later delivery will make it readable."""


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Whatever fails in here is a message that cannot be read. Raises Unreadable."""
    try:
        yield
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def passes(error: Exception) -> bool:
    """Whether the same may succeed later, with nothing mended."""
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"] not in _OURS
    others = Contended | ConditionFailed | BroadsheetError
    return isinstance(error, BotoCoreError | OSError | others)


class Received(NamedTuple):
    """A message in the hands of a function: its receipt, and how often it was delivered."""

    receipt: str
    times: int

    @classmethod
    def of(cls, message: Message) -> "Received":
        """Of a record of an event."""
        return cls(message.get("receiptHandle", ""), _times(message))


AGAIN, PUT_ASIDE = "again", "put_aside"
"""What becomes of a message that fails: it comes again, or is among the dead letters."""


class SqsFailures:
    """Of one queue. `longest` is the longest wait before another try, in seconds."""

    def __init__(
        self, client: "SQSClient", queue_url: str, dead_letters_url: str, longest: int = 360
    ) -> None:
        self._client, self._queue, self._dead = client, queue_url, dead_letters_url
        self._longest = longest

    def puts_aside(
        self,
        message: Message,
        error: Exception,
        now: datetime,
        lasts: timedelta | None = None,
    ) -> bool:
        """Whether the message was put among the dead letters, and so need not come again.

        `lasts` is for how long it is worth anything since it was sent. One that its queue of dead
        letters does not take comes again.
        """
        if not self.gives_up(message, error, now, lasts):
            return False
        group = message.get("attributes", {}).get("MessageGroupId")
        ordered: dict[str, Any] = {}
        if group:
            ordered = {"MessageGroupId": group, "MessageDeduplicationId": message["messageId"]}
        try:
            self._client.send_message(QueueUrl=self._dead, MessageBody=message["body"], **ordered)
        except (ClientError, BotoCoreError):
            return False
        return True

    def gives_up(
        self,
        message: Message,
        error: Exception,
        now: datetime,
        lasts: timedelta | None = None,
    ) -> bool:
        """Whether there is to be no other try; see `puts_aside`."""
        if isinstance(error, Unreadable):
            return True
        if not passes(error):
            return _times(message) >= TRIES
        sent = message.get("attributes", {}).get("SentTimestamp")
        if lasts is None or sent is None:
            return False
        # The next try would come too late.
        waited = now.timestamp() - int(sent) / 1000
        return waited + self._wait(_times(message)) >= lasts.total_seconds()

    def _wait(self, times: int) -> int:
        return min(int(FIRST_RETRY * 5.0 ** min(times - 1, 10)), self._longest)

    def try_again_soon(self, failed: Sequence[Received]) -> None:
        """Shorten the wait of messages that failed, and so of their groups' later ones.

        Without it they would stand still for the whole visibility timeout. That is what happens
        to a message that is in nobody's hands any more.
        """
        for message in failed:
            try:
                self._client.change_message_visibility(
                    QueueUrl=self._queue,
                    ReceiptHandle=message.receipt,
                    VisibilityTimeout=self._wait(message.times),
                )
            except ClientError as error:
                if error.response["Error"]["Code"] not in _NOT_IN_HAND:
                    raise

    def hasten(self, failed: Sequence[Received]) -> None:
        """`try_again_soon` at the end of a batch. That it fails is in the log, and no more.

        It only saves time: raised, it would bring back what was done, minutes later.
        """
        try:
            self.try_again_soon(failed)
        except Exception:  # noqa: BLE001 - see above
            logger().exception("failed messages wait for the whole visibility timeout")


def each_of(
    messages: Sequence[Message],
    deal: Callable[[Message], str],
    failures: Callable[[], SqsFailures],
) -> tuple[Counter[str], dict[str, Any]]:
    """How often each became what, by what `deal` says of each; and what Lambda is answered.

    Those that are to come AGAIN come soon, and hold up no other.
    """
    outcomes: Counter[str] = Counter()
    again = []
    for message in messages:
        outcome = deal(message)
        outcomes[outcome] += 1
        if outcome == AGAIN:
            again.append(message)
    if again:
        failures().hasten([Received.of(one) for one in again])
    return outcomes, {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in again]}


def _times(message: Message) -> int:
    return int(message.get("attributes", {}).get("ApproximateReceiveCount", 1))
