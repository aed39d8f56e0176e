"""The key of senders was replaced: who was known is known, and what is sent twice is one."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.domain.comments.comment import Comment, CommentState
from broadsheet.domain.comments.reports import ReportedBy
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.domain.comments.sender import Sender
from broadsheet.domain.shared.errors import KeyReused, ProofRequired
from broadsheet.domain.shared.principal import Principal
from broadsheet.usecases.comments.known_reader import token_for, token_in
from broadsheet.usecases.comments.ports import Visit
from broadsheet.usecases.comments.proof_of_work import accept_proof, make_challenge
from broadsheet.usecases.comments.signed_time import carried, issued_at, seconds_since
from broadsheet.usecases.comments.submit_comment import CommentReceipt, submit_comment
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.transfer.export_comments import is_ours, keys_mark
from client.challenges import solution_of
from tests.builders import NOON, make_id
from tests.fakes.comments import VISIT, MemoryKeys
from tests.fakes.moderation import stored
from tests.fakes.table import StoppedClock
from tests.support.reader import ADDRESS, CommentPage
from tests.support.reported import desk_on, known, report, seen_by_no_editor


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def page(keys: MemoryKeys) -> CommentPage:
    return CommentPage(parts={"keys": keys})


def send(
    page: CommentPage, keys: MemoryKeys, key: str | None = None, body: str = "Once."
) -> CommentReceipt:
    """To a copy of the function that knows these keys."""
    submission = comment_from_fields({"name": "Rea", "email": ADDRESS, "body": body})
    request = Request(id="r", who=Principal("reader", frozenset()), idempotency_key=key)
    desk = replace(page.desk, keys=keys)
    return submit_comment(desk, request, make_id(1), submission, VISIT)


def comments(page: CommentPage) -> list[Comment]:
    return [record for record in page.table.records.values() if isinstance(record, Comment)]


@pytest.mark.parametrize("key", [None, "my-key"])
@pytest.mark.parametrize("order", ["before, after", "after, a copy that has not heard"])
def test_what_is_sent_again_is_one_comment_whichever_key_was_used_first(
    page: CommentPage, keys: MemoryKeys, key: str | None, order: str
) -> None:
    old = deepcopy(keys)
    keys.rotate()
    first, second = (old, keys) if order == "before, after" else (keys, old)
    receipts = [send(page, copy, key) for copy in (first, second, first, second)]
    assert receipts == receipts[:1] * 4
    assert len(comments(page)) == 1


@pytest.mark.parametrize("is_old_first", [True, False])
def test_of_two_copies_at_the_same_moment_one_writes(
    page: CommentPage, keys: MemoryKeys, monkeypatch: pytest.MonkeyPatch, *, is_old_first: bool
) -> None:
    old = deepcopy(keys)
    keys.rotate()
    winner, loser = (old, keys) if is_old_first else (keys, old)
    commit, won = page.table.commit, list[CommentReceipt]()

    def late(*given: object) -> None:
        monkeypatch.setattr(page.table, "commit", commit)
        won.append(send(page, winner))
        commit(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(page.table, "commit", late)
    assert [send(page, loser)] == won
    assert len(comments(page)) == 1


def test_a_key_that_was_used_for_another_comment_stays_used(
    page: CommentPage, keys: MemoryKeys
) -> None:
    send(page, keys, "my-key")
    keys.rotate()
    with pytest.raises(KeyReused):
        send(page, keys, "my-key", body="Something else.")


def test_who_never_got_the_cookie_gets_the_code_of_their_comment(
    page: CommentPage, keys: MemoryKeys
) -> None:
    receipt = send(page, keys)
    (comment,) = comments(page)
    keys.rotate()
    again = token_in(keys, token_for(page.desk, "", ADDRESS, receipt.id), NOON)
    assert again is not None
    assert comment.reader in keys.signatures("reader", again.code)
    assert comment.sender in again.senders


def approved(page: CommentPage, keys: MemoryKeys, comment: Comment, **counts: int) -> None:
    """What an editor's decision leaves."""
    page.put(Sender(sender=comment.sender, reader=comment.reader, **counts))


