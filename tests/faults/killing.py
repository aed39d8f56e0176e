"""Clients that let a function die at any one of its AWS calls."""

import enum
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ReadTimeoutError


class How(enum.Enum):
    """What happens at the call."""

    BEFORE = "dies before"
    AFTER = "dies after"
    UNANSWERED = "never hears of"


class Killed(BaseException):
    """The process is gone: nothing in it can catch this, as nothing catches a SIGKILL."""


class Killer:
    """Counts the calls of all clients; at one of them, if told so, the process dies."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._at: int | None = None
        self._how = How.BEFORE
        self._meanwhile: Callable[[], object] | None = None

    def spare(self) -> None:
        """Let everything live, and count from 1 again."""
        self.calls, self._at, self._meanwhile = [], None, None

    def strike(self, at: int, how: How) -> None:
        """Kill at the call of this number, counted from now and from 1; once."""
        self.calls, self._at, self._how = [], at, how

    def interrupt(self, at: int, meanwhile: Callable[[], object]) -> None:
        """Let something else happen before the call of this number; once."""
        self.spare()
        self._at, self._meanwhile = at, meanwhile

    def client(self, real: Any) -> Any:
        """The client, in this killer's hands."""
        return _Client(self, real)

    def call(self, name: str, real: Callable[..., Any], asked: dict[str, Any]) -> Any:
        """Make the call, or die at it."""
        self.calls.append(name)
        struck = len(self.calls) == self._at
        if struck and self._meanwhile:
            meanwhile = self._meanwhile
            self.spare()
            meanwhile()
            return real(**asked)
        if struck and self._how is How.BEFORE:
            raise Killed(name)
        answer = real(**asked)
        if struck and self._how is How.AFTER:
            raise Killed(name)
        if struck:
            raise ReadTimeoutError(endpoint_url=f"https://{name}")
        return answer


_NO_CALLS = {"get_paginator", "generate_presigned_post", "generate_presigned_url"}
"""What a client does by itself."""


class _Client:
    def __init__(self, killer: Killer, real: Any) -> None:
        self._killer = killer
        self._real = real

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if not callable(real) or name in _NO_CALLS:
            return real
        return lambda **asked: self._killer.call(name, real, asked)
