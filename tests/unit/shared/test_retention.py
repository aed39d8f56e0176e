"""Every type of record that can hold something about a reader is forgotten, or says why not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.moderation import FORGOTTEN, Decision, ModerationEntry, TrailEntry
from broadsheet.domain.comments.sender import SaidBy, Sender, sender_key
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.usecases.comments.known_reader import kept_as, new_code, token_for
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.comments.submit_comment import _writes, submit_comment
from broadsheet.usecases.shared.ports import Put
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.mail import discussed
from tests.fakes.moderation import ARTICLE, CAUSE, asked, comment, make_newsroom, of, seed
from tests.fakes.table import MemoryTable, StoppedClock

ALWAYS = {
    "Replay": "a day: the answer to a request that is sent again",
    "Counter": "minutes or days: how often something was done",
    "Reports": "keep_days: what readers said about a comment",
    "Subscription": "3 days until it is confirmed, keep_sender_days after; or until it is ended",
    "Notice": "3 days, or until the mail is sent",
    "Share": "90 days after its end: who let whom read what",
    "Opening": "with its link: when it was opened, and nothing of by whom",
    "WorkingCopy": "30 days after its last change; a day, without its words, once it is saved",
    "Presence": "90 seconds after a page last said that it is open",
    "Ban": "when the ban ends, a year at most",
    "BannedHash": "with its ban",
    "Origin": "a week: from which network a comment came",
    "DeskSession": "12 hours, or until whoever signed in signs out",
    "Renamed": "30 days: what became of a tag or a section that was renamed",
    "HalfSignIn": "10 minutes, or until the next step",
}
"""Records that nobody can write without saying when they end."""
SOMETIMES = {
    "Comment": "keep_days once it is rejected, spam or deleted; published, it is the site's",
    "ModerationEntry": "with its comment",
    "TrailEntry": "with its comment",
    "SaidBy": "with its comment",
    "Sender": "keep_sender_days after the last decision or comment",
    "Media": "a day while its upload is waited for, a week once it is refused; else the newsroom's",
    "SecretKey": "a day's, a day after it; a month's, 15 months after; that of senders is needed",
}
NEVER = {
    "Thread": "what readers see: it goes when its comment is hidden",
    "Placement": "ids alone, until the page has followed",
    "Erasure": "a hash that nobody without the key can make: a backup may be of any age",
    "CommentCount": "numbers",
    "ReplyCount": "numbers",
    "Discussion": "the newsroom's",
}
OF_THE_NEWSROOM = {
    *("Article", "Revision", "Address", "ArticleLink", "Card", "Listing", "Entry", "NewsEntry"),
    *("BreakingEntry", "Due", "SearchWords", "SeriesPart", "Translation", "LiveEntry", "LiveCount"),
    *("Redirect", "Leading", "Remark"),
    *("Profile", "Renewal", "FrontPage", "MediaUse", "EndedSessions"),
    *("Renamings",),
    *("Embed", "EmbedUse"),
    *("StoryEntry", "WordLists"),
}


def test_every_type_of_record_is_one_of_these() -> None:
    listed = [*ALWAYS, *SOMETIMES, *NEVER, *OF_THE_NEWSROOM]
    assert sorted(listed) == sorted(record.__name__ for record in RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_has_an_end_where_it_is_said_to_have_one(record: type[msgspec.Struct]) -> None:
    ends = {field.name: field for field in msgspec.structs.fields(record)}.get("expires_at")
    assert (ends is not None) == (record.__name__ in {*ALWAYS, *SOMETIMES})
    if ends is not None:
        assert ends.required == (record.__name__ in ALWAYS)


def ends_of(table: MemoryTable, kind: Any) -> set[int | None]:
    found = of(table, kind)
    assert found, kind
    return {record.expires_at for record in found}


ABOUT_A_COMMENT = (Comment, SaidBy, ModerationEntry, TrailEntry)
IN_A_MONTH = int((NOON + timedelta(days=30)).timestamp())


@pytest.mark.parametrize("decision", [Decision.REJECT, Decision.SPAM, Decision.DELETE])
def test_all_that_is_about_a_comment_ends_with_it_and_stays_when_it_comes_back(
    decision: Decision,
) -> None:
    table = MemoryTable()
    newsroom = make_newsroom(table)
    (comment_id,) = seed(table, comment())
    moderate_comment(newsroom, asked(), comment_id, Decision.APPROVE)
    edit_comment(newsroom, asked(), comment_id, "Milder.", "an insult")
    for kind in ABOUT_A_COMMENT:
        assert ends_of(table, kind) == {None}
    moderate_comment(newsroom, asked(), comment_id, decision)
    for kind in ABOUT_A_COMMENT:
        assert ends_of(table, kind) == {IN_A_MONTH}, kind
    undo_decision(newsroom, asked(), comment_id)
    for kind in ABOUT_A_COMMENT:
        assert ends_of(table, kind) == {None}, kind


def test_what_is_spam_from_the_start_ends_with_all_that_is_written_of_it() -> None:
    spam = comment(state=CommentState.SPAM, expires_at=IN_A_MONTH)
    ends = [write.record.expires_at for write in _writes(spam)]  # type: ignore[union-attr]
    assert ends == [IN_A_MONTH] * 4


def test_the_states_that_are_forgotten_are_those_that_nobody_sees() -> None:
    assert set(CommentState) - FORGOTTEN == {CommentState.PENDING, CommentState.APPROVED}


def test_a_sender_is_a_stranger_again_after_the_time_that_the_newsroom_set() -> None:
    table = MemoryTable()
    newsroom = make_newsroom(table)
    (comment_id,) = seed(table, comment())
    moderate_comment(newsroom, asked(), comment_id, Decision.APPROVE)
    sender = table.get(Sender, sender_key("k3y3d", "br0ws3r"))
    assert sender is not None
    assert sender.expires_at == int((NOON + newsroom.rules.keep_sender).timestamp())


def sending(table: MemoryTable, later: timedelta) -> Sender | None:
    """What is known of a trusted sender who writes once more, so much later."""
    newsroom = newsroom_later(table, later)
    desk = make_desk(newsroom)
    sender = desk.keys.sender("rea@example.org")
    ends = int((NOON + newsroom.rules.keep_sender).timestamp())
    cookie = token_for(desk, "", "rea@example.org", "first")
    reader = kept_as(desk.keys, new_code(desk.keys, "first"))
    known = Sender(sender=sender, reader=reader, approved=1, version=1, expires_at=ends)
    table.commit([Put(known)], CAUSE)
    submission = SubmittedComment(name="Rea", email="rea@example.org", body="Again.")
    submit_comment(desk, asked(), ARTICLE, submission, VISIT._replace(cookie=cookie))
    return table.get(Sender, known.key)


def newsroom_later(table: MemoryTable, later: timedelta) -> Services:
    return replace(make_newsroom(table), clock=StoppedClock(NOON + later))


@pytest.mark.parametrize(
    ("later", "is_renewed", "state"),
    [
        (timedelta(days=10), False, CommentState.APPROVED),
        (timedelta(days=200), True, CommentState.APPROVED),
        (timedelta(days=401), False, CommentState.PENDING),
    ],
)
def test_who_writes_again_is_known_for_as_long_again_and_who_comes_too_late_is_a_stranger(
    later: timedelta, is_renewed: bool, state: CommentState
) -> None:
    table = MemoryTable()
    discussed(table)
    sender = sending(table, later)
    assert sender is not None
    renewed = int((NOON + later + timedelta(days=400)).timestamp())
    assert (sender.expires_at == renewed) == is_renewed
    assert [comment.state for comment in of(table, Comment)] == [state]
