"""What speaks against how a comment was sent, and by whom: for each a hit and a lookalike."""

from datetime import timedelta

import pytest

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.rules import Policy
from broadsheet.domain.comments.signals.signal import SPAM, SignalName, weight_of
from broadsheet.domain.shared.errors import Invalid
from broadsheet.usecases.comments.ports import Verdict, Visit
from broadsheet.usecases.comments.signed_time import carried, issued_at, seconds_since
from tests.fakes.comments import VISIT, MemoryKeys
from tests.support.reader import CommentPage, is_unheld, rules
from tests.support.reader_signals import LONG, known_page, note

KEYS = MemoryKeys()


@pytest.fixture
def page() -> CommentPage:
    return known_page()


def test_an_ordinary_comment_of_a_known_sender_has_no_signals(page: CommentPage) -> None:
    assert is_unheld(page.send(LONG))


def test_a_filled_trap_is_spam_and_the_sender_is_not_told(page: CommentPage) -> None:
    sent = page.send(visit=VISIT._replace(trap="http://spam.example"))
    assert note(sent, SignalName.HONEYPOT) == "A field that no person sees was filled in."
    assert sent.state is CommentState.SPAM


@pytest.mark.parametrize("trap", ["", " ", "\n"])
def test_a_trap_with_nothing_in_it_says_nothing(page: CommentPage, trap: str) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(trap=trap)))


@pytest.mark.parametrize("seconds", [0, 1, 2])
def test_a_form_filled_in_within_seconds_is_held(page: CommentPage, seconds: int) -> None:
    sent = page.send(visit=VISIT._replace(seconds=seconds))
    unit = "second" if seconds == 1 else "seconds"
    assert f"Filled in within {seconds} {unit};" in note(sent, SignalName.FAST)
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize("seconds", [3, 40, 86400, None])
def test_a_quick_writer_and_one_of_unknown_time_pass(
    page: CommentPage, seconds: int | None
) -> None:
    assert is_unheld(page.send(visit=VISIT._replace(seconds=seconds)))


def test_our_own_time_is_believed_before_the_scripts(page: CommentPage) -> None:
    issued = issued_at(KEYS, page.clock.now)
    page.clock.now += timedelta(seconds=1)
    lying = VISIT._replace(seconds=600, issued=issued)
    assert "within 1 second" in note(page.send(visit=lying), SignalName.FAST)
    page.clock.now += timedelta(seconds=29)
    assert is_unheld(page.send("Half a minute later.", visit=lying._replace(seconds=0)))


@pytest.mark.parametrize("issued", ["", "x", "1.", "1795345500", "1795345500.AAAA", "9" * 400])
def test_a_time_that_we_did_not_sign_is_unknown(page: CommentPage, issued: str) -> None:
    assert seconds_since(KEYS, issued, page.clock.now) is None


def test_a_signed_time_of_the_future_or_of_last_week_says_nothing(page: CommentPage) -> None:
    now = page.clock.now
    for days in (-1, 7):
        issued = issued_at(KEYS, now - timedelta(days=days))
        assert seconds_since(KEYS, issued, now) is None


def test_a_form_that_is_shown_again_keeps_its_first_time(page: CommentPage) -> None:
    first = page.clock.now
    issued = issued_at(KEYS, first)
    later = first + timedelta(seconds=50)
    assert carried(KEYS, issued, 7, later) == issued
    assert seconds_since(KEYS, carried(KEYS, "", 7, later), later) == 7
    assert carried(KEYS, "forged.AAAA", None, later) == ""


@pytest.mark.parametrize(
    "standing",
    [
        {"approved": 30, "spam": 1},
        {"approved": 1, "rejected": 1},
        {"approved": 3, "rejected": 1},
        {"rejected": 1},
    ],
)
def test_a_sender_of_bad_standing_is_held(page: CommentPage, standing: dict[str, int]) -> None:
    page.know(**standing)
    sent = page.send(LONG)
    text = note(sent, SignalName.REPUTATION)
    assert f"{standing.get('approved', 0)} were approved" in text
    assert f"{standing.get('spam', 0)} spam" in text
    assert sent.state is CommentState.PENDING


