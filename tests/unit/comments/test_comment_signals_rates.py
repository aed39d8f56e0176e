"""Too many comments in a minute, of one sender, network or article, are held and then refused."""

from datetime import timedelta

import msgspec
import pytest

from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.signals.network import network_of
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.shared.errors import ProofRequired
from broadsheet.usecases.comments.proof_of_work import make_challenge
from client.challenges import solution_of
from tests.fakes.comments import VISIT
from tests.support.reader import CommentPage, is_unheld, rules, signal
from tests.support.reader_signals import known_page, note


@pytest.fixture
def page() -> CommentPage:
    return known_page()


def test_many_comments_under_an_address_are_held_and_never_refused(page: CommentPage) -> None:
    """Anybody may send them, and its owner comes last."""
    sent = [page.send(f"Number {n}", visit=VISIT._replace(ip="")) for n in range(60)]
    assert all(is_unheld(comment) for comment in sent[:6])
    assert "7 comments within a minute" in note(sent[6], SignalName.SENDER_RATE)
    assert "more than 6" in note(sent[59], SignalName.SENDER_RATE)
    assert {comment.state for comment in sent[6:]} == {CommentState.PENDING}
    page.clock.now += timedelta(minutes=1)
    assert is_unheld(page.send("A minute later"))


def test_what_comes_under_other_spellings_of_a_mailbox_is_its_own(page: CommentPage) -> None:
    sent = [page.send(f"Number {n}", email=f"rea+{n}@example.org") for n in range(7)]
    assert "7 comments within a minute" in note(sent[6], SignalName.SENDER_RATE)


def test_a_network_that_sends_very_many_needs_a_proof_of_work(page: CommentPage) -> None:
    for n in range(30):
        page.know(f"reader{n}@example.org")
        page.send(f"Number {n}", email=f"reader{n}@example.org", article=1 + n % 2)
    with pytest.raises(ProofRequired) as refused:
        page.send("One more")
    assert 0 < refused.value.retry_after <= 60
    assert not refused.value.again, "a network is what nobody can choose"
    proof = solution_of(msgspec.to_builtins(make_challenge(page.desk)))
    assert page.send("A neighbour", visit=VISIT._replace(proof=proof)).state == "pending"
    page.clock.now += timedelta(seconds=refused.value.retry_after)
    assert is_unheld(page.send("A minute later"))


def _from(page: CommentPage, ips: list[str]) -> list[Comment]:
    """Comments of different senders at these addresses."""
    for n, _ in enumerate(ips):
        page.know(f"reader{n}@example.org")
    return [
        page.send(f"Number {n}", email=f"reader{n}@example.org", visit=VISIT._replace(ip=ip))
        for n, ip in enumerate(ips)
    ]


@pytest.mark.parametrize(
    "ips",
    [
        ["8.8.4.4"] * 7,
        ["8.8.4.4", "::ffff:8.8.4.4"] * 4,
        [f"2a00:1450:4001:80b::{n}" for n in range(1, 8)],
    ],
)
def test_many_senders_of_one_network_are_one(page: CommentPage, ips: list[str]) -> None:
    sent = _from(page, ips)
    assert all(map(is_unheld, sent[:6]))
    assert signal(sent[-1], SignalName.SENDER_RATE)


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"] * 40,
        ["::1", "10.1.2.3", "192.168.0.1", "fe80::1", "", "unknown", "198.51.100.4"] * 6,
        [f"8.8.4.{n}" for n in range(40)],
        [f"2a00:1450:4001:{n:x}::1" for n in range(40)],
    ],
)
def test_an_address_that_tells_nobody_apart_is_not_counted(
    page: CommentPage, ips: list[str]
) -> None:
    assert all(map(is_unheld, _from(page, ips)))


def test_a_network_is_an_address_or_what_one_customer_has() -> None:
    assert network_of("8.8.4.4") == "8.8.4.4"
    assert network_of("2a00:1450:4001:80b::200e") == "2a00:1450:4001:80b::/64"
    assert network_of("127.0.0.1") is None


def test_a_storm_on_one_article_is_held_and_never_refused() -> None:
    page = CommentPage(rules(article_per_minute=2))
    for n in range(32):
        page.know(f"reader{n}@example.org")

    def sent(n: int, article: int = 1) -> Comment:
        email = f"reader{n}@example.org"
        visit = VISIT._replace(ip=f"8.8.4.{n}")
        return page.send(f"Number {n}", article=article, email=email, visit=visit)

    comments = [sent(n) for n in range(30)]
    assert all(map(is_unheld, comments[:2]))
    assert "3 comments within a minute on this article" in note(
        comments[2], SignalName.ARTICLE_RATE
    )
    assert {comment.state for comment in comments[2:]} == {CommentState.PENDING}
    assert is_unheld(sent(31, article=2)), "another article has its own count"
