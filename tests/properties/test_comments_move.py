"""What is exported and brought in again into an empty section makes the same pages, byte for byte.

And the same queues, counts, trails and standings.
"""

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.adapters.comment_lines import comment_lines, to_line
from broadsheet.domain.comment import Comment, CommentCount, CommentState, Placement, Thread
from broadsheet.domain.comment_submission import CommentSubmission
from broadsheet.domain.comment_transfer import ArticleLine, CommentLine, HeaderLine, LeftOut, Line
from broadsheet.domain.errors import BroadsheetError
from broadsheet.domain.life import Status
from broadsheet.domain.moderation import Decision, moderation_entries_of
from broadsheet.domain.record import Key, Record
from broadsheet.domain.report import ReportSubmission
from broadsheet.domain.sender import SaidBy, Sender
from broadsheet.domain.submission import ArticleSubmission
from broadsheet.usecases.export_comments import export_comments
from broadsheet.usecases.import_comments import Report, Wishes
from broadsheet.usecases.match_articles import Matcher
from broadsheet.usecases.moderate_comment import edit_comment, moderate_comment, undo_decision
from broadsheet.usecases.newsroom import Request
from broadsheet.usecases.ports import Cause, Remove
from broadsheet.usecases.report_comment import report_comment
from broadsheet.usecases.restore_comments import restore_comments
from broadsheet.usecases.submit_article import submit_article
from broadsheet.usecases.submit_comment import submit_comment
from local.comments_import import IMPORT
from tests.fakes.comments import VISIT
from tests.properties.newsroom_machine import World, small_runs

OF_COMMENTS = (
    *("COMMENT#", "COMMENTS#", "REPLIES#", "PLACEMENT#", "MODERATION#", "SENDER#"),
    *("TALLY#", "NOTICE#"),
)
EXAMPLES = int(os.environ.get("BROADSHEET_SEQUENCES", "40"))
REQUEST = Request(id="import", who=IMPORT)

steps = st.lists(
    st.one_of(
        st.tuples(st.just("comment"), st.integers(0, 9), st.integers(0, 3)),
        st.tuples(st.just("decide"), st.integers(0, 30), st.sampled_from(sorted(Decision))),
        st.tuples(st.just("undo"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("edit"), st.integers(0, 30), st.just(0)),
        st.tuples(st.just("report"), st.integers(0, 30), st.integers(0, 5)),
        st.tuples(st.just("forget"), st.integers(0, 30), st.just(0)),
    ),
    min_size=4,
    max_size=30,
)


class Moving:
    """A newsroom whose comments go away and come back."""

    def __init__(self) -> None:
        self.world = World(1)
        fields = {"body": "B", "section": "News", "byline": [{"name": "A"}], "status": "published"}
        for title in ("One", "Two"):
            article = ArticleSubmission.model_validate({"title": title, **fields})
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
        submission = CommentSubmission(
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
            report = ReportSubmission.model_validate({"reason": "abuse", "note": "see there"})
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

    def bring_in(self, file: bytes, **wishes: Any) -> Report:
        lines = comment_lines(io.BytesIO(file))
        return self.restore(lines, **wishes)

    def restore(self, lines: Iterator[Line | LeftOut], **wishes: Any) -> Report:
        find = Matcher(self.world.table, {})
        return restore_comments(self.world.desk, REQUEST, lines, find, Wishes(**wishes))

    def records(self) -> dict[Key, Record]:
        """What there is of comments, without what only counts changes."""
        return {
            key: _without_version(record)
            for key, record in self.world.table.records.items()
            if is_of_comments(key) and not key.pk.startswith("TALLY#")
        }


def is_of_comments(key: Key) -> bool:
    return key.pk.startswith(OF_COMMENTS) or key.sk == "COMMENTS"


def _without_version(record: Record) -> Record:
    if isinstance(record, CommentCount | Sender):
        return msgspec.structs.replace(record, version=0)
    if isinstance(record, Comment):
        return msgspec.structs.replace(record, placed=0)
    return record


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    with small_runs():
        yield


@settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_export_and_import_give_the_same_pages(steps: list[tuple[str, int, Any]]) -> None:
    moving = Moving()
    for step in steps:
        moving.step(*step)
    moving.world.drain()
    files, records = dict(moving.world.files.files), moving.records()
    file = moving.exported()
    assert b"@example.com" not in file
    moving.empty()
    assert moving.records() == {}
    report = moving.bring_in(file)
    assert (report.left_out, report.notes) == ([], [])
    assert moving.records() == records
    moving.world.drain()
    assert moving.world.files.files == files == moving.world.rebuilt()
    assert moving.exported() == file
    assert moving.bring_in(file).there == report.taken.total()
    assert moving.records() == records


@pytest.fixture
def moving() -> Moving:
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


def test_the_file_begins_with_its_version_and_has_one_object_in_each_line(moving: Moving) -> None:
    file = moving.exported()
    first, *rest = file.splitlines()
    assert msgspec.json.decode(first) == {
        "type": "broadsheet comments",
        "version": 1,
        "keys": msgspec.json.decode(first)["keys"],
    }
    assert {msgspec.json.decode(line)["type"] for line in rest} == {"article", "comment", "sender"}


def test_what_was_said_before_an_edit_and_who_decided_come_along(moving: Moving) -> None:
    lines = [line for line in lines_of(moving.exported()) if isinstance(line, CommentLine)]
    edited = [line for line in lines if line.edited_at]
    assert [line.trail[-1].body for line in edited] == [edited[0].original]
    assert {line.decided_by for line in lines} == {None, "editor"}


def test_hashes_of_other_keys_do_not_come_along(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    moving.restore(iter([HeaderLine(keys="of another stack"), *lines[1:]]))
    assert {c.sender for c in moving.world.comments()} == {""}
    assert not [k for k in moving.records() if k.pk.startswith("SENDER#")]


def test_where_others_have_their_numbers_they_come_after_those(moving: Moving) -> None:
    file = moving.exported()
    before = {c.id: c for c in moving.world.comments()}
    moving.empty()
    for n in range(4):
        moving.step("comment", 9, n)
    others = [t.comment_id for t in moving.world.open_threads()]
    moving.bring_in(file)
    after = {c.id: c for c in moving.world.comments()}
    given = [(c.article_id, c.number) for c in after.values() if c.number]
    assert len(set(given)) == len(given)
    assert [after[i].number for i in others] == [
        t.number for t in moving.world.open_threads() if t.comment_id in others
    ]
    for comment in before.values():
        if comment.answers and comment.is_public:
            parent = next(
                c
                for c in before.values()
                if (c.article_id, c.number) == (comment.article_id, comment.answers)
            )
            assert after[comment.id].answers == after[parent.id].number
    count = len(after)
    assert moving.bring_in(file).there == len(before)
    assert len(moving.world.comments()) == count


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "a#b"}, "incomplete"),
        ({"id": ""}, "incomplete"),
        ({"version": 0}, "incomplete"),
        ({"body": "x" * 5001}, "body_string_too_long"),
        ({"body": "\x00"}, "body_unprintable"),
        ({"expires_at": 1}, "expired"),
        ({"submitted_at": datetime(2026, 1, 1)}, "incomplete"),
        ({"decided_at": datetime(1, 1, 1, tzinfo=UTC)}, "incomplete"),
        ({"number": "2000000"}, "incomplete"),
        ({"reason": "x" * 500_000}, "too_large"),
        ({"article_id": "nowhere", "path": ""}, "no_such_article"),
    ],
)
def test_what_cannot_be_a_comment_is_left_out(
    moving: Moving, change: dict[str, Any], reason: str
) -> None:
    lines = lines_of(moving.exported())
    at = next(n for n, line in enumerate(lines) if isinstance(line, CommentLine))
    lines[at] = msgspec.structs.replace(lines[at], **change)
    moving.empty()
    report = moving.restore(iter(lines))
    assert [one.reason for one in report.left_out] == [reason]
    assert report.taken.total() == 8


