"""How the readers of the stream put a change aside: named in the queue, and in the log."""

from collections.abc import Sequence

import msgspec

from broadsheet.adapters.aws.dead_letters import DeadLetter, SqsDeadLetters
from broadsheet.adapters.aws.observability import logger


def put_aside(queue: SqsDeadLetters, letters: Sequence[DeadLetter]) -> list[str]:
    """Put the letters into the queue.

    The sequence numbers of the changes that it refused: they have to come again.
    """
    refused = queue.send(letters)
    for n, letter in enumerate(letters):
        if n not in refused:
            logger().error("change put aside", extra=msgspec.to_builtins(letter))
    return [letters[n].sequence for n in sorted(refused)]
