"""A reader sends a comment."""

import hashlib

import msgspec

from broadsheet.domain.comment import Comment, CommentState, moderation_entry_of
from broadsheet.domain.submission import CommentSubmission
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request, commit_once
from broadsheet.usecases.ports import Absent, Put, Write
from broadsheet.usecases.read_comments import commented_article


def submit_comment(
    newsroom: Newsroom, request: Request, article_id: str, submission: CommentSubmission
) -> Receipt:
    """Write the comment down for the moderators. The same comment sent twice is one comment.

    Raises NotFound for an article that readers cannot see.
    """
    card = commented_article(newsroom.table, article_id)
    fingerprint = _fingerprint(article_id, submission)
    # A form resubmitted by a browser has no Idempotency-Key: its content is the key.
    key = f"{article_id}#{request.idempotency_key or fingerprint}"
    request = msgspec.structs.replace(request, idempotency_key=key, fingerprint=fingerprint)
    comment_id = newsroom.ids()

    def plan() -> tuple[list[Write], Receipt]:
        comment = Comment(
            id=comment_id,
            article_id=article_id,
            name=submission.name,
            email=submission.email,
            body=submission.body,
            html=newsroom.markup.comment(submission.body),
            state=CommentState.PENDING,
            version=1,
            submitted_at=newsroom.clock(),
        )
        writes: list[Write] = [Put(comment, Absent()), Put(moderation_entry_of(comment))]
        receipt: Receipt = {"id": comment_id, "state": comment.state.value, "path": card.path}
        return writes, receipt

    return commit_once(newsroom, request, plan)


def _fingerprint(article_id: str, submission: CommentSubmission) -> str:
    parts = (article_id, submission.name, submission.email, submission.body)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
