"""Comments from our own file stand again as they stood: numbers, states, queues and trails.

Where the numbers of the file are others' by now, its comments get new ones, after those.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from broadsheet.domain.comments.comment import Comment, CommentState, Number, comment_key
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.domain.comments.numbering import NumbersGiven
from broadsheet.domain.comments.sender import Sender, sender_key
from broadsheet.domain.shared.errors import Invalid, TooLarge
from broadsheet.domain.shared.record import Key
from broadsheet.domain.transfer.comment_lines import (
    ArticleLine,
    ArticleRef,
    CommentLine,
    HeaderLine,
    LeftOut,
    Line,
    SenderLine,
)
from broadsheet.usecases.comments.comment_changes import MOST_TRAIL
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.write_comments import (
    MOST_WRITES,
    CommentWriter,
    PreparedComment,
)
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Put, Span
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.export_comments import READ, is_ours
from broadsheet.usecases.transfer.import_comments import (
    Check,
    ImportOptions,
    ImportReport,
    write_all,
)
from broadsheet.usecases.transfer.restored_lines import Restored, problem_with, restored

_MOST = 10_000_000


def restore_comments(
    services: CommentServices,
    request: Request,
    lines: Iterable[Line | LeftOut],
    find: Callable[[ArticleRef], str | None],
    check: Check,
    options: ImportOptions,
) -> ImportReport:
    """Take over the lines of a file, which come article by article. What became of each.

    `check` is the rules that hold for readers: the file may have been anywhere.
    Raises InFlight if others keep changing the same discussion: then it is to be started again.
    """
    restoring = _Restoring(services, request, find, check, options)
    for line in lines:
        restoring.read(line)
    restoring.finish()
    return restoring.report


class _Restoring:
    """Goes through the lines, and writes an article's comments when its last was read."""

    def __init__(
        self,
        services: CommentServices,
        request: Request,
        find: Callable[[ArticleRef], str | None],
        check: Check,
        options: ImportOptions,
    ) -> None:
        self._services, self._request = services, request
        self._find, self._check, self._options = find, check, options
        self._knows_senders = False
        self._article: ArticleLine | None = None
        self._comments: list[CommentLine] = []
        self._senders: list[SenderLine] = []
        self.report = ImportReport()

    def read(self, line: Line | LeftOut) -> None:
        match line:
            case HeaderLine():
                self._knows_senders = is_ours(self._services.keys, line.keys)
            case ArticleLine():
                self._write_article()
                self._article = line
            case CommentLine():
                self._read_comment(line)
            case SenderLine():
                self._read_sender(line)
            case LeftOut():
                self.report.left_out.append(line)

    def finish(self) -> None:
        self._write_article()
        self._write_senders()
        self._options.told(self.report)

    def _read_comment(self, line: CommentLine) -> None:
        if self._article is None or self._article.article_id != line.article_id:
            self._write_article()
            self._article = ArticleLine(
                article_id=line.article_id, path=line.path, threads=0, replies={}
            )
        self._comments.append(line)

    def _write_article(self) -> None:
        article, lines = self._article, self._comments
        self._article, self._comments = None, []
        if article is None:
            return
        ref = ArticleRef(key=article.article_id, url=article.path, identifier=article.article_id)
        article_id = self._find(ref)
        if article_id is None:
            self._leave_out(lines, "no_such_article", article.path or article.article_id)
            return
        writer = CommentWriter(self._services, self._request, article_id)
        given = NumbersGiven(article.threads, article.replies)
        valid = list(self._valid(lines, article_id))
        prepared = _with_own_numbers(self._services, article_id, given, valid)
        if prepared is None:
            prepared = _renumbered(valid)
        elif not self._options.is_dry_run:
            writer.reserve(given)
        prepared = [self._with_room(one) for one in prepared]
        write_all(writer, article_id, prepared, self._options, self.report)

    def _with_room(self, prepared: PreparedComment) -> PreparedComment:
        """With as much of its trail as fits into its transaction; the rest is written before."""
        rest = prepared.trail[MOST_TRAIL:]
        is_there = rest and self._services.table.get(Comment, prepared.comment.key)
        if rest and not is_there and not self._options.is_dry_run:
            for start in range(0, len(rest), MOST_WRITES):
                cause = Cause(self._request.id, self._services.clock())
                part = [Put(entry) for entry in rest[start : start + MOST_WRITES]]
                self._services.table.commit(part, cause)
        return prepared._replace(trail=prepared.trail[:MOST_TRAIL])

    def _leave_out(self, lines: Iterable[CommentLine], reason: str, detail: str) -> None:
        for line in lines:
            self.report.leave_out(line.id, reason, detail)

    def _valid(self, lines: Sequence[CommentLine], article_id: str) -> Iterator[PreparedComment]:
        now, skip_spam = self._services.clock(), self._options.skip_spam
        seen: set[str] = set()
        for line in lines:
            problem = problem_with(line, now, skip_spam=skip_spam)
            if problem or line.id in seen:
                self.report.left_out.append(problem or LeftOut(id=line.id, reason="duplicate"))
                continue
            seen.add(line.id)
            try:
                found = self._restored(line, article_id)
                self._must_fit(found.comment)
            except TooLarge as error:
                self._leave_out([line], "too_large", error.detail)
                continue
            except Invalid as error:
                wrong = error.errors[0]
                self._leave_out([line], f"body_{wrong.code}", wrong.detail)
                continue
            self.report.notes += [found.note] if found.note else []
            yield found.comment

    def _restored(self, line: CommentLine, article_id: str) -> Restored:
        markup, knows = self._services.markup, self._knows_senders
        return restored(line, article_id, markup, self._check, knows_senders=knows)

    def _must_fit(self, prepared: PreparedComment) -> None:
        cause = Cause(self._request.id, self._services.clock())
        for record in (prepared.comment, *prepared.trail):
            self._services.table.must_fit(record, cause)

    def _read_sender(self, line: SenderLine) -> None:
        self._senders.append(line)
        if len(self._senders) == READ:
            self._write_senders()

    def _write_senders(self) -> None:
        lines, self._senders = self._senders, []
        if not lines or not self._knows_senders or self._options.is_dry_run:
            return
        table = self._services.table
        there = table.get_many(Sender, [_standing_of(line) for line in lines])
        for line in lines:
            if _standing_of(line) not in there:
                record = Sender(**msgspec.structs.asdict(line), version=1)
                cause = Cause(self._request.id, self._services.clock())
                try:
                    table.commit([Put(record, Absent())], cause)
                except ConditionFailed:
                    # Judged here meanwhile: that counts for more than the file.
                    continue