@pytest.mark.parametrize("standing", [{"approved": 4, "rejected": 1}, {"approved": 1}])
def test_one_rejection_among_many_approvals_is_forgiven(
    page: CommentPage, standing: dict[str, int]
) -> None:
    page.know(**standing)
    assert is_unheld(page.send(LONG))


def test_without_a_proof_where_proofs_are_asked_for_it_is_held() -> None:
    page = CommentPage(rules(proof_of_work=True, policy=Policy.HOLD_SUSPICIOUS))
    sent = page.send()
    assert "without a proof of work" in note(sent, SignalName.NO_PROOF)
    assert sent.state is CommentState.PENDING


def test_a_proof_that_is_none_is_refused_also_where_none_is_asked_for(page: CommentPage) -> None:
    with pytest.raises(Invalid):
        page.send(visit=VISIT._replace(proof="nonsense"))


class Service:
    """A spam service that says what it is told to."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked: list[str] = []

    def __call__(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        self.asked.append(url)
        return self.verdict


def with_service(*verdict: object) -> tuple[CommentPage, Service]:
    service = Service(Verdict(*verdict))  # type: ignore[arg-type]
    page = CommentPage(parts={"service": service})
    page.know()
    return page, service


def test_what_a_spam_service_says_is_held_and_what_it_is_sure_of_is_spam() -> None:
    page, service = with_service(True, "spam")
    sent = page.send()
    assert note(sent, SignalName.SERVICE) == "The spam service says: spam."
    assert sent.state is CommentState.PENDING
    assert service.asked == ["https://news.example/2026/11/story-1/"]
    sure, _ = with_service(True, "spam", True)
    assert sure.send().state is CommentState.SPAM


def test_what_a_spam_service_has_nothing_against_passes() -> None:
    page, _ = with_service(False, "not spam")
    assert is_unheld(page.send())


def test_a_service_that_is_down_holds_the_comment_and_loses_nothing() -> None:
    page, _ = with_service(None, "it took more than 2 seconds")
    sent = page.send()
    assert "took more than 2 seconds" in note(sent, SignalName.SERVICE_DOWN)
    assert sent.state is CommentState.PENDING
    assert sent.body == "Well said."


def test_what_is_spam_already_is_shown_to_no_service() -> None:
    page, service = with_service(False, "not spam")
    assert page.send(visit=VISIT._replace(trap="x")).state is CommentState.SPAM
    assert service.asked == []


def test_one_oddity_holds_and_three_together_are_spam() -> None:
    page = CommentPage(rules(policy=Policy.HOLD_SUSPICIOUS))
    links = " ".join(f"https://{n}.example" for n in range(3))
    quick = VISIT._replace(seconds=1)
    one = page.send(links, name="Otis")
    two = page.send(f"{links} again", name="Otis", visit=quick)
    three = page.send(f"{links} once more", name="Admin", visit=quick)
    assert [c.state for c in (one, two, three)] == ["pending", "pending", "spam"]
    assert weight_of(two.signals) < SPAM <= weight_of(three.signals)


def test_the_work_for_a_comment_does_not_grow_with_the_comments(page: CommentPage) -> None:
    def calls(body: str) -> int:
        before = counted["calls"]
        page.send(body)
        return counted["calls"] - before

    counted = {"calls": 0}
    for name in ("get", "count_up", "commit", "query", "get_many", "get_all"):
        whole = getattr(page.table, name)

        def counting(*given: object, _whole: object = whole, **named: object) -> object:
            # One batch is one call, though the table in memory looks up each of its keys.
            before = counted["calls"]
            answer = _whole(*given, **named)  # type: ignore[operator]
            counted["calls"] = before + 1
            return answer

        setattr(page.table, name, counting)
    first = calls("The first comment of all, with letters enough to be counted.")
    for n in range(20):
        page.clock.now += timedelta(minutes=1)
        page.send(f"Comment number {n}, with letters enough to be counted.")
    page.clock.now += timedelta(minutes=1)
    # Two of them are read once in a while: authors' names in ten minutes, words in one.
    assert calls("The last comment of all, with letters enough to be counted.") == first <= 15
