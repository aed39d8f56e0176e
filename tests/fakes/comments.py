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
    """Implements `Keys`, with keys that everybody knows."""

    def sender(self, email: str) -> str:
        return _hash("sender", email.strip().lower())

    def address(self, ip: str, day: date) -> str:
        return _hash(day.isoformat(), ip)

    def signature(self, purpose: str, text: str) -> str:
        return _hash(f"signature {purpose}", text)

    def monthly_signature(self, text: str, month: date) -> str:
        return _hash(f"month {month.isoformat()}", text)


def make_desk(newsroom: Services, **parts: Any) -> CommentServices:
    """What the use cases of comments take, on the table that is given."""
    return CommentServices(
        **vars(newsroom), **{"keys": MemoryKeys(), "title": "The Example", **parts}
    )


def _hash(purpose: str, text: str) -> str:
    return hashlib.sha256(f"{purpose}\0{text}".encode()).hexdigest()[:27]
