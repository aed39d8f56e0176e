"""An article's counts of comments, read once and written back under their lock.

The lock is the version of its `CommentCount`: whoever changed the counts meanwhile wins, and the
other has to look again.
"""

from collections.abc import Iterable

import msgspec

from broadsheet.domain.comments.comment import (
    CommentCount,
    Number,
    ReplyCount,
    comment_count_key,
    reply_count_key,
)
from broadsheet.domain.comments.numbering import NumbersGiven
from broadsheet.usecases.shared.ports import Absent, Equals, Put, Reads, Write


class LockedCounts:
    """The counts as they were read, and as they are to be: `given` numbers, `visible` comments."""

    def __init__(self, reads: Reads, article_id: str) -> None:
        self._reads, self._article_id = reads, article_id
        before = reads.get(CommentCount, comment_count_key(article_id))
        self._before = before or CommentCount(article_id=article_id)
        self._replies_before: dict[int, int] = {}
        self.given = NumbersGiven(self._before.threads)
        self.visible = self._before.visible

    def read_replies(self, threads: Iterable[int]) -> None:
        """Read the counts of threads in which numbers may be given; at most 100."""
        keys = [reply_count_key(self._article_id, thread) for thread in sorted(set(threads))]
        found = self._reads.get_many(ReplyCount, keys) if keys else {}
        self._replies_before = {count.thread: count.replies for count in found.values()}
        self.given = self.given.at_least(NumbersGiven(replies=self._replies_before))

    def next_number(self, answers: Number | None) -> Number:
        """The next number for what answers that comment, or nothing."""
        number, self.given = self.given.next(answers)
        return number

    def has_changed(self) -> bool:
        """Whether there is anything to write."""
        before, now = self._before, (self.given.threads, self.visible)
        return now != (before.threads, before.visible) or bool(self._raised())

    def writes(self) -> list[Write]:
        """The counts as they are to be: the article's, and of replies those that were raised."""
        before = self._before
        after = msgspec.structs.replace(
            before, threads=self.given.threads, visible=self.visible, version=before.version + 1
        )
        lock = Equals("version", before.version) if before.version else Absent()
        return [*map(Put, self._raised()), Put(after, lock)]

    def _raised(self) -> list[ReplyCount]:
        return [
            ReplyCount(article_id=self._article_id, thread=thread, replies=replies)
            for thread, replies in self.given.replies.items()
            if self._replies_before.get(thread, 0) != replies
        ]
