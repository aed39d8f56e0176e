"""What was done to a comment: by whom, when, why, and what it said before and after."""

from typing import NamedTuple

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.usecases.comments.comment_changes import MOST_TRAIL, comment_by_id, trail_span
from broadsheet.usecases.shared.paging import Cursor, Slice, rest, slice_of
from broadsheet.usecases.shared.ports import Reads


class TrailStep(NamedTuple):
    """An entry of the trail; after an edit, also what the comment said then."""

    entry: TrailEntry
    said: str | None


def read_trail(
    reads: Reads, who: Principal, comment_id: str, limit: int, cursor: Cursor | None
) -> Slice[TrailStep]:
    """The trail of a comment, oldest first. Raises Forbidden, NotFound, Malformed."""
    who.must(Scope.COMMENTS_MODERATE)
    comment = comment_by_id(reads, comment_id)
    found = slice_of(reads, TrailEntry, trail_span(comment_id), limit, cursor)
    said = _said_after(reads, comment, found)
    steps = []
    for entry in reversed(found.items):
        steps.append(TrailStep(entry, said if entry.body is not None else None))
        said = said if entry.body is None else entry.body
    return Slice(steps[::-1], found.next)


def _said_after(reads: Reads, comment: Comment, found: Slice[TrailEntry]) -> str:
    """What the comment said at the end of the slice: what the next edit says that it was before."""
    if found.next is None:
        return comment.body
    later = rest(trail_span(comment.id), found.next)
    entries = reads.query(TrailEntry, later, limit=MOST_TRAIL)
    return next((e.body for e in entries if e.body is not None), comment.body)
