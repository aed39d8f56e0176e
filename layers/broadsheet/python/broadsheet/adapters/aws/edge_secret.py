"""What our own CloudFront says to the API, so that its word on the viewer is believed.

A secret of its own in Secrets Manager, read at run time: so it can be made anew without a
deployment (`operate/rotate_edge.py`), and its predecessor is taken for as long as some edge of
CloudFront may still say that.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from broadsheet.adapters.aws.observability import logger

KEPT = timedelta(minutes=5)
"""How long what was read is used."""
AGAIN = timedelta(minutes=1)
"""How soon an unknown value makes us read again: it may be new, or anybody's invention."""
_CURRENT, _PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"


class EdgeSecret:
    """Tells whether a request came by our own CloudFront; one for each copy of a function."""

    def __init__(self, client: Any, secret_id: str, clock: Callable[[], datetime]) -> None:
        self._client, self._secret_id, self._clock = client, secret_id, clock
        self._values: tuple[bytes, ...] = ()
        self._read_at: datetime | None = None

    def __call__(self, said: str) -> bool | None:
        """Whether `said` is the secret or its predecessor; None where nobody can tell now.

        The values are compared in constant time. Never raises: a comment is not lost because
        nobody can say where it comes from.
        """
        if not said:
            return False
        if self._is_older_than(KEPT) or (not self._has(said) and self._is_older_than(AGAIN)):
            self._read()
        return self._has(said) if self._values else None

    def _has(self, said: str) -> bool:
        # All of them, so that the time does not tell which one it is.
        told = said.encode("utf-8", "replace")
        found = [hmac.compare_digest(told, value) for value in self._values]
        return any(found)

    def _is_older_than(self, age: timedelta) -> bool:
        return self._read_at is None or self._clock() - self._read_at >= age

    def _read(self) -> None:
        """Both values; where that fails, those of the last time are used for longer."""
        self._read_at = self._clock()
        try:
            values = [self._value(stage) for stage in (_CURRENT, _PREVIOUS)]
        except (BotoCoreError, ClientError) as error:
            logger().warning("edge secret not read", extra={"reason": type(error).__name__})
            return
        self._values = tuple(value.encode() for value in values if value)

    def _value(self, stage: str) -> str:
        """Empty where the secret has no such version: it was never made anew."""
        try:
            answer = self._client.get_secret_value(SecretId=self._secret_id, VersionStage=stage)
        except self._client.exceptions.ResourceNotFoundException:
            if stage == _CURRENT:
                raise
            return ""
        value: str = answer["SecretString"]
        return value
