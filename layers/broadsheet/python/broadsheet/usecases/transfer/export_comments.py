"""Every comment of every state with all that is known of it, in the same order each time.

There is no e-mail address in it, as there is none in a comment: senders are keyed hashes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.comments.comment import (
    Comment,
    CommentCount,
    ReplyCount,
    comment_count_key,
    comment_key,
    reply_count_key,
)
from broadsheet.domain.comments.moderation import TrailEntry
from broadsheet.domain.comments.reports import Reports, reports_key
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.shared.record import Record, stamp
from broadsheet.domain.transfer.comment_lines import (
    AS_IT_IS,
    ArticleLine,
    CommentLine,
    HeaderLine,
    Line,
    SenderLine,
    TrailLine,
)
from broadsheet.usecases.comments.comment_changes import trail_span
from broadsheet.usecases.shared.ports import AllRecords, Keys, Reads, Span

L = TypeVar("L", TrailLine, SenderLine)

READ = 100
"""Comments that are read at once (BatchGetItem)."""
_MOST = 100_000_000
"""More than there are of anything that belongs to one article or comment."""
_MARK = ("comments file", "senders")
_TOLD = (*AS_IT_IS, "article_id", "name", "sender", "body", "reader")
"""Fields of a comment that a line has under the same name."""


def keys_mark(keys: Keys) -> str:
    """Says under which keys senders were hashed, and nothing about the keys."""
    return keys.signature(*_MARK)


def is_ours(keys: Keys, mark: str) -> bool:
    """Whether a mark says that senders were hashed under keys that are kept here."""
    return keys.is_signed(*_MARK, mark)


def export_comments(reads: Reads, records: AllRecords, keys: Keys) -> Iterator[Line]:
    """The lines of the file: articles by their ids, and their comments by date.

    Comments that are written meanwhile may be missing; those that are there are whole.
    """
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    senders: list[Sender] = []
    for record in records.scan():
        if isinstance(record, Comment):
            found[record.article_id].append((stamp(record.submitted_at), record.id))
        elif isinstance(record, CommentCount):
            found[record.article_id] += []
        elif isinstance(record, Sender):
            senders.append(record)
    yield HeaderLine(keys=keys_mark(keys))
    for article_id in sorted(found):
        yield from _article(reads, article_id, [i for _, i in sorted(found[article_id])])
    yield from (_told(SenderLine, sender) for sender in sorted(senders, key=lambda s: s.key))


def _article(reads: Reads, article_id: str, ids: Sequence[str]) -> Iterator[Line]:
    article = reads.get(Article, article_key(article_id))
    count = reads.get(CommentCount, comment_count_key(article_id))
    replies = reads.query(ReplyCount, Span(reply_count_key(article_id, 0).pk), limit=_MOST)
    path = article.path if article else ""
    yield ArticleLine(
        article_id=article_id,
        path=path,
        threads=count.threads if count else 0,
        replies={of.thread: of.replies for of in replies},
    )
    for start in range(0, len(ids), READ):
        keys = [comment_key(i) for i in ids[start : start + READ]]
        comments = reads.get_many(Comment, keys)
        reported = [reports_key(c.id) for c in comments.values() if c.reports]
        reports = reads.get_many(Reports, reported) if reported else {}
        for key in keys:
            if key in comments:
                comment = comments[key]
                yield _line(reads, comment, path, reports.get(reports_key(comment.id)))


def _line(reads: Reads, comment: Comment, path: str, reports: Reports | None) -> CommentLine:
    touched = comment.former or comment.edited_at or comment.reports or comment.decided_by
    trail = reads.query(TrailEntry, trail_span(comment.id), limit=_MOST) if touched else []
    return CommentLine(
        **{name: getattr(comment, name) for name in _TOLD},
        path=path,
        number=str(comment.number) if comment.number else None,
        answers=str(comment.answers) if comment.answers else None,
        reported=reports.newest if reports else (),
        reported_until=reports.expires_at if reports else None,
        trail=tuple(_told(TrailLine, entry) for entry in trail),
    )


def _told(kind: type[L], record: Record) -> L:
    """The line that has the record's fields of the same names."""
    return kind(**{name: getattr(record, name) for name in kind.__struct_fields__})
