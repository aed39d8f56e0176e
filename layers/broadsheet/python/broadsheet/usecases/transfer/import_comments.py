"""Comments of another system become comments of ours: threads, states and dates as they were.

Started again it goes on where it ended: a comment's id follows from where it comes from, so that
what is there already is known.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from broadsheet.domain.articles.hours import is_in_the_calendar
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import in_state
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.text import readable
from broadsheet.domain.transfer.comment_lines import (
    ArticleRef,
    ImportedComment,
    LeftOut,
)
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.write_comments import (
    CommentWriter,
    PreparedComment,
    batches_of,
)
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.imported_threads import Threaded, threaded
from broadsheet.usecases.transfer.long_comments import in_parts

ANONYMOUS = "Anonymous"
"""The name of who had none, or one that cannot stand on a page."""
_NAMESPACE = uuid.UUID("6f6a1f64-5a0b-5d6e-9d3c-0c6f8f3a7b21")
_NO_ADDRESS = "nobody@example.com"
_UNWANTED = frozenset({CommentState.SPAM, CommentState.DELETED})


Check = Callable[[Mapping[str, object]], SubmittedComment]
"""Makes a comment of the fields of a reader's form. Raises Invalid with every wrong one."""


class Comments(Protocol):
    """The comments of a file, by their articles; `count` is how many."""

    count: int

    def articles(self) -> Sequence[ArticleRef]:
        """Every article that has some."""

    def of(self, key: str) -> Iterable[ImportedComment]:
        """An article's."""


@dataclass
class ImportReport:
    """What became of a file. `notes` are of comments that were taken over, but changed.

    `taken` counts comments by their states, `articles` by the ids of their articles; `there` were
    there already. `total` is how many there are, where that is known from the start.
    """

    taken: Counter[str] = field(default_factory=Counter)
    there: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[LeftOut] = field(default_factory=list)
    articles: Counter[str] = field(default_factory=Counter)
    total: int = 0

    @property
    def done(self) -> int:
        """Comments that nothing more has to be done about."""
        return sum(self.taken.values()) + self.there + len(self.left_out)

    def leave_out(self, comment_id: str, reason: str, detail: str = "") -> None:
        """A comment is not taken over."""
        self.left_out.append(LeftOut(id=comment_id, reason=reason, detail=detail))


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """How the import is to be. `told` is called with the report after each batch."""

    skip_spam: bool = False
    is_dry_run: bool = False
    told: Callable[[ImportReport], None] = lambda _report: None


def import_comments(
    services: CommentServices,
    request: Request,
    comments: Comments,
    find: Callable[[ArticleRef], str | None],
    check: Check,
    options: ImportOptions,
) -> ImportReport:
    """Take over every comment whose article `find` knows; what became of each of them.

    `check` is the rules that hold for readers: nothing comes in that could not be sent.
    Raises InFlight if others keep changing the same discussion: then it is to be started again.
    """
    report = ImportReport(total=comments.count)
    by_article: dict[str, list[str]] = {}
    for ref in comments.articles():
        article_id = find(ref)
        if article_id is None:
            detail = ref.url or ref.slug or ref.identifier
            for comment in comments.of(ref.key):
                report.leave_out(comment.id, "no_such_article", detail)
        else:
            by_article.setdefault(article_id, []).append(ref.key)
    for article_id, keys in by_article.items():
        importing = _Importing(services, request, article_id, check, options, report)
        importing.import_all([comment for key in keys for comment in comments.of(key)])
    options.told(report)
    return report


def write_all(
    writer: CommentWriter,
    article_id: str,
    comments: Sequence[PreparedComment],
    options: ImportOptions,
    report: ImportReport,
) -> None:
    """Write an article's comments, and into the report what became of them. Raises InFlight."""
    for batch in batches_of(comments):
        new = writer.write(batch, is_dry_run=options.is_dry_run)
        report.taken.update(c.comment.state.value for c in batch if c.comment.id in new)
        report.there += len(batch) - len(new)
        report.articles[article_id] += len(new)
        options.told(report)


