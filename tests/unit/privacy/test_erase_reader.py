"""A sender is erased with all that was said, whatever happens meanwhile, and others are not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.comments.comment import (
    Comment,
    CommentCount,
    CommentState,
    Number,
    Placement,
    Thread,
)
from broadsheet.domain.comments.discussion import discussion_key
from broadsheet.domain.comments.moderation import Decision, ModerationEntry, TrailEntry
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.comments.sender import SaidBy, Sender
from broadsheet.domain.mail.subscription import Notice, NoticeKind, Subscription, notice_of
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.domain.shared.errors import NotAllowedInState
from broadsheet.usecases.comments.moderate_comment import (
    edit_comment,
    moderate_comment,
    undo_decision,
)
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.privacy.erase_reader import Erased, erase_reader
from broadsheet.usecases.shared.ports import Put, Remove
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.mail import replying
from tests.fakes.moderation import (
    ARTICLE,
    CAUSE,
    EDITH,
    asked,
    make_newsroom,
    of,
    seed,
    standing,
    stored,
)
from tests.fakes.table import MemoryTable, StoppedClock
from tests.support.sender_to_erase import (
    CANARY,
    PATHS,
    SENDER,
    everything,
    left,
    said,
    with_article,
)


@pytest.fixture
def table() -> MemoryTable:
    return with_article(MemoryTable())


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def test_nothing_is_left_of_what_was_said_or_of_who_said_it(
    table: MemoryTable, newsroom: Services
) -> None:
    comment_id = everything(table, newsroom)
    assert {"Comment", "Thread", "TrailEntry", "Reports"} <= set(left(table))
    done = erase_reader(newsroom, asked(), [SENDER])
    assert done == Erased(1, PATHS, is_complete=True)
    assert left(table) == []
    for kind in (Thread, SaidBy, Sender, Subscription, Notice, Reports, ModerationEntry):
        assert of(table, kind) == []
    assert [r for r in table.records.values() if SENDER in str(to_item(r))] == of(table, Erasure)
    gone = stored(table, comment_id)
    assert (gone.state, gone.erased, gone.sender) == (CommentState.DELETED, True, "")
    empty = Comment(
        id=comment_id,
        article_id=ARTICLE,
        name="",
        sender="",
        body="",
        html=SafeHtml(""),
        state=CommentState.DELETED,
        version=gone.version,
        placed=gone.version,
        submitted_at=said(1).submitted_at,
        number=Number(1),
        decided_at=gone.decided_at,
        erased=True,
        expires_at=gone.expires_at,
    )
    assert gone == empty
    assert gone.expires_at == int((NOON + newsroom.rules.keep).timestamp())


def test_what_was_to_be_forgotten_anyway_is_forgotten_no_later(
    table: MemoryTable, newsroom: Services
) -> None:
    ends = int((NOON + timedelta(days=3)).timestamp())
    made = said(1, state=CommentState.REJECTED, expires_at=ends)
    seed(table, made)
    erase_reader(newsroom, asked(), [SENDER])
    assert stored(table, made.id).expires_at == ends


def test_who_decided_what_is_still_known_without_the_words(
    table: MemoryTable, newsroom: Services
) -> None:
    everything(table, newsroom)
    erase_reader(newsroom, asked(), [SENDER])
    trail = of(table, TrailEntry)
    assert [entry.action for entry in trail] == ["approve", "edit", "hold", "undo"]
    assert {(entry.body, entry.reason) for entry in trail} == {(None, "")}
    assert {entry.by for entry in trail} == {EDITH.name}
    assert all(entry.expires_at for entry in trail)


def test_the_page_follows_and_the_answers_of_others_stay(
    table: MemoryTable, newsroom: Services
) -> None:
    made = said(1)
    seed(table, made)
    moderate_comment(newsroom, asked(), made.id, Decision.APPROVE)
    reply = replying(table, 2, stored(table, made.id), name="Ben")
    moderate_comment(newsroom, asked(), reply.id, Decision.HOLD)
    moderate_comment(newsroom, asked(), reply.id, Decision.APPROVE)
    erase_reader(newsroom, asked(), [SENDER])
    assert [(t.name, t.number, t.answers) for t in of(table, Thread)] == [
        ("Ben", Number(1, 1), Number(1))
    ]
    assert of(table, CommentCount)[0].visible == 1


def test_erasing_again_changes_nothing_but_when_it_was_asked_for(
    table: MemoryTable, newsroom: Services
) -> None:
    everything(table, newsroom)
    erase_reader(newsroom, asked(), [SENDER])
    before = dict(table.records)
    assert erase_reader(newsroom, asked(), [SENDER]) == Erased(0, (), is_complete=True)
    assert table.records == before


def test_somebody_who_never_wrote_is_erased_as_well(table: MemoryTable, newsroom: Services) -> None:
    assert erase_reader(newsroom, asked(), ["nobody"]) == Erased(0, (), is_complete=True)
    assert [erasure.sender for erasure in of(table, Erasure)] == ["nobody"]


def test_many_comments_are_erased_a_part_at_a_time(table: MemoryTable, newsroom: Services) -> None:
    seed(table, *(said(n) for n in range(1, 71)))
    parts = [erase_reader(newsroom, asked(), [SENDER], most=30) for _ in range(3)]
    assert [(part.comments, part.is_complete) for part in parts] == [
        (30, False),
        (30, False),
        (10, True),
    ]
    assert left(table) == []


class Breaking(MemoryTable):
    """Fails at its n-th commit, as if the function had died there."""

    commits_left = 10**9

    def commit(self, writes: Any, cause: Any) -> None:
        if self.commits_left == 0:
            raise RuntimeError("died")
        self.commits_left -= 1
        super().commit(writes, cause)


def test_broken_off_at_any_point_it_is_finished_by_the_next_request() -> None:
    for point in range(40):
        table = with_article(Breaking())
        newsroom = make_newsroom(table)
        everything(table, newsroom)
        seed(table, said(5))
        table.commits_left = point
        try:
            erase_reader(newsroom, asked(), [SENDER])
        except RuntimeError:
            table.commits_left = 10**9
            erase_reader(newsroom, asked(), [SENDER])
            # What the table's stream would do.
            place_comments(newsroom, asked(), ARTICLE, [p.comment_id for p in of(table, Placement)])
            assert left(table) == [], point
            continue
        assert left(table) == []
        return
    raise AssertionError("it never ends")


def test_an_edit_at_the_same_moment_brings_no_words_back(table: MemoryTable) -> None:
    class Meddling(MemoryTable):
        armed = False

        def commit(self, writes: Any, cause: Any) -> None:
            if self.armed:
                self.armed = False
                comment_id = make_id(1)
                edit_comment(make_newsroom(self), asked(), comment_id, f"{CANARY}!", "meanwhile")
            super().commit(writes, cause)

    meddled = with_article(Meddling())
    newsroom = make_newsroom(meddled)
    everything(meddled, newsroom)
    erase_reader(newsroom, asked(), ["somebody else"])
    before = stored(meddled, make_id(1))
    meddled.commit([Put(Erasure(sender=SENDER, at=NOON, by="edith"))], CAUSE)
    meddled.armed = True
    erase_reader(newsroom, asked(), [SENDER])
    assert stored(meddled, before.id).version > before.version + 1
    assert left(meddled) == []


def test_a_trail_and_notices_that_fit_into_no_transaction_are_erased_too(
    table: MemoryTable, newsroom: Services
) -> None:
    made = said(1)
    seed(table, made)
    for n in range(120):
        entry = TrailEntry(
            comment_id=made.id,
            version=n + 2,
            action="edit",
            by="edith",
            at=NOON,
            reason=CANARY,
            before=CommentState.PENDING,
            after=CommentState.PENDING,
            body=CANARY,
        )
        table.commit([Put(entry), Put(notice_of(NoticeKind.REPLY, made.id, NOON, f"{n}"))], CAUSE)
    erase_reader(newsroom, asked(), [SENDER])
    assert left(table) == []
    assert of(table, Notice) == []


def test_what_was_erased_can_neither_be_decided_on_nor_edited(
    table: MemoryTable, newsroom: Services
) -> None:
    comment_id = everything(table, newsroom)
    erase_reader(newsroom, asked(), [SENDER])
    changes: list[Callable[[], object]] = [
        lambda: moderate_comment(newsroom, asked(), comment_id, Decision.APPROVE),
        lambda: undo_decision(newsroom, asked(), comment_id),
        lambda: edit_comment(newsroom, asked(), comment_id, "x", "y"),
    ]
    for change in changes:
        with pytest.raises(NotAllowedInState):
            change()


def test_who_was_erased_is_a_stranger_again(table: MemoryTable, newsroom: Services) -> None:
    everything(table, newsroom)
    assert standing(table) == (1, 0, 0)
    erase_reader(newsroom, asked(), [SENDER])
    assert standing(table) == (0, 0, 0)


def test_who_erased_is_known_and_the_paths_are_of_articles_that_readers_see_no_more(
    table: MemoryTable, newsroom: Services
) -> None:
    everything(table, newsroom)
    table.commit([Remove(discussion_key(ARTICLE))], CAUSE)
    assert erase_reader(newsroom, asked(), [SENDER]).paths == PATHS
    told = Erasure(sender=SENDER, at=NOON, by=EDITH.name, by_id=EDITH.id)
    assert of(table, Erasure) == [told]


def test_a_newer_erasure_is_not_taken_back_by_an_older_one(table: MemoryTable) -> None:
    newsroom = make_newsroom(table)
    erase_reader(newsroom, asked(), [SENDER])
    erase_reader(newsroom, asked(), [SENDER], until=NOON - timedelta(days=1))
    assert of(table, Erasure)[0].at == NOON
    clock = StoppedClock(NOON + timedelta(days=2))
    later = Services(table=table, markup=newsroom.markup, clock=clock, ids=newsroom.ids)
    erase_reader(later, asked(), [SENDER])
    assert of(table, Erasure)[0].at == NOON + timedelta(days=2)
