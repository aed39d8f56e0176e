"""Two requests at the same time, in every order of what they do to the table."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from broadsheet.domain.articles.article import Article, Revision
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, ListingKind, ListingName
from broadsheet.domain.comments.comment import Comment, CommentCount, ReplyCount, Thread
from broadsheet.domain.comments.moderation import Decision, ModerationEntry
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import BroadsheetError, NotFound, VersionMismatch
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.replay import Replay
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.comments.comment_changes import ModerationReceipt, change_comment
from broadsheet.usecases.comments.moderate_comment import decision_on, moderate_comment
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.comments.place_waiting import place_waiting
from broadsheet.usecases.comments.submit_comment import CommentReceipt, submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.ports import Cause
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.table import MemoryTable
from tests.faults.audit import must_be_whole, of
from tests.faults.editions import START, asked, make_newsroom, story
from tests.faults.interleaving import Actors, Paused, every_order

TABLE_WRITES = frozenset({"commit", "open_listing", "next_slot"})
OPENED = {
    SITE: "",
    ListingName(ListingKind.SECTION, "news"): "News",
    ListingName(ListingKind.AUTHOR, "ann"): "Ann",
}
"""What is there before anything is asked: each step more at once is many more orders."""
Ask = Callable[[Services], object]


@dataclass
class Outcome:
    """What came of it in one order: the table, and what each was answered."""

    table: MemoryTable
    answers: list[object] = field(default_factory=list)

    def records(self, kind: type[Any]) -> list[Any]:
        return of(list(self.table.records.values()), kind)


def outcomes(first: list[Ask], *asks: Ask) -> list[Outcome]:
    """After `first`, both at once: what comes of it in each order."""
    begun = MemoryTable()
    for listing, title in OPENED.items():
        begun.open_listing(listing, title, Cause("opened", START))
    newsroom = make_newsroom(begun)
    for ask in first:
        ask(newsroom)
    start: dict[Key, Record] = dict(begun.records)
    found: list[Outcome] = []

    def begin() -> Actors:
        table = MemoryTable()
        table.records = dict(start)
        outcome = Outcome(table, [None] * len(asks))
        found.append(outcome)
        paused: Any = Paused(table, lambda *_: "table", TABLE_WRITES)
        ids = make_newsroom(paused)
        for _ in first:
            ids.ids()
        return [_actor(ids, outcome, number, ask) for number, ask in enumerate(asks)]

    ended = []
    for _ in every_order(begin):
        ended.append(found[-1])
        # What the stream brings afterwards, whatever else it had brought before.
        place_waiting(make_newsroom(found[-1].table), found[-1].table, request("stream"))
        must_be_whole(list(found[-1].table.records.values()), START)
        assert None not in found[-1].answers
    assert len(ended) > 1, "nothing happened at the same time"
    return ended


def _actor(newsroom: Services, outcome: Outcome, number: int, ask: Ask) -> Callable[[], None]:
    def act() -> None:
        try:
            outcome.answers[number] = ask(newsroom)
        except BroadsheetError as error:
            outcome.answers[number] = type(error)

    return act


def request(name: str, **fields: Any) -> Request:
    return asked(name, fingerprint=f"fingerprint of {fields.pop('of', name)}", **fields)


def submit(title: str, asked_: Request | None = None, **fields: Any) -> Ask:
    return lambda n: submit_article(n, asked_ or request(title), story(title, **fields))


def article_id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


def test_of_two_edits_of_one_version_one_is_made_and_the_other_told() -> None:
    def edit(title: str) -> Ask:
        return lambda n: replace_article(n, request(title, if_match=1), article_id(1), story(title))

    for outcome in outcomes([submit("Story")], edit("Ann's"), edit("Ben's")):
        (article,) = outcome.records(Article)
        won = 0 if article.content.title == "Ann's" else 1
        assert outcome.answers[won] == ArticleReceipt(
            id=article.id, path=article.path, status=Status.PUBLISHED, version=2
        )
        assert outcome.answers[1 - won] is VersionMismatch
        assert len(outcome.records(Revision)) == 2


def test_two_edits_of_whatever_version_are_both_made() -> None:
    def edit(title: str) -> Ask:
        return lambda n: replace_article(n, request(title, if_match=0), article_id(1), story(title))

    for outcome in outcomes([submit("Story")], edit("Ann's"), edit("Ben's")):
        versions = [a.version for a in outcome.answers if isinstance(a, ArticleReceipt)]
        assert sorted(versions) == [2, 3]


def test_two_that_are_published_at_once_have_different_slots_and_addresses() -> None:
    def publish(number: int) -> Ask:
        return lambda n: publish_article(n, request(f"{number}"), article_id(number))

    drafts = [submit("Same title", status="draft"), submit("Same title", status="draft")]
    for outcome in outcomes(drafts, publish(1), publish(2)):
        one, other = outcome.records(Article)
        assert one.is_public
        assert other.is_public
        assert one.path != other.path
        assert one.slots.keys() == other.slots.keys()
        assert all(one.slots[listing] != other.slots[listing] for listing in one.slots)


def test_two_new_stories_with_one_title_have_an_address_each() -> None:
    for outcome in outcomes([submit("Before")], submit("Same"), submit("Same")):
        paths = {a.path for a in outcome.records(Article) if a.content.title == "Same"}
        assert len(paths) == 2


@pytest.mark.parametrize("status", ["draft", "published"])
def test_one_request_sent_twice_is_one_article_and_one_answer(status: str) -> None:
    again = [request(f"try {n}", of="it", idempotency_key="key") for n in (1, 2)]
    asks = [submit("Story", asked_, status=status) for asked_ in again]
    for outcome in outcomes([], *asks):
        assert outcome.answers[0] == outcome.answers[1]
        assert isinstance(outcome.answers[0], ArticleReceipt)
        (article,) = outcome.records(Article)
        assert article.id == outcome.answers[0].id
        assert len(outcome.records(Revision)) == len(outcome.records(Replay)) == 1


OPEN_HOUSE = CommentRules(policy=Policy.HOLD_SUSPICIOUS)
"""Whoever comments is visible at once."""


def comment(
    name: str, number: int = 1, rules: CommentRules | None = None, parent: str | None = None
) -> Ask:
    email, body = f"{name}@example.org", f"{name} said."
    sent = SubmittedComment(name=name, email=email, body=body, parent=parent)

    def ask(newsroom: Services) -> object:
        newsroom = replace(newsroom, rules=rules or newsroom.rules)
        asked_ = request(f"{name} {number}")
        return submit_comment(make_desk(newsroom), asked_, article_id(1), sent, VISIT)

    return ask


def decide(number: int, decision: Decision) -> Ask:
    return lambda n: moderate_comment(
        n, request(f"{number} {decision}"), article_id(number), decision
    )


def place(*numbers: int) -> Ask:
    """A delivery of the stream; one that is not taken comes again."""

    def ask(newsroom: Services) -> object:
        ids = [article_id(number) for number in numbers]
        return place_comments(newsroom, request("stream"), article_id(1), ids)

    return ask


def test_one_form_sent_twice_is_one_comment_and_one_answer() -> None:
    for outcome in outcomes([submit("Story")], comment("rea", 1), comment("rea", 2)):
        assert outcome.answers[0] == outcome.answers[1]
        assert len(outcome.records(Comment)) == 1
        # One for all articles' moderators, one for those who look at this article.
        assert len(outcome.records(ModerationEntry)) == 2


def test_two_comments_approved_at_once_have_numbers_of_their_own() -> None:
    first = [submit("Story"), comment("rea"), comment("ria")]
    approve = Decision.APPROVE
    for outcome in outcomes(first, decide(2, approve), decide(3, approve)):
        assert sorted(t.number for t in outcome.records(Thread)) == [(1, 0), (2, 0)]
        (count,) = outcome.records(CommentCount)
        assert (count.threads, count.visible) == (2, 2)


def test_two_replies_approved_at_once_have_numbers_of_their_own() -> None:
    first = [submit("Story"), comment("rea"), decide(2, Decision.APPROVE)]
    first += [comment("ria", parent="1"), comment("rob", parent="1")]
    approve = Decision.APPROVE
    for outcome in outcomes(first, decide(3, approve), decide(4, approve)):
        assert sorted(t.number for t in outcome.records(Thread)) == [(1, 0), (1, 1), (1, 2)]
        (count,) = outcome.records(ReplyCount)
        assert count.replies == 2


def test_a_batch_that_is_delivered_twice_at_once_numbers_each_comment_once() -> None:
    first = [submit("Story"), comment("rea", rules=OPEN_HOUSE), comment("ria", rules=OPEN_HOUSE)]
    for outcome in outcomes(first, place(2, 3), place(3, 2)):
        assert sorted(t.number for t in outcome.records(Thread)) == [(1, 0), (2, 0)]
        assert sorted(map(str, outcome.answers)) == ["0", "2"]


@pytest.mark.parametrize("decision", [Decision.REJECT, Decision.SPAM, Decision.DELETE])
def test_a_comment_that_is_hidden_while_it_is_placed_is_hidden_in_the_end(
    decision: Decision,
) -> None:
    first = [submit("Story"), comment("rea", rules=OPEN_HOUSE)]
    for outcome in outcomes(first, place(2), decide(2, decision)):
        assert outcome.records(Thread) == []
        assert [count.visible for count in outcome.records(CommentCount)] in ([], [0])


def test_a_comment_that_is_shown_again_while_it_is_hidden_is_shown_in_the_end() -> None:
    first = [submit("Story"), comment("rea", rules=OPEN_HOUSE), place(2), hidden(2)]
    for outcome in outcomes(first, place(2), decide(2, Decision.APPROVE)):
        (thread,) = outcome.records(Thread)
        assert thread.number == (1, 0)


def hidden(number: int) -> Ask:
    """Rejected by an editor whose process died before the page followed."""

    def ask(newsroom: Services) -> object:
        asked_ = request("hide")
        change = decision_on(newsroom, asked_, Decision.REJECT, "")
        return change_comment(newsroom, asked_, article_id(number), change)

    return ask


def test_a_decision_while_a_leftover_is_cleared_up_is_not_lost() -> None:
    """The placement of a comment that waits no more is removed; a newer one must stay."""
    first = [submit("Story"), comment("rea", rules=OPEN_HOUSE), hidden(2)]
    for outcome in outcomes(first, place(2), decide(2, Decision.APPROVE)):
        (thread,) = outcome.records(Thread)
        assert thread.number == (1, 0)


@pytest.mark.parametrize("other", [Decision.REJECT, Decision.SPAM])
def test_two_decisions_on_one_comment_leave_it_in_one_state(other: Decision) -> None:
    first = [submit("Story"), comment("rea")]
    for outcome in outcomes(first, decide(2, Decision.APPROVE), decide(2, other)):
        (said,) = outcome.records(Comment)
        assert {entry.state for entry in outcome.records(ModerationEntry)} == {said.state}
        assert all(isinstance(answer, ModerationReceipt) for answer in outcome.answers)


def test_a_comment_that_comes_while_the_story_is_withdrawn_stands_there_when_it_is_back() -> None:
    def unpublish(newsroom: Services) -> object:
        return unpublish_article(newsroom, request("gone", if_match=0), article_id(1))

    for outcome in outcomes([submit("Story")], comment("rea", rules=OPEN_HOUSE), unpublish):
        if isinstance(outcome.answers[0], CommentReceipt):
            (thread,) = outcome.records(Thread)
            assert thread.number == (1, 0)
        else:
            assert outcome.answers[0] is NotFound
