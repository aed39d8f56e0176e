"""The user pool in memory: who signs in at the desk, and the accounts that editors look after."""

import base64
import itertools
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from broadsheet.domain.desk.sign_in import Step
from broadsheet.domain.people.staff import Member, State
from broadsheet.domain.shared.errors import (
    FieldError,
    Invalid,
    Malformed,
    NotFound,
    TooManyRequests,
    Unauthenticated,
)
from broadsheet.domain.shared.principal import Principal, Role, identity
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.desk.ports import Asked, Authenticator, Tokens
from broadsheet.usecases.people.ports import Members
from broadsheet.usecases.shared.ports import Clock
from tests.support.totp import totp

ACCESS, REFRESH, GRACE = timedelta(minutes=15), timedelta(hours=12), timedelta(seconds=30)
SHORTEST = 12


@dataclass
class Account:
    """Somebody's."""

    user: str
    password: str
    since: datetime
    sub: str = field(default_factory=lambda: str(uuid4()))
    is_temporary: bool = False
    is_enabled: bool = True
    roles: set[str] = field(default_factory=set)
    email: str = ""
    key: str = ""
    """Of the authenticator; empty without one."""
    pending: str = ""
    code: str = ""
    """That was sent to whoever has forgotten the password."""


@dataclass
class _Refresh:
    account: Account
    ends: datetime
    used_at: datetime | None = None
    is_revoked: bool = False


