"""What an editor is shown around a comment."""

from datetime import timedelta

import pytest

from broadsheet.domain.comments.bans import BanOf
from broadsheet.domain.comments.comment import Number
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.shared.errors import Forbidden, NotFound
from broadsheet.usecases.comments.ban_sender import ban
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.comments.read_context import OTHERS, CommentContext, read_context
from tests.builders import make_id
from tests.fakes.moderation import ANN, EDITH, asked
from tests.support.reader import ADDRESS, CommentPage


@pytest.fixture
def page() -> CommentPage:
    return CommentPage()


def context(page: CommentPage, comment_id: str) -> CommentContext:
    return read_context(page.table, EDITH, comment_id, page.clock())


def test_it_has_the_story_what_is_answered_and_what_became_of_what_else_they_said(
    page: CommentPage,
) -> None:
    asked_first = page.send("Is the bridge open?", email="ada@example.org")
    moderate_comment(page.desk, asked(), asked_first.id, Decision.APPROVE)
    rude = page.send("Fools.", article=2)
    moderate_comment(page.desk, asked(), rude.id, Decision.REJECT, "Insult")
    answer = page.send("No, it is not.", parent="1")
    found = context(page, answer.id)
    assert found.queued.discussion is not None
    assert found.queued.discussion.title == "A story"
    assert found.parent is not None
    assert found.parent.body == "Is the bridge open?"
    assert [(one.body, one.state) for one in found.others] == [("Fools.", "rejected")]
    assert found.standing is not None
    assert (found.standing.approved, found.standing.rejected) == (0, 1)
    assert found.bans.until == {BanOf.SENDER: None, BanOf.NETWORK: None}


def test_what_is_answered_and_was_hidden_since_is_not_shown(page: CommentPage) -> None:
    first = page.send("Is the bridge open?", email="ada@example.org")
    moderate_comment(page.desk, asked(), first.id, Decision.APPROVE)
    answer = page.send("No.", parent="1")
    moderate_comment(page.desk, asked(), first.id, Decision.SPAM)
    found = context(page, answer.id)
    assert (answer.answers, found.parent) == (Number(1), None)


def test_of_somebody_who_wrote_much_the_newest_are_shown(page: CommentPage) -> None:
    for number in range(OTHERS + 5):
        page.clock.now += timedelta(minutes=1)
        last = page.send(f"Word {number}.")
    found = context(page, last.id)
    assert [one.body for one in found.others] == [
        f"Word {number}." for number in range(OTHERS + 3, 3, -1)
    ]


def test_it_says_who_is_kept_out_and_until_when(page: CommentPage) -> None:
    sent = page.send("Fools.")
    receipt = ban(page.desk, asked(), sent.id, BanOf.SENDER, 7)
    assert context(page, sent.id).bans.until == {
        BanOf.SENDER: receipt.until,
        BanOf.NETWORK: None,
    }


def test_nothing_in_it_is_an_address_of_anybody(page: CommentPage) -> None:
    found = str(context(page, page.send("Fools.").id))
    assert ADDRESS not in found
    assert "8.8.4.4" not in found


def test_it_is_for_those_who_moderate(page: CommentPage) -> None:
    sent = page.send("Fools.")
    with pytest.raises(Forbidden):
        read_context(page.table, ANN, sent.id, page.clock())
    with pytest.raises(NotFound):
        context(page, make_id(77))