def test_who_was_known_is_known_and_what_is_said_from_now_on_counts_as_well(
    page: CommentPage, keys: MemoryKeys
) -> None:
    page.know()
    keys.rotate()
    first = page.send("After it.")
    assert first.state is CommentState.APPROVED
    assert first.sender == keys.sender(ADDRESS)
    approved(page, keys, first, spam=1)
    assert page.send("After spam.").state is not CommentState.APPROVED


def test_who_writes_under_the_new_key_is_known_for_as_long_again_by_the_old_one(
    page: CommentPage, keys: MemoryKeys
) -> None:
    lasts = page.rules.keep_sender
    page.know(ADDRESS, approved=1, expires_at=int((NOON + lasts).timestamp()))
    keys.rotate()
    page.clock.now += timedelta(days=60)
    page.send("After it.")
    (standing,) = (r for r in page.table.records.values() if isinstance(r, Sender))
    assert standing.sender == keys.senders(ADDRESS)[1]
    assert standing.expires_at == int((page.clock.now + lasts).timestamp())


def test_a_cookie_that_was_given_anew_names_the_address_under_each_key(
    page: CommentPage, keys: MemoryKeys
) -> None:
    page.know()
    keys.rotate()
    page.cookies[ADDRESS] = token_for(page.desk, page.cookies[ADDRESS], ADDRESS, "any")
    keys.rotate()
    assert page.send("After two.").state is CommentState.APPROVED
    token = token_in(keys, page.cookies[ADDRESS], NOON)
    assert token is not None
    assert token.senders == keys.senders(ADDRESS)[1:]


def test_under_somebody_elses_address_the_browser_is_a_strangers(
    page: CommentPage, keys: MemoryKeys
) -> None:
    page.know()
    keys.rotate()
    page.cookies["other@example.org"] = page.cookies[ADDRESS]
    assert page.send("Mine?", email="other@example.org").state is CommentState.PENDING


def test_a_known_readers_report_counts_as_one_before_and_after_they_wrote_again() -> None:
    table = seen_by_no_editor()
    desk = desk_on(table, StoppedClock(NOON))
    visits = [known(desk, reader) for reader in (1, 2)]
    assert isinstance(desk.keys, MemoryKeys)
    desk.keys.rotate()
    anew = token_for(desk, visits[1].cookie, "2@example.org", "any")
    for reader, cookie in enumerate((visits[0].cookie, anew)):
        report(desk, reader, visit=Visit(ip="8.8.4.4", cookie=cookie))
    assert stored(table, make_id(1)).against == 2 * ReportedBy.KNOWN.value


def test_a_form_that_was_given_out_before_keeps_its_time(page: CommentPage) -> None:
    keys, now = page.desk.keys, page.clock.now
    issued = issued_at(keys, now)
    assert isinstance(keys, MemoryKeys)
    keys.rotate()
    assert seconds_since(keys, issued, now) == 0
    assert carried(keys, issued, None, now) == issued
    assert seconds_since(keys, f"{issued}x", now) is None


def test_work_that_was_done_before_is_taken_once(page: CommentPage, keys: MemoryKeys) -> None:
    proof = solution_of(msgspec.to_builtins(make_challenge(page.desk)))
    keys.rotate()
    assert accept_proof(page.desk, proof, "one")


def test_who_was_asked_to_send_again_may_send_again(keys: MemoryKeys) -> None:
    page = CommentPage(rules=CommentRules(article_unproven=0), parts={"keys": keys})
    with pytest.raises(ProofRequired) as asked:
        page.send()
    keys.rotate()
    assert page.send(visit=VISIT._replace(again=asked.value.again)).body


def test_a_file_of_comments_from_before_is_from_here(keys: MemoryKeys) -> None:
    mark = keys_mark(keys)
    keys.rotate()
    assert is_ours(keys, mark)
    assert is_ours(keys, keys_mark(keys))
    assert not is_ours(keys, "of another stack")
