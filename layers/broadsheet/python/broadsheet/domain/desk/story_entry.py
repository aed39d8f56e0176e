"""A story in the newsroom's lists: an entry in each queue, newest change first.

A queue is a state, whole or of one person. Entries are written in the article's own transaction:
with each change the old ones go and the new ones come, so that a list is one query that ends.
"""

from datetime import datetime
from enum import StrEnum

from broadsheet.domain.articles.article import Colleague, Hour, Returned, Term
from broadsheet.domain.articles.life import Kept
from broadsheet.domain.shared.record import Key, Record, stamp


class Queue(StrEnum):
    """Where a story waits or rests: its state, and drafts that came back apart from the others."""

    DRAFT = "draft"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    RETRACTED = "retracted"


EVERYBODY = ""
"""Whose queue it is that has the stories of all."""


class StoryEntry(Record, frozen=True, kw_only=True):
    """A story in a queue: what a row of the list shows, and what it is found by.

    `words` are those of headline and standfirst, each with a space before and behind it. `marks`
    are what it is called by, and whose turn it is (`stories.py`).
    """

    queue: Queue
    of: str = EVERYBODY
    """Whose queue: the id of who made the story, or has it; empty, and it is everybody's."""
    id: str
    version: int
    status: Kept
    title: str
    section: Term
    authors: tuple[str, ...]
    language: str
    direction: str
    path: str
    created_by: str
    created_by_id: str
    changed_at: datetime
    changed_by: str
    published_at: datetime | None = None
    publish_at: Hour | None = None
    unpublish_at: Hour | None = None
    returned: Returned | None = None
    assigned_to: Colleague | None = None
    words: str
    marks: tuple[str, ...]

    @property
    def key(self) -> Key:
        return Key(queue_pk(self.queue, self.of), f"{stamp(self.changed_at)}#{self.id}")


def queue_pk(queue: Queue, of: str = EVERYBODY) -> str:
    """The partition of a queue."""
    return f"STORIES#{queue}#{of}" if of else f"STORIES#{queue}"
