"""The comment desk in memory."""

import hashlib
from datetime import date
from typing import Any

from broadsheet.usecases.comment_desk import CommentDesk
from broadsheet.usecases.newsroom import Newsroom
from broadsheet.usecases.ports import Visit

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


def make_desk(newsroom: Newsroom, **parts: Any) -> CommentDesk:
    """The newsroom's comment desk."""
    return CommentDesk(newsroom=newsroom, **{"keys": MemoryKeys(), "title": "The Example", **parts})


def _hash(purpose: str, text: str) -> str:
    return hashlib.sha256(f"{purpose}\0{text}".encode()).hexdigest()[:27]
