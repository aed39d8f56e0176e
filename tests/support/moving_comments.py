"""A newsroom whose comments are exported, taken away and brought in again."""

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.adapters.imports.comment_lines import comment_lines, to_line
from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import Comment, CommentCount
from broadsheet.domain.comments.moderation import Decision, moderation_entries_of
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.sender import SaidBy, Sender
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.transfer.comment_lines import LeftOut, Line
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.comments.report_comment import report_comment
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause, Remove
from broadsheet.usecases.transfer.export_comments import export_comments
from broadsheet.usecases.transfer.import_comments import ImportOptions, ImportReport
from broadsheet.usecases.transfer.match_articles import Matcher
from broadsheet.usecases.transfer.restore_comments import restore_comments
from operate.import_comments import IMPORT
from tests.fakes.comments import VISIT
from tests.properties.newsroom_machine import World

OF_COMMENTS = (
    *("COMMENT#", "COMMENTS#", "REPLIES#", "PLACEMENT#", "MODERATION#", "SENDER#"),
    *("TALLY#", "NOTICE#"),
)
REQUEST = Request(id="import", who=IMPORT)


class Moving:
    """A newsroom whose comments go away and come back."""

    def __init__(self) -> None:
        self.world = World(1)
        fields = {"body": "B", "section": "News", "byline": [{"name": "A"}], "status": "published"}
        for title in ("One", "Two"):
            article = article_from_fields({"title": title, **fields})
            submit_article(self.world.newsroom, self.world.request(), article)
        self.articles = [a.id for a in self.world.articles(Status.PUBLISHED)]

    def step(self, what: str, which: int, how: Any) -> None:
        comments = sorted(self.world.comments(), key=lambda c: c.id)
        if what == "comment":
            self._comment(which, how)
        elif comments:
            comment = comments[which % len(comments)]
            try:
                self._change(what, comment, how)
            except BroadsheetError:
                return

    def _comment(self, parent: int, sender: int) -> None:
        threads = self.world.open_threads()
        answered = threads[parent % len(threads)] if threads and parent < 6 else None
        article_id = answered.article_id if answered else self.articles[sender % 2]
        submission = SubmittedComment(
            name=f"Reader {sender}",
            email=f"r{sender}@example.com",
            body=f"Number *{len(self.world.comments())}* <b>",
            parent=str(answered.number) if answered else None,
        )
        request = self.world.request()
        submit_comment(self.world.desk, request, article_id, submission, VISIT)
        self.world.place()

    def _change(self, what: str, comment: Comment, how: Any) -> None:
        newsroom, request = self.world.newsroom, self.world.request()
        if what == "decide":
            moderate_comment(newsroom, request, comment.id, Decision(how), "because")
        elif what == "undo":
            undo_decision(newsroom, request, comment.id)
        elif what == "edit":
            edit_comment(newsroom, request, comment.id, f"{comment.body}!", "a word")
        elif what == "report" and comment.number:
            report = SubmittedReport(reason=ReportReason.ABUSE, note="see there")
            visit = VISIT._replace(ip=f"8.8.8.{how}")
            number, article_id = str(comment.number), comment.article_id
            report_comment(self.world.desk, request, article_id, number, report, visit)
        elif what == "forget" and not comment.is_public and comment.is_settled:
            self._forget(comment)

    def _forget(self, comment: Comment) -> None:
        """As time to live does it."""
        for key in list(self.world.table.records):
            if key.pk == f"COMMENT#{comment.id}":
                self._remove(key)
        said = SaidBy(sender=comment.sender, comment_id=comment.id)
        for record in (*moderation_entries_of(comment), said):
            self._remove(record.key)

    def _remove(self, key: Key) -> None:
        self.world.table.commit([Remove(key)], Cause("ttl", self.world.clock.now))

    def exported(self) -> bytes:
        lines = export_comments(self.world.table, self.world.table, self.world.desk.keys)
        return b"".join(map(to_line, lines))

    def empty(self) -> None:
        for key in [k for k in self.world.table.records if is_of_comments(k)]:
            self._remove(key)
        self.world.drain()

    def bring_in(self, file: bytes, **options: Any) -> ImportReport:
        lines = comment_lines(io.BytesIO(file))
        return self.restore(lines, **options)

    def restore(self, lines: Iterator[Line | LeftOut], **options: Any) -> ImportReport:
        find = Matcher(self.world.table, {})
        desk, given = self.world.desk, ImportOptions(**options)
        return restore_comments(desk, REQUEST, lines, find, comment_from_fields, given)

    def records(self) -> dict[Key, Record]:
        """What there is of comments, without what only counts changes and where they came from:
        that is forgotten within a week, and moves nowhere."""
        return {
            key: _without_version(record)
            for key, record in self.world.table.records.items()
            if is_of_comments(key) and not key.pk.startswith("TALLY#") and key.sk != "ORIGIN"
        }


def is_of_comments(key: Key) -> bool:
    return key.pk.startswith(OF_COMMENTS) or key.sk == "COMMENTS"


def _without_version(record: Record) -> Record:
    if isinstance(record, CommentCount | Sender):
        return msgspec.structs.replace(record, version=0)
    if isinstance(record, Comment):
        return msgspec.structs.replace(record, placed=0)
    return record


def nine_comments() -> Moving:
    """Nine comments, one of them rejected with an answer, one edited, one pending."""
    moving = Moving()
    for n in range(9):
        moving.step("comment", 9 if n < 3 else n % 3, n % 4)
    comments = sorted(c.id for c in moving.world.comments())
    moving.step("decide", 0, Decision.APPROVE)
    moving.step("decide", 1, Decision.REJECT)
    moving.step("edit", 3, 0)
    moving.step("decide", 4, Decision.HOLD)
    assert len(comments) == 9
    moving.world.drain()
    return moving


def lines_of(file: bytes) -> list[Any]:
    return list(comment_lines(io.BytesIO(file)))
