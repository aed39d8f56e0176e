"""An editor decides on a comment, and the page follows."""

import msgspec

from broadsheet.domain.comment import (
    Comment,
    CommentCount,
    CommentState,
    Decision,
    comment_count_key,
    comment_key,
    decide,
    moderation_entry_of,
    thread_of,
)
from broadsheet.domain.errors import NotFound
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.ports import Absent, Equals, Put, Remove, Write


def moderate_comment(
    newsroom: Newsroom, request: Request, comment_id: str, decision: Decision
) -> Receipt:
    """Approve or reject a comment, or mark it as spam; any of these can be changed later.

    Raises Forbidden, NotFound and NotAllowedInState.
    """
    request.who.must_be_editor()

    def plan() -> tuple[list[Write], Receipt]:
        before = newsroom.table.get(Comment, comment_key(comment_id))
        if before is None:
            raise NotFound("There is no such comment.")
        return _decision(newsroom, request, before, decision)

    return commit_once(newsroom, request, plan)


def _decision(
    newsroom: Newsroom, request: Request, before: Comment, decision: Decision
) -> tuple[list[Write], Receipt]:
    after = msgspec.structs.replace(
        before,
        state=decide(before.state, decision),
        version=before.version + 1,
        decided_at=newsroom.clock(),
        decided_by=request.who.name,
    )
    counting: list[Write] = []
    if CommentState.APPROVED in (before.state, after.state):
        after, counting = _counted(newsroom, after)
    writes: list[Write] = [
        Put(after, Equals("version", before.version)),
        Remove(moderation_entry_of(before).key),
        Put(moderation_entry_of(after)),
        *counting,
    ]
    receipt: Receipt = {"id": after.id, "state": after.state.value, "article_id": after.article_id}
    return writes, receipt


def _counted(newsroom: Newsroom, after: Comment) -> tuple[Comment, list[Write]]:
    """The comment with its number, shown or hidden, and the article's count that follows."""
    key = comment_count_key(after.article_id)
    count = newsroom.table.get(CommentCount, key) or CommentCount(article_id=after.article_id)
    unchanged = Equals("version", count.version) if count.version else Absent()
    approved = after.state is CommentState.APPROVED
    threads = count.threads
    if after.thread is None:
        threads += 1
        after = msgspec.structs.replace(after, thread=threads)
    count = msgspec.structs.replace(
        count,
        threads=threads,
        visible=count.visible + (1 if approved else -1),
        version=count.version + 1,
    )
    thread = thread_of(after)
    shown: Write = Put(thread) if approved else Remove(thread.key)
    return after, [Put(count, unchanged), shown]
