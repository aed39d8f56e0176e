"""Comments from our own file stand again as they stood: numbers, states, queues and trails.

Where the numbers of the file are others' by now, its comments get new ones, after those.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from broadsheet.domain.comments.comment import Comment, CommentState, Number, comment_key
from broadsheet.domain.comments.moderation import ModerationEntry, moderation_pk, queue_of
from broadsheet.domain.comments.sender import Sender, sender_key
from broadsheet.domain.shared.errors import Invalid, TooLarge
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
    Arrival,
    Floor,
    Writing,
    batches_of,
)
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Put, Span
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.export_comments import READ, keys_mark
from broadsheet.usecases.transfer.import_comments import Check, Report, Wishes
from broadsheet.usecases.transfer.restored_lines import problem_with, restored

_MOST = 10_000_000


def restore_comments(
    services: CommentServices,
    request: Request,
    lines: Iterable[Line | LeftOut],
    find: Callable[[ArticleRef], str | None],
    check: Check,
    wishes: Wishes,
) -> Report:
    """Take over the lines of a file, which come article by article. What became of each.

    `check` is the rules that hold for readers: the file may have been anywhere.
    Raises InFlight if others keep changing the same discussion: then it is to be started again.
    """
    restoring = _Restoring(services, request, find, check, wishes)
    for line in lines:
        restoring.take(line)
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
        wishes: Wishes,
    ) -> None:
        self._services, self._services, self._request = services, services, request
        self._find, self._check, self._wishes = find, check, wishes
        self._knows_senders = False
        self._article: ArticleLine | None = None
        self._comments: list[CommentLine] = []
        self._senders: list[SenderLine] = []
        self.report = Report()

    def take(self, line: Line | LeftOut) -> None:
        match line:
            case HeaderLine():
                self._knows_senders = line.keys == keys_mark(self._services.keys)
            case ArticleLine():
                self._end_article()
                self._article = line
            case CommentLine():
                self._comment(line)
            case SenderLine():
                self._sender(line)
            case LeftOut():
                self.report.left_out.append(line)

    def finish(self) -> None:
        self._end_article()
        self._end_senders()
        self._wishes.told(self.report)

    def _comment(self, line: CommentLine) -> None:
        if self._article is None or self._article.article_id != line.article_id:
            self._end_article()
            replies: dict[int, int] = {}
            self._article = ArticleLine(
                article_id=line.article_id, path=line.path, threads=0, replies=replies
            )
        self._comments.append(line)

    def _end_article(self) -> None:
        article, lines = self._article, self._comments
        self._article, self._comments = None, []
        if article is None:
            return
        ref = ArticleRef(key=article.article_id, url=article.path, identifier=article.article_id)
        article_id = self._find(ref)
        if article_id is None:
            self._leave_out(lines, "no_such_article", article.path or article.article_id)
            return
        comments = list(self._valid(lines, article_id))
        writing = Writing(self._services, self._request, article_id)
        floor = Floor(article.threads, article.replies)
        arrivals = _arrivals(self._services, article_id, floor, comments)
        if arrivals is None:
            arrivals = _renumbered(comments)
        elif not self._wishes.is_rehearsal:
            writing.raise_to(floor)
        self._write(writing, article_id, arrivals)

    def _write(self, writing: Writing, article_id: str, arrivals: Sequence[Arrival]) -> None:
        for batch in batches_of([self._with_room(arrival) for arrival in arrivals]):
            new = writing.write(batch, is_rehearsal=self._wishes.is_rehearsal)
            taken = [a.comment.state.value for a in batch if a.comment.id in new]
            self.report.taken.update(taken)
            self.report.there += len(batch) - len(taken)
            self.report.articles[article_id] += len(taken)
            self._wishes.told(self.report)

    def _with_room(self, arrival: Arrival) -> Arrival:
        """With as much of its trail as fits into its transaction; the rest is written before."""
        rest = arrival.trail[MOST_TRAIL:]
        is_there = rest and self._services.table.get(Comment, arrival.comment.key)
        if rest and not is_there and not self._wishes.is_rehearsal:
            for start in range(0, len(rest), MOST_WRITES):
                cause = Cause(self._request.id, self._services.clock())
                part = [Put(entry) for entry in rest[start : start + MOST_WRITES]]
                self._services.table.commit(part, cause)
        return arrival._replace(trail=arrival.trail[:MOST_TRAIL])

    def _leave_out(self, lines: Iterable[CommentLine], reason: str, detail: str) -> None:
        self.report.left_out += [LeftOut(id=c.id, reason=reason, detail=detail) for c in lines]

    def _valid(self, lines: Sequence[CommentLine], article_id: str) -> Iterator[Arrival]:
        now, skip_spam = self._services.clock(), self._wishes.skip_spam
        seen: set[str] = set()
        for line in lines:
            problem = problem_with(line, now, skip_spam=skip_spam)
            if problem or line.id in seen:
                self.report.left_out.append(problem or LeftOut(id=line.id, reason="duplicate"))
                continue
            seen.add(line.id)
            sender = line.sender if self._knows_senders else ""
            try:
                found = restored(line, article_id, self._services.markup, sender, self._check)
                self._must_fit(found.arrival)
            except TooLarge as error:
                self._leave_out([line], "too_large", error.detail)
                continue
            except Invalid as error:
                wrong = error.errors[0]
                self._leave_out([line], f"body_{wrong.code}", wrong.detail)
                continue
            self.report.notes += [found.note] if found.note else []
            yield found.arrival

    def _must_fit(self, arrival: Arrival) -> None:
        cause = Cause(self._request.id, self._services.clock())
        for record in (arrival.comment, *arrival.trail):
            self._services.table.must_fit(record, cause)

    def _sender(self, line: SenderLine) -> None:
        self._senders.append(line)
        if len(self._senders) == READ:
            self._end_senders()

    def _end_senders(self) -> None:
        lines, self._senders = self._senders, []
        if not lines or not self._knows_senders or self._wishes.is_rehearsal:
            return
        table = self._services.table
        there = table.get_many(Sender, [sender_key(line.sender) for line in lines])
        for line in lines:
            if sender_key(line.sender) not in there:
                record = Sender(**msgspec.structs.asdict(line), version=1)
                cause = Cause(self._request.id, self._services.clock())
                try:
                    table.commit([Put(record, Absent())], cause)
                except ConditionFailed:
                    # Judged here meanwhile: that counts for more than the file.
                    continue


def _arrivals(
    services: Services, article_id: str, floor: Floor, arrivals: Sequence[Arrival]
) -> list[Arrival] | None:
    """With the numbers that they had, in their order; None where others have some of these."""
    numbers = [a.comment.number for a in arrivals if a.comment.number]
    same = {(a.comment.id, a.comment.number) for a in arrivals}
    taken: set[int] = set()
    keys = [comment_key(i) for i in sorted(set(_ids_on(services, article_id)))]
    for start in range(0, len(keys), READ):
        found = services.table.get_many(Comment, keys[start : start + READ])
        others = (c for c in found.values() if (c.id, c.number) not in same)
        taken |= {c.number.thread for c in others if c.number}
    given = {number.thread for number in numbers}
    is_clear = all(t > floor.threads and t not in given for t in taken)
    if not is_clear or len(set(numbers)) < len(numbers):
        return None
    return sorted(arrivals, key=lambda a: (a.comment.submitted_at, a.comment.id))


def _ids_on(services: Services, article_id: str) -> Iterator[str]:
    """All comments of the article: each stands in the queue of its state."""
    for state in CommentState:
        span = Span(moderation_pk(queue_of(state, article_id)))
        entries = services.table.query(ModerationEntry, span, limit=_MOST)
        yield from (entry.comment_id for entry in entries)


def _renumbered(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Without numbers, in the order of those that they had: a parent came before its answers."""
    ids = {a.comment.number: a.comment.id for a in arrivals if a.comment.number}
    answered = {a.comment.answers for a in arrivals}

    def order(arrival: Arrival) -> tuple[Number, datetime, str]:
        comment = arrival.comment
        last = Number(_MOST)
        return comment.number or last, comment.submitted_at, comment.id

    return [
        arrival._replace(
            comment=msgspec.structs.replace(arrival.comment, number=None, answers=None),
            parent=ids.get(arrival.comment.answers) if arrival.comment.answers else None,
            is_answered=arrival.comment.number in answered,
        )
        for arrival in sorted(arrivals, key=order)
    ]
