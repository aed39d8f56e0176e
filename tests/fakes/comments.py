"""The comment desk in memory."""

import hashlib
from datetime import date
from typing import Any

from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.shared.services import Services

VISIT = Visit(ip="8.8.4.4", user_agent="Mozilla/5.0", seconds=40)
"""A person at a browser."""


class MemoryKeys:
    """Implements `Keys`, with keys that everybody knows. `kept` are those of senders."""

    def __init__(self) -> None:
        self.kept = [""]

    def rotate(self) -> None:
        """What `make rotate-keys` does, today."""
        self.kept.insert(0, f"key {len(self.kept)} ")

    def sender(self, email: str) -> str:
        return self.senders(email)[0]

    def senders(self, email: str) -> tuple[str, ...]:
        return tuple(_hash(f"{key}sender", email.strip().lower()) for key in self.kept)

    def address(self, ip: str, day: date) -> str:
        return _hash(day.isoformat(), ip)

    def signature(self, purpose: str, text: str) -> str:
        return self.signatures(purpose, text)[0]

    def signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        return tuple(_hash(f"{key}signature {purpose}", text) for key in self.kept)

    def recent_signatures(self, purpose: str, text: str) -> tuple[str, ...]:
        return self.signatures(purpose, text)

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        return signature in self.signatures(purpose, text)

    def learn(self) -> None:
        """There are no copies of it."""

    def monthly_signature(self, text: str, month: date) -> str:
        return _hash(f"month {month.isoformat()}", text)


def make_desk(newsroom: Services, **parts: Any) -> CommentServices:
    """What the use cases of comments take, on the table that is given."""
    return CommentServices(
        **vars(newsroom), **{"keys": MemoryKeys(), "title": "The Example", **parts}
    )


def _hash(purpose: str, text: str) -> str:
    return hashlib.sha256(f"{purpose}\0{text}".encode()).hexdigest()[:27]
