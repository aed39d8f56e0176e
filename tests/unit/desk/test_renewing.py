"""Sessions of the desk are renewed, also by two requests at once, and sealed."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from broadsheet.adapters.aes_seal import AesSeal
from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.shared.errors import Forbidden, TooManyRequests, Unauthenticated
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.desk.ports import Tokens
from broadsheet.usecases.desk.renew import renewed
from broadsheet.usecases.desk.sessions import Begun, former_session, session_of
from broadsheet.usecases.desk.sign_in import Door, Half, half_of, sign_in, sign_out, tokens_of
from broadsheet.usecases.shared.ports import Cause, Write
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import MemoryTable, StoppedClock
from tests.fakes.user_pool import GRACE, MemoryUserPool

BEGAN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "blue kettle sings"


def nothing_weak(password: str, about: Iterable[str] = ()) -> str:
    """Whatever it is."""
    return ""


class Desk:
    """Somebody's session, and what it needs."""

    def __init__(self, table: MemoryTable | None = None) -> None:
        self.clock, self.table = StoppedClock(BEGAN), table or MemoryTable()
        self.pool = MemoryUserPool(self.clock)
        self.ann = self.pool.add("ann", PASSWORD, "authors")
        services = Services(
            table=self.table, markup=CommonMark(), clock=self.clock, ids=lambda: "id"
        )
        self.door = Door(services=services, pool=self.pool, seal=AesSeal(), weakness=nothing_weak)
        begun = sign_in(self.door, "sign-in", "ann", PASSWORD)
        assert isinstance(begun, Begun)
        self.session, self.secret = begun

    def renew(self, session: DeskSession | None = None) -> DeskSession | None:
        """What the session is from here on."""
        return renewed(self.door, "renewal", session or self.session, self.secret)

    def kept(self) -> DeskSession | None:
        """What is in the table."""
        return former_session(self.door.services, self.secret)


def test_a_session_is_renewed_shortly_before_its_token_ends_and_not_before() -> None:
    desk = Desk()
    desk.clock.now += timedelta(minutes=12, seconds=59)
    assert desk.renew() is desk.session
    desk.clock.now += timedelta(seconds=1)
    desk.ann.roles = {"editors"}
    new = desk.renew()
    assert new is not None
    assert new.roles == ("editors",)
    assert new.roles_until == desk.clock() + timedelta(minutes=15)
    assert new == desk.kept()
    assert new.began_at == BEGAN


def test_of_two_requests_that_renew_at_once_neither_signs_the_other_out() -> None:
    desk = Desk()
    desk.clock.now += timedelta(minutes=14)
    first = desk.renew()
    desk.clock.now += GRACE
    second = desk.renew(desk.session)
    assert second == first == desk.kept()
    desk.clock.now += timedelta(minutes=14)
    assert desk.renew(second) is not None