def test_the_same_number_twice_is_given_once(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    report = moving.restore(
        msgspec.structs.replace(line, number="1") if isinstance(line, CommentLine) else line
        for line in lines
    )
    assert report.taken.total() == 9
    threads = [r for r in moving.world.table.records.values() if isinstance(r, Thread)]
    shown = [c for c in moving.world.comments() if c.state is CommentState.APPROVED]
    assert sorted(t.comment_id for t in threads) == sorted(c.id for c in shown)


def test_names_and_words_go_through_the_same_doors(moving: Moving) -> None:
    lines = lines_of(moving.exported())
    moving.empty()
    moving.restore(
        msgspec.structs.replace(line, name="\u202egnp", body="<script>x</script>")
        if isinstance(line, CommentLine)
        else line
        for line in lines
    )
    assert {c.name for c in moving.world.comments()} == {"Anonymous"}
    assert not any("<script" in c.html for c in moving.world.comments())


def test_without_the_lines_of_articles_no_number_is_given_twice(moving: Moving) -> None:
    file, whole = moving.exported(), moving.records()
    moving.empty()
    moving.restore(line for line in lines_of(file) if not isinstance(line, ArticleLine))
    assert moving.records() == whole


def test_lines_that_are_none_are_named(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    report = moving.bring_in(file + b'{"type": "comment"}\nnonsense\n\n')
    assert [one.reason for one in report.left_out] == ["not_understood"] * 2
    assert report.taken.total() == 9


def test_a_rehearsal_writes_nothing(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    assert moving.bring_in(file, is_rehearsal=True).taken.total() == 9
    assert moving.records() == {}


def test_a_crash_at_any_commit_is_made_good(moving: Moving) -> None:
    file, whole = moving.exported(), moving.records()
    table = moving.world.table
    commit = table.commit
    at = 1
    while True:
        moving.empty()
        left = at

        def dying(writes: Any, cause: Cause) -> None:
            nonlocal left
            left -= 1
            commit(writes, cause)
            if left == 0:
                raise KeyboardInterrupt

        table.commit = dying  # type: ignore[method-assign]
        try:
            moving.bring_in(file)
        except KeyboardInterrupt:
            table.commit = commit  # type: ignore[method-assign]
            moving.bring_in(file)
            assert moving.records() == whole
        else:
            table.commit = commit  # type: ignore[method-assign]
            break
        at += 1
    assert at > 4


def test_a_trail_that_is_longer_than_a_transaction_comes_along(moving: Moving) -> None:
    comment = moving.world.comments()[0]
    for n in range(70):
        decision = Decision.REJECT if n % 2 else Decision.APPROVE
        moving.step(
            "decide", sorted(c.id for c in moving.world.comments()).index(comment.id), decision
        )
    moving.world.drain()
    file, whole = moving.exported(), moving.records()
    moving.empty()
    moving.bring_in(file)
    assert moving.records() == whole


def test_nothing_waits_to_be_placed_and_nobody_is_mailed(moving: Moving) -> None:
    file = moving.exported()
    moving.empty()
    before = len(moving.world.table.stream)
    moving.bring_in(file)
    written = [s.change.new for s in moving.world.table.stream[before:]]
    assert not [record for record in written if isinstance(record, Placement)]
