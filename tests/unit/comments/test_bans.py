"""Whom editors keep out: for how long, whoever types what, and however the key was replaced."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadsheet.domain.comments.bans import LONGEST, NETWORK_KEPT, BanOf, Origin
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.shared.errors import (
    Banned,
    Forbidden,
    Invalid,
    NotAllowedInState,
    NotFound,
)
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.usecases.comments.ban_sender import BanReceipt, ban, lift_ban, list_bans
from broadsheet.usecases.comments.known_reader import token_for
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.privacy.export_reader import export_reader
from tests.fakes.comments import VISIT, MemoryKeys
from tests.fakes.moderation import ANN, EDITH, asked
from tests.support.reader import ADDRESS, CommentPage, signal

ELSEWHERE = VISIT._replace(ip="9.9.9.9")
"""Another network than that of `VISIT`, with a browser that was never here."""
NEIGHBOUR = VISIT._replace(ip="8.8.4.4", user_agent="Another browser")


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def page(keys: MemoryKeys) -> CommentPage:
    return CommentPage(parts={"keys": keys})


def banned_for(
    page: CommentPage, comment: Comment, of: BanOf = BanOf.SENDER, days: int = 7
) -> BanReceipt:
    """What the editor is told."""
    services = replace(page.desk, ids=page.desk.ids)
    return ban(services, asked(), comment.id, of, days, "Insults")


def remember(page: CommentPage, comment: Comment, email: str = ADDRESS) -> None:
    """The browser keeps the cookie that came with the answer to its comment."""
    page.cookies[email] = token_for(page.desk, "", email, comment.id)


def test_whoever_is_banned_is_told_so_in_their_own_browser_until_the_ban_ends(
    page: CommentPage,
) -> None:
    remember(page, sent := page.send("You fools."))
    receipt = banned_for(page, sent, days=7)
    assert receipt.until == page.clock() + timedelta(days=7)
    with pytest.raises(Banned, match=r"until 2026-\d\d-\d\d \d\d:\d\d UTC"):
        page.send("You again.", visit=ELSEWHERE._replace(cookie=page.cookies[ADDRESS]))
    page.clock.now = receipt.until - timedelta(milliseconds=1)
    with pytest.raises(Banned):
        page.send("You again.")
    page.clock.now = receipt.until
    assert page.send("I have thought about it.").state is CommentState.PENDING


def test_another_address_in_the_same_browser_helps_nobody(page: CommentPage) -> None:
    remember(page, sent := page.send("You fools."))
    banned_for(page, sent)
    cookie = page.cookies[ADDRESS]
    with pytest.raises(Banned):
        page.send("Me?", email="other@example.org", visit=ELSEWHERE._replace(cookie=cookie))


def test_who_types_a_banned_address_elsewhere_hears_what_strangers_hear_and_is_spam(
    page: CommentPage,
) -> None:
    banned_for(page, page.send("You fools."))
    sent = page.send("Is she banned here?", visit=ELSEWHERE)
    assert sent.state is CommentState.SPAM
    found = signal(sent, SignalName.BANNED)
    assert found is not None
    assert "Anybody may type an address" in found.note


def test_a_network_is_banned_whatever_is_typed_and_its_neighbours_are_not(
    page: CommentPage,
) -> None:
    banned_for(page, page.send("You fools."), BanOf.NETWORK)
    with pytest.raises(Banned):
        page.send("Another one.", email="else@example.org", visit=NEIGHBOUR)
    assert page.send("From elsewhere.", visit=ELSEWHERE).state is CommentState.PENDING


def test_a_household_of_ipv6_is_one_network(page: CommentPage) -> None:
    home = VISIT._replace(ip="2a00:1450:4001:8::1")
    banned_for(page, page.send("You fools.", visit=home), BanOf.NETWORK)
    with pytest.raises(Banned):
        page.send("Me?", email="b@example.org", visit=VISIT._replace(ip="2a00:1450:4001:8:ffff::9"))
    page.send("Me.", email="c@example.org", visit=VISIT._replace(ip="2a00:1450:4001:9::1"))


@pytest.mark.parametrize("of", BanOf)
def test_a_ban_holds_when_the_key_was_replaced(
    page: CommentPage, keys: MemoryKeys, of: BanOf
) -> None:
    remember(page, sent := page.send("You fools."))
    banned_for(page, sent, of)
    keys.rotate()
    keys.rotate()
    with pytest.raises(Banned):
        page.send("You again.")


def test_lifted_it_is_as_if_there_had_been_none(page: CommentPage) -> None:
    remember(page, sent := page.send("You fools."))
    receipt = banned_for(page, sent)
    assert [one.id for one in bans(page)] == [receipt.id]
    lift_ban(page.desk, asked(), receipt.id)
    assert bans(page) == []
    assert page.send("Thank you.").state is CommentState.PENDING
    with pytest.raises(NotFound):
        lift_ban(page.desk, asked(), receipt.id)


def test_whoever_is_banned_again_since_stays_so_when_the_first_ban_is_lifted(
    page: CommentPage,
) -> None:
    remember(page, sent := page.send("You fools."))
    first = banned_for(page, sent, days=1)
    page.clock.now = first.until
    second = banned_for(page, sent)
    lift_ban(page.desk, asked(), first.id)
    with pytest.raises(Banned):
        page.send("You again.")
    assert [one.id for one in bans(page)] == [second.id]


def test_a_ban_that_holds_is_not_made_twice_but_a_new_browser_is_added(page: CommentPage) -> None:
    banned_for(page, sent := page.send("You fools."))
    with pytest.raises(NotAllowedInState, match="banned until"):
        banned_for(page, sent)
    other = page.send("In another browser.", visit=ELSEWHERE)
    remember(page, other)
    banned_for(page, other)
    with pytest.raises(Banned):
        page.send(
            "You again.",
            email="new@example.org",
            visit=ELSEWHERE._replace(cookie=page.cookies[ADDRESS]),
        )


def test_a_network_is_known_for_a_week_and_never_where_anybody_may_have_it(
    page: CommentPage,
) -> None:
    sent = page.send("You fools.")
    local = page.send("From this machine.", visit=VISIT._replace(ip="127.0.0.1"))
    origins = [one for one in page.table.records.values() if isinstance(one, Origin)]
    assert [one.comment_id for one in origins] == [sent.id]
    assert "8.8.4.4" not in str(page.table.records)
    page.clock.now += NETWORK_KEPT
    for known_no_more in (sent, local):
        with pytest.raises(NotAllowedInState, match="not known"):
            banned_for(page, known_no_more, BanOf.NETWORK)


@pytest.mark.parametrize("days", [0, -1, LONGEST + 1])
def test_a_ban_has_an_end_within_a_year(page: CommentPage, days: int) -> None:
    with pytest.raises(Invalid):
        banned_for(page, page.send("You fools."), days=days)


def test_only_who_moderates_keeps_anybody_out(page: CommentPage) -> None:
    sent = page.send("You fools.")
    client = Principal("client:1", frozenset(), frozenset({Scope.COMMENTS_MODERATE}))
    for who in (ANN, Principal("reader", frozenset())):
        with pytest.raises(Forbidden):
            ban(page.desk, asked(who), sent.id, BanOf.SENDER, 1)
        with pytest.raises(Forbidden):
            lift_ban(page.desk, asked(who), "x")
        with pytest.raises(Forbidden):
            list_bans(page.table, who, page.clock(), 10, None)
    assert ban(page.desk, asked(client), sent.id, BanOf.SENDER, 1).of is BanOf.SENDER


def test_what_was_sent_before_the_ban_and_sent_again_is_still_answered(page: CommentPage) -> None:
    first = page.send("You fools.")
    remember(page, first)
    banned_for(page, first)
    again = page.send("You fools.")
    assert again.id == first.id


def test_an_erasure_takes_the_network_away_and_lifts_no_ban(
    page: CommentPage, keys: MemoryKeys
) -> None:
    remember(page, sent := page.send("You fools."))
    receipt = banned_for(page, sent)
    held = export_reader(page.table, keys.senders(ADDRESS))
    assert held.banned_until == receipt.until
    assert held.comments[0].origin is not None
    erase_reader(page.desk, asked(), keys.senders(ADDRESS))
    assert [one for one in page.table.records.values() if isinstance(one, Origin)] == []
    assert export_reader(page.table, keys.senders(ADDRESS)).banned_until == receipt.until
    with pytest.raises(Banned):
        page.send("You again.")


def bans(page: CommentPage) -> list[BanReceipt]:
    found = list_bans(page.table, EDITH, page.clock(), 10, None).items
    return [BanReceipt(one.id, one.of, one.until) for one in found]