def _standing_of(line: SenderLine) -> Key:
    return sender_key(line.sender, line.reader)


def _with_own_numbers(
    services: Services, article_id: str, given: NumbersGiven, comments: Sequence[PreparedComment]
) -> list[PreparedComment] | None:
    """With the numbers that they had, by their dates; None where others have some of these."""
    numbers = [c.comment.number for c in comments if c.comment.number]
    same = {(c.comment.id, c.comment.number) for c in comments}
    taken: set[int] = set()
    keys = [comment_key(i) for i in sorted(set(_ids_on(services, article_id)))]
    for start in range(0, len(keys), READ):
        found = services.table.get_many(Comment, keys[start : start + READ])
        others = (c for c in found.values() if (c.id, c.number) not in same)
        taken |= {c.number.thread for c in others if c.number}
    own = {number.thread for number in numbers}
    is_clear = all(thread > given.threads and thread not in own for thread in taken)
    if not is_clear or len(set(numbers)) < len(numbers):
        return None
    return sorted(comments, key=lambda c: (c.comment.submitted_at, c.comment.id))


def _ids_on(services: Services, article_id: str) -> Iterator[str]:
    """All comments of the article: each stands in the queue of its state."""
    for state in CommentState:
        span = Span(moderation_pk(queue_of(state, article_id)))
        entries = services.table.query(ModerationEntry, span, limit=_MOST)
        yield from (entry.comment_id for entry in entries)


def _renumbered(comments: Sequence[PreparedComment]) -> list[PreparedComment]:
    """Without numbers, in the order of those that they had: a parent came before its answers."""
    ids = {c.comment.number: c.comment.id for c in comments if c.comment.number}
    answered = {c.comment.answers for c in comments}

    def order(prepared: PreparedComment) -> tuple[Number, datetime, str]:
        comment = prepared.comment
        last = Number(_MOST)
        return comment.number or last, comment.submitted_at, comment.id

    return [
        one._replace(
            comment=msgspec.structs.replace(one.comment, number=None, answers=None),
            parent=ids.get(one.comment.answers) if one.comment.answers else None,
            is_answered=one.comment.number in answered,
        )
        for one in sorted(comments, key=order)
    ]
