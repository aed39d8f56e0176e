"""The page is brought in line with comments: numbered once, shown, hidden.

All of an article's comments are placed under one lock, the version of its `CommentCount`, many
at a time: that item is written once for a whole batch, however many comments come. A comment's
own version says that nobody changed it since it was read.
"""

from collections.abc import Mapping, Sequence

import msgspec

from broadsheet.domain.comments.comment import (
    Comment,
    CommentCount,
    Placement,
    Thread,
    comment_count_key,
    comment_key,
    placement_key,
    thread_key,
    thread_of,
)
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.comments.locked_counts import LockedCounts
from broadsheet.usecases.mail.reply_notices import notices_of
from broadsheet.usecases.shared.committing import Request, commit_plan
from broadsheet.usecases.shared.ports import Equals, Put, Remove, Write
from broadsheet.usecases.shared.read_together import ReadTogether
from broadsheet.usecases.shared.services import Services

BATCH = 19
"""Comments in one transaction: each takes at most five of its 100 writes (itself, its face, its
placement, its thread's count, a notice), and the article's count takes one."""
_IN_FLIGHT = sentence("Others are changing the same comments at this moment. Please try again.")


def place_comments(
    services: Services, request: Request, article_id: str, comment_ids: Sequence[str]
) -> int:
    """Bring the page in line with these comments, in this order; how many had to be.

    What was placed already is left alone, so that it may be asked for again at any time.
    Raises InFlight if others keep changing the same comments.
    """
    ids = list(dict.fromkeys(comment_ids))
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return sum(_placed(services, request, article_id, batch) for batch in batches)


def _placed(services: Services, request: Request, article_id: str, ids: list[str]) -> int:
    def plan() -> tuple[list[Write], int]:
        placing = _Placing(services, article_id)
        placing.plan(ids)
        return placing.writes, placing.placed

    return commit_plan(services, request, plan, _IN_FLIGHT)


class _Placing:
    """One look at the comments, and the transaction that follows from it."""

    def __init__(self, services: Services, article_id: str) -> None:
        self._services, self._article_id = services, article_id
        self.writes: list[Write] = []
        self.placed = 0

    def plan(self, ids: list[str]) -> None:
        """Plan the writes for those of the comments that are not placed."""
        keys = [comment_key(i) for i in ids]
        wanted: dict[Key, type[Record]] = {comment_count_key(self._article_id): CommentCount}
        wanted |= dict.fromkeys(keys, Comment)
        known = ReadTogether(self._services.table, wanted)
        self._counts = LockedCounts(known, self._article_id)
        found = {key: comment for key in keys if (comment := known.get(Comment, key))}
        comments = [found[k] for i in ids if (k := comment_key(i)) in found]
        unsettled = [c for c in comments if not c.is_settled]
        self._place_all(unsettled)
        if len(unsettled) < len(ids):
            self._clear_up({i: found.get(comment_key(i)) for i in ids})
        if self.placed:
            self.writes += self._counts.writes()

    def _place_all(self, unsettled: list[Comment]) -> None:
        answered = {c.answers.thread for c in unsettled if c.answers and c.number is None}
        self._counts.read_replies(answered)
        for comment in unsettled:
            self._place(comment)
        self.placed = len(unsettled)
        new_replies = [c for c in unsettled if c.is_public and c.number is None and c.answers]
        self.writes += notices_of(self._services, new_replies)

    def _place(self, comment: Comment) -> None:
        number = comment.number
        if comment.is_public and number is None:
            number = self._counts.next_number(comment.answers)
        self._counts.visible += comment.is_public - comment.shown
        after = msgspec.structs.replace(
            comment,
            number=number,
            shown=comment.is_public,
            version=comment.version + 1,
            placed=comment.version + 1,
        )
        self.writes.append(Put(after, Equals("version", comment.version)))
        # Whoever writes a newer one changes the comment's version with it.
        self.writes.append(Remove(placement_key(self._article_id, comment.id)))
        if after.shown:
            self.writes.append(Put(thread_of(after)))
        elif number is not None:
            self.writes.append(Remove(thread_key(self._article_id, number)))

    def _clear_up(self, comments: Mapping[str, Comment | None]) -> None:
        """Remove placements that nothing waits for: their comments are as they should be, or gone.

        One that is newer than its comment, as that was read, is left to its own delivery.
        """
        done = {i for i, comment in comments.items() if comment is None or comment.is_settled}
        keys = [placement_key(self._article_id, i) for i in comments if i in done]
        for key, waiting in self._services.table.get_many(Placement, keys).items():
            comment = comments[waiting.comment_id]
            if comment is None:
                self._forget(key, waiting)
            elif waiting.version <= comment.version:
                self.writes.append(Remove(key, Equals("version", waiting.version)))

    def _forget(self, key: Key, waiting: Placement) -> None:
        self.writes.append(Remove(key))
        if waiting.number is None:
            return
        where = thread_key(self._article_id, waiting.number)
        if self._services.table.get_many(Thread, [where]):
            self.writes.append(Remove(where))
            self._counts.visible -= 1
            self.placed += 1
