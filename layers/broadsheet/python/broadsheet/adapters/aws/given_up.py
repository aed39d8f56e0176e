"""What the queues of dead letters hold: how many, and not what."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from broadsheet.usecases.desk.read_today import GivenUp

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class DeadLetterCounts:
    """Implements `Failures`. `queues` are addresses by what is in them."""

    def __init__(self, client: "SQSClient", queues: Mapping[str, str]) -> None:
        self._client, self._queues = client, queues

    def __call__(self) -> list[GivenUp]:
        """See `Failures`. SQS counts roughly while messages come and go (GetQueueAttributes)."""
        counted = [GivenUp(what, self._number(url)) for what, url in self._queues.items()]
        return [one for one in counted if one.number]

    def _number(self, url: str) -> int:
        answer = self._client.get_queue_attributes(
            QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])
