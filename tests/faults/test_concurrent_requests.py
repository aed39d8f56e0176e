"""Two requests at the same time, in every order of what they do to the table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from broadsheet.domain.article import Article, Revision
from broadsheet.domain.comment import Comment, CommentCount, Decision, ModerationEntry, Thread
from broadsheet.domain.errors import BroadsheetError, VersionMismatch
from broadsheet.domain.record import Key, Record
from broadsheet.domain.replay import Replay
from broadsheet.domain.submission import CommentSubmission
from broadsheet.usecases.moderate_comment import moderate_comment
from broadsheet.usecases.newsroom import Newsroom, Receipt, Request
from broadsheet.usecases.publish_article import publish_article
from broadsheet.usecases.replace_article import replace_article
from broadsheet.usecases.submit_article import submit_article
from broadsheet.usecases.submit_comment import submit_comment
from tests.fakes.table import MemoryTable
from tests.faults.audit import must_be_whole, of
from tests.faults.editions import START, asked, make_newsroom, story
from tests.faults.interleaving import Actors, Paused, every_order

TABLE_WRITES = frozenset({"commit", "next_slot"})
Ask = Callable[[Newsroom], Receipt]


@dataclass
class Outcome:
    """What came of it in one order: the table, and what each was answered."""

    table: MemoryTable
    answers: list[Receipt | type[BroadsheetError] | None] = field(default_factory=list)

    def records(self, kind: type[Any]) -> list[Any]:
        return of(list(self.table.records.values()), kind)


def outcomes(first: list[Ask], *asks: Ask) -> list[Outcome]:
    """After `first`, both at once: what comes of it in each order."""
    begun = MemoryTable()
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
        must_be_whole(list(found[-1].table.records.values()), START)
        assert None not in found[-1].answers
    assert len(ended) > 1, "nothing happened at the same time"
    return ended


def _actor(newsroom: Newsroom, outcome: Outcome, number: int, ask: Ask) -> Callable[[], None]:
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
        assert outcome.answers[won] == {
            "id": article.id, "path": article.path, "status": "published", "version": 2,
        }  # fmt: skip
        assert outcome.answers[1 - won] is VersionMismatch
        assert len(outcome.records(Revision)) == 2


def test_two_edits_of_whatever_version_are_both_made() -> None:
    def edit(title: str) -> Ask:
        return lambda n: replace_article(n, request(title, if_match=0), article_id(1), story(title))

    for outcome in outcomes([submit("Story")], edit("Ann's"), edit("Ben's")):
        versions = [a["version"] for a in outcome.answers if isinstance(a, dict)]
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
        assert isinstance(outcome.answers[0], dict)
        (article,) = outcome.records(Article)
        assert article.id == outcome.answers[0]["id"]
        assert len(outcome.records(Revision)) == len(outcome.records(Replay)) == 1


def _comment(name: str, number: int = 1) -> Ask:
    sent = CommentSubmission(name=name, email=f"{name}@example.org", body="Well said.")
    return lambda n: submit_comment(n, request(f"{name} {number}"), article_id(1), sent)


def test_one_form_sent_twice_is_one_comment_and_one_answer() -> None:
    for outcome in outcomes([submit("Story")], _comment("rea", 1), _comment("rea", 2)):
        assert outcome.answers[0] == outcome.answers[1]
        assert len(outcome.records(Comment)) == len(outcome.records(ModerationEntry)) == 1


def test_two_comments_approved_at_once_have_numbers_of_their_own() -> None:
    def approve(number: int) -> Ask:
        decide = Decision.APPROVE
        return lambda n: moderate_comment(n, request(f"{number}"), article_id(number), decide)

    first = [submit("Story"), _comment("rea"), _comment("ria")]
    for outcome in outcomes(first, approve(2), approve(3)):
        assert sorted(t.thread for t in outcome.records(Thread)) == [1, 2]
        (count,) = outcome.records(CommentCount)
        assert (count.threads, count.visible) == (2, 2)


@pytest.mark.parametrize("other", [Decision.REJECT, Decision.SPAM])
def test_two_decisions_on_one_comment_leave_it_in_one_state(other: Decision) -> None:
    def say(decision: Decision) -> Ask:
        return lambda n: moderate_comment(n, request(decision), article_id(2), decision)

    first = [submit("Story"), _comment("rea")]
    for outcome in outcomes(first, say(Decision.APPROVE), say(other)):
        (comment,) = outcome.records(Comment)
        (entry,) = outcome.records(ModerationEntry)
        assert entry.state is comment.state
        assert all(isinstance(answer, dict) for answer in outcome.answers)