def id_of(source: str, comment_id: str) -> str:
    """The id that a comment of another system has here: the same at every import (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, f"{source}\0{comment_id}"))


class _Importing:
    """One article's comments."""

    def __init__(
        self,
        services: CommentServices,
        request: Request,
        article_id: str,
        check: Check,
        options: ImportOptions,
        report: ImportReport,
    ) -> None:
        self._services, self._request, self._check = services, request, check
        self._article_id, self._options, self._report = article_id, options, report

    def import_all(self, given: Sequence[ImportedComment]) -> None:
        comments = list(in_parts(given))
        self._report.notes += [
            LeftOut(id=one.id, reason="goes_on", detail=f"is the rest of {one.parent}")
            for one in comments
            if len(comments) > len(given) and one.id.rpartition("-")[0] == one.parent
        ]
        self._report.total += len(comments) - len(given)
        valid: dict[str, SubmittedComment] = {}
        for comment in comments:
            submission = self._as_submission(comment, comment.id in valid)
            if submission:
                valid[comment.id] = submission
        self._report.notes += (
            LeftOut(id=one.id, reason=reason, detail=detail)
            for one in given
            if one.id in valid
            for reason, detail in one.left
        )
        kept, notes = threaded(comments, valid)
        self._report.notes += notes
        prepared = [self._prepared(one, valid[one.comment.id]) for one in kept]
        writer = CommentWriter(self._services, self._request, self._article_id)
        write_all(writer, self._article_id, prepared, self._options, self._report)

    def _as_submission(self, comment: ImportedComment, is_second: bool) -> SubmittedComment | None:
        """What stands of a comment by the rules that hold for readers; None if it is left out."""
        if is_second:
            self._report.leave_out(comment.id, "duplicate", "its id was there before")
            return None
        if not is_in_the_calendar(comment.submitted_at):
            self._report.leave_out(comment.id, "incomplete", "its date cannot be one")
            return None
        if self._options.skip_spam and comment.state in _UNWANTED:
            self._report.leave_out(comment.id, f"skipped_{comment.state}")
            return None
        (name, of_name), (body, of_body) = (
            # A name in another order of letters is nobody's.
            readable(comment.name, overrides=True),
            readable(comment.body, lines=True),
        )
        if gone := ", ".join(dict.fromkeys((*of_name, *of_body))):
            note = LeftOut(id=comment.id, reason="characters_left_out", detail=gone)
            self._report.notes.append(note)
        fields: dict[str, object] = {
            "name": name,
            "email": comment.email or _NO_ADDRESS,
            "body": body,
        }
        for pointer, instead in (("/name", ANONYMOUS), ("/email", _NO_ADDRESS), ("/body", None)):
            try:
                return self._check(fields)
            except Invalid as error:
                wrong = next((e for e in error.errors if e.pointer == pointer), None)
            if wrong and instead is None:
                self._report.leave_out(comment.id, f"body_{wrong.code}", wrong.detail)
                return None
            if wrong:
                fields[pointer[1:]] = instead
                reason = f"{pointer[1:]}_{wrong.code}"
                note = LeftOut(id=comment.id, reason=reason, detail=wrong.detail)
                self._report.notes.append(note)
        return self._check(fields)

    def _prepared(self, one: Threaded, submission: SubmittedComment) -> PreparedComment:
        imported, services = one.comment, self._services
        has_address = submission.email != _NO_ADDRESS and not self._options.is_dry_run
        now = services.clock()
        is_approved = imported.state is CommentState.APPROVED
        comment = Comment(
            id=id_of(imported.source, imported.id),
            article_id=self._article_id,
            name=submission.name,
            sender=services.keys.sender(submission.email) if has_address else "",
            body=submission.body,
            html=services.markup.comment(submission.body),
            state=CommentState.PENDING,
            version=0,
            submitted_at=_in_milliseconds(imported.submitted_at),
            # Somebody's decision, so that a later one of an editor takes its place.
            decided_at=now if is_approved else None,
            decided_by=self._request.who.name if is_approved else None,
            decided_by_id=self._request.who.id if is_approved else "",
        )
        return PreparedComment(
            comment=in_state(comment, imported.state, now, services.rules.keep),
            parent=id_of(one.comment.source, one.parent) if one.parent else None,
            is_answered=one.is_answered,
        )


def _in_milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