class MemoryUserPool:
    """Implements `SignIn`, `Staff` and `StaffPool`, as Cognito is described."""

    def __init__(self, clock: Clock, pool: str = "eu-west-1_Example01") -> None:
        self._clock, self._pool = clock, pool
        self.accounts: dict[str, Account] = {}
        self.everybody_needs_an_authenticator = False
        self.is_busy = False
        self.mails: list[tuple[str, str]] = []
        """Where which code, or which temporary password, was sent."""
        self.refresh: dict[str, _Refresh] = {}
        self._access: dict[str, tuple[Account, datetime]] = {}
        self._steps: dict[str, tuple[Account, Step, str]] = {}
        self._numbers = itertools.count(1)

    def add(
        self, user: str, password: str, *roles: str, sub: str = "", temporary: bool = False
    ) -> Account:
        """Somebody's account, as an operator makes it."""
        made = Account(user, password, self._clock(), is_temporary=temporary, roles=set(roles))
        made.sub = sub or made.sub
        self.accounts[user] = made
        return made

    # ---- SignIn

    def with_password(self, user: str, password: str) -> Tokens | Asked:
        """See `SignIn`."""
        self._ask()
        account = self.accounts.get(user)
        if account is None or not account.is_enabled or account.password != password:
            raise Unauthenticated(
                for_programs("The user name or the password is not right."), "password"
            )
        return self._on(account)

    def with_new_password(self, asked: Asked, password: str) -> Tokens | Asked:
        """See `SignIn`."""
        account, _ = self._step(asked, Step.PASSWORD)
        _must_be_long(password)
        account.password, account.is_temporary = password, False
        return self._on(account)

    def with_code(self, asked: Asked, code: str) -> Tokens | Asked:
        """See `SignIn`."""
        account, _ = self._step(asked, Step.CODE)
        self._must_be_shown(account.key, code)
        return self._tokens(account)

    def begin_authenticator(self, asked: Asked) -> Authenticator:
        """See `SignIn`."""
        account, _ = self._step(asked, Step.AUTHENTICATOR)
        key = _new_key()
        return Authenticator(key, self._state(account, Step.AUTHENTICATOR, key))

    def with_authenticator(self, asked: Asked, code: str) -> Tokens | Asked:
        """See `SignIn`."""
        account, key = self._step(asked, Step.AUTHENTICATOR)
        self._must_be_shown(key, code)
        account.key = key
        return self._tokens(account)

    def renew(self, refresh: str) -> Tokens:
        """See `SignIn`."""
        self._ask()
        found, now = self.refresh.get(refresh), self._clock()
        is_spent = found and found.used_at is not None and now > found.used_at + GRACE
        if found is None or is_spent or found.is_revoked or now >= found.ends:
            raise Unauthenticated(for_programs("This session has ended."), "refresh")
        if not found.account.is_enabled:
            raise Unauthenticated(for_programs("This session has ended."), "refresh")
        found.used_at = found.used_at or now
        return self._tokens(found.account, found.ends)

    def revoke(self, refresh: str) -> None:
        """See `SignIn`."""
        self._ask()
        if refresh in self.refresh:
            self.refresh[refresh].is_revoked = True

    def forgotten(self, user: str) -> None:
        """See `SignIn`."""
        self._ask()
        account = self.accounts.get(user)
        if account is None or not account.email or account.is_temporary:
            return
        account.code = f"{secrets.randbelow(1_000_000):06}"
        self.mails.append((account.email, account.code))

    def reset(self, user: str, code: str, password: str) -> None:
        """See `SignIn`."""
        self._ask()
        account = self.accounts.get(user)
        if account is None or not account.code or account.code != code:
            raise Invalid([FieldError("/code", "not_mailed", for_programs("is not the one"))])
        _must_be_long(password)
        account.password, account.code = password, ""

    def change_password(self, access: str, old: str, new: str) -> None:
        """See `SignIn`."""
        account = self._signed_in(access)
        if account.password != old:
            raise Invalid(
                [FieldError("/old", "wrong_password", for_programs("is not your password"))]
            )
        _must_be_long(new)
        account.password = new

    def another_authenticator(self, access: str) -> Authenticator:
        """See `SignIn`."""
        account = self._signed_in(access)
        account.pending = _new_key()
        return Authenticator(account.pending)

    def confirm_authenticator(self, access: str, code: str) -> None:
        """See `SignIn`."""
        account = self._signed_in(access)
        self._must_be_shown(account.pending, code)
        account.key, account.pending = account.pending, ""

    # ---- Staff

    def sign_out(self, subject: str) -> None:
        """See `StaffPool`."""
        for one in self.refresh.values():
            one.is_revoked = one.is_revoked or one.account.sub == subject

    def some(self, *, limit: int, begins: str = "", further: str = "") -> Members:
        """See `Staff`."""
        if further and not further.isdecimal():
            raise Malformed(
                [FieldError("?further", "bad_cursor", for_programs("is no place in this list"))]
            )
        found = [a for a in self.accounts.values() if a.user.startswith(begins)]
        start = int(further or 0)
        page = found[start : start + limit]
        rest = str(start + limit) if len(found) > start + limit else ""
        return Members(tuple(self._member(a) for a in page), rest)

    def one(self, subject: str) -> Member | None:
        """See `Staff`."""
        found = self._by(subject)
        return self._member(found) if found else None

    def named(self, user: str) -> Member | None:
        """See `Staff`."""
        return self._member(self.accounts[user]) if user in self.accounts else None

    def invite(self, user: str, *, email: str = "", temporary: str = "") -> Member:
        """See `Staff`."""
        if user in self.accounts:
            raise Invalid(
                [FieldError("/user", "taken", for_programs("somebody else has this name"))]
            )
        made = self.add(user, temporary or secrets.token_hex(8), temporary=True)
        made.email = email
        if email:
            self.mails.append((email, made.password))
        return self._member(made)

    def grant(self, subject: str, role: Role) -> None:
        """See `Staff`."""
        self._must_be(subject).roles.add(role)

    def withdraw(self, subject: str, role: Role) -> None:
        """See `Staff`."""
        self._must_be(subject).roles.discard(role)

    def disable(self, subject: str) -> None:
        """See `Staff`."""
        self._must_be(subject).is_enabled = False
        self.sign_out(subject)

    def enable(self, subject: str) -> None:
        """See `Staff`."""
        self._must_be(subject).is_enabled = True

    def set_temporary(self, subject: str, password: str) -> None:
        """See `Staff`."""
        account = self._must_be(subject)
        account.password, account.is_temporary = password, True

    def forget_authenticator(self, subject: str) -> None:
        """See `Staff`."""
        self._must_be(subject).key = ""

    def set_email(self, subject: str, email: str) -> None:
        """See `Staff`."""
        self._must_be(subject).email = email

    # ---- what all of it shares

    def _on(self, account: Account) -> Tokens | Asked:
        if account.is_temporary:
            step = Step.PASSWORD
        elif account.key:
            step = Step.CODE
        elif self.everybody_needs_an_authenticator:
            step = Step.AUTHENTICATOR
        else:
            return self._tokens(account)
        return Asked(step, account.user, self._state(account, step, ""))

    def _state(self, account: Account, step: Step, key: str) -> str:
        state = f"state {next(self._numbers)}"
        self._steps[state] = (account, step, key)
        return state

    def _step(self, asked: Asked, step: Step) -> tuple[Account, str]:
        self._ask()
        account, waits_for, key = self._steps.get(asked.state, (None, None, ""))
        if account is None or waits_for != step or account.user != asked.user:
            raise Unauthenticated(for_programs("That took too long."), "step")
        return account, key

    def _tokens(self, account: Account, ends: datetime | None = None) -> Tokens:
        now, number = self._clock(), next(self._numbers)
        access, refresh = f"access {number}", f"refresh {number}"
        self._access[access] = (account, now + ACCESS)
        self.refresh[refresh] = _Refresh(account, ends or now + REFRESH)
        who = identity(self._pool, account.sub)
        principal = Principal(who, frozenset(account.roles), called=account.user)
        return Tokens(access, refresh, principal, now + ACCESS)

    def _signed_in(self, access: str) -> Account:
        self._ask()
        account, until = self._access.get(access, (None, self._clock()))
        if account is None or self._clock() >= until:
            raise Unauthenticated(for_programs("This session has ended."), "refresh")
        return account

    def _must_be_shown(self, key: str, code: str) -> None:
        if not key or code != totp(key, self._clock()):
            raise Invalid(
                [FieldError("/code", "wrong_code", for_programs("is not the one of this moment"))]
            )

    def _by(self, subject: str) -> Account | None:
        return next((a for a in self.accounts.values() if a.sub == subject), None)

    def _must_be(self, subject: str) -> Account:
        self._ask()
        found = self._by(subject)
        if found is None:
            raise NotFound(for_programs("There is nobody of that id."))
        return found

    def _ask(self) -> None:
        if self.is_busy:
            raise TooManyRequests(for_programs("Many are signing in at this moment."), 5)

    def _member(self, account: Account) -> Member:
        state = State.INVITED if account.is_temporary else State.ACTIVE
        return Member(
            id=identity(self._pool, account.sub),
            user=account.user,
            state=state if account.is_enabled else State.DISABLED,
            roles=tuple(sorted(account.roles)),
            email=account.email,
            has_authenticator=bool(account.key),
            since=account.since,
        )


def _new_key() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


def _must_be_long(password: str) -> None:
    assert password == password.strip(), "InvalidParameterException, which says of no field"
    if len(password) < SHORTEST:
        raise Invalid([FieldError("/password", "weak_password", for_programs("is too short"))])