class Interrupted(MemoryTable):
    """Another request writes between what this one read and what it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.first: DeskSession | None = None

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        if self.first is not None:
            self.records[self.first.key], self.first = self.first, None
        super().commit(writes, cause)


def test_what_another_request_has_written_meanwhile_is_not_undone() -> None:
    table = Interrupted()
    desk = Desk(table)
    desk.clock.now += timedelta(minutes=14)
    theirs = msgspec.structs.replace(
        desk.session,
        roles=("editors",),
        version=2,
        roles_until=desk.clock() + timedelta(minutes=15),
    )
    table.first = theirs
    assert desk.renew() == theirs == desk.kept()


def test_that_a_session_was_used_does_not_undo_its_renewal() -> None:
    """Or the token that was spent would be back, and the next renewal would sign it out."""
    table = Interrupted()
    desk = Desk(table)
    desk.clock.now += timedelta(minutes=14)
    table.first = new = msgspec.structs.replace(desk.session, sealed="new", version=2)
    found = session_of(desk.door.services, "request", desk.secret)
    assert found is not None
    assert desk.kept() == new


def test_a_session_that_was_signed_out_meanwhile_does_not_come_back() -> None:
    desk = Desk()
    desk.clock.now += timedelta(minutes=14)
    old = desk.session
    sign_out(desk.door, "out", old, desk.secret)
    assert desk.renew(old) is None
    assert desk.kept() is None


def test_a_token_that_was_spent_by_somebody_else_ends_the_session() -> None:
    desk = Desk()
    stolen = tokens_of(desk.door, desk.session, desk.secret).refresh
    desk.pool.renew(stolen)
    desk.clock.now += timedelta(minutes=14)
    assert desk.renew() is None
    assert desk.kept() is None


def test_who_has_no_role_any_more_is_out() -> None:
    desk = Desk()
    desk.ann.roles = set()
    desk.clock.now += timedelta(minutes=14)
    assert desk.renew() is None
    assert desk.kept() is None


def test_another_person_than_whose_session_it_is_is_nobody() -> None:
    desk = Desk()
    desk.ann.sub = "somebody else"
    desk.clock.now += timedelta(minutes=14)
    assert desk.renew() is None


def test_a_pool_that_is_busy_is_asked_later_while_there_is_time() -> None:
    desk = Desk()
    desk.pool.is_busy = True
    desk.clock.now += timedelta(minutes=14)
    assert desk.renew() is desk.session
    desk.clock.now += timedelta(minutes=1)
    with pytest.raises(TooManyRequests):
        desk.renew()
    assert desk.kept() == desk.session


def test_signing_out_is_done_whatever_the_pool_says() -> None:
    desk = Desk()
    desk.pool.is_busy = True
    sign_out(desk.door, "out", desk.session, desk.secret)
    assert desk.kept() is None


def busy(_refresh: str) -> None:
    raise TooManyRequests(for_programs("Later."), 5)


def test_a_pool_that_is_too_busy_to_revoke_a_token_keeps_nobody_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk()
    monkeypatch.setattr(desk.pool, "revoke", busy)
    desk.clock.now += timedelta(minutes=14)
    desk.ann.roles = set()
    assert desk.renew() is None
    assert desk.kept() is None
    # Whoever has no role is told that, and not to come again.
    with pytest.raises(Forbidden):
        sign_in(desk.door, "in", "ann", PASSWORD)


def test_what_is_sealed_is_open_to_its_own_secret_and_purpose_alone() -> None:
    seal = AesSeal()
    sealed = seal.shut("secret", "tokens", "the token")
    assert "token" not in sealed
    assert sealed != seal.shut("secret", "tokens", "the token")
    assert seal.open("secret", "tokens", sealed) == "the token"
    for secret, purpose, what in (
        ("another", "tokens", sealed),
        ("secret", "half", sealed),
        ("secret", "tokens", sealed[:-8] + "AAAAAAA="),
        ("secret", "tokens", ""),
        ("secret", "tokens", "no base64!"),
        ("secret", "tokens", "é"),
    ):
        with pytest.raises(Unauthenticated):
            seal.open(secret, purpose, what)


def test_the_tokens_of_a_session_are_read_with_the_browsers_value_alone() -> None:
    desk = Desk()
    kept = tokens_of(desk.door, desk.session, desk.secret)
    given = desk.pool.with_password("ann", PASSWORD)
    assert isinstance(given, Tokens)
    assert kept.refresh in desk.pool.refresh
    with pytest.raises(Unauthenticated):
        tokens_of(desk.door, desk.session, "A" * 43)


def test_a_sign_in_that_waits_for_a_code_is_no_way_to_another_authenticator() -> None:
    desk = Desk()
    desk.ann.key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    half = sign_in(desk.door, "sign-in", "ann", PASSWORD)
    assert isinstance(half, Half)
    assert half_of(desk.door, half.secret, Step.CODE) == half
    for step in (Step.PASSWORD, Step.AUTHENTICATOR):
        with pytest.raises(Unauthenticated):
            half_of(desk.door, half.secret, step)
