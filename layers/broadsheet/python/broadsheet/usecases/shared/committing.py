"""How a change of the table is made: once, and again where others were quicker."""

import random
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from broadsheet.domain.shared.errors import InFlight, VersionMismatch, VersionRequired
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Key
from broadsheet.domain.shared.replay import Kept, Replay, expiry, replay_key
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.shared.ports import (
    AbsentOrExpired,
    Cause,
    ConditionFailed,
    Contended,
    Put,
    Reads,
    Table,
    Write,
)
from broadsheet.usecases.shared.sent import NOTHING_SENT, Sent
from broadsheet.usecases.shared.services import Services


class Receipt(msgspec.Struct, frozen=True):
    """What a write answers: small, and kept under the request's idempotency key; this, nothing."""


class NotedReceipt(Receipt, frozen=True, kw_only=True):
    """A receipt that says what was left out or changed of what was sent."""

    notes: tuple[Note, ...] = ()


T = TypeVar("T")
R = TypeVar("R", bound=Receipt)
Plan = Callable[[], tuple[list[Write], T]]
"""Reads what is there, and says what is to be written (nothing: no write) and what then holds."""
Beside = Callable[[Any], list[Write]]
"""Given the receipt, what else is to be written in the transaction of its request, if that has
room for it: it has to be something that may stay away."""
MOST_WRITES = 100
"""Of a transaction (TransactWriteItems)."""
ATTEMPTS = 8
PAUSE = 0.02
"""Seconds before the second attempt; doubled for each further one, with full jitter."""
IN_FLIGHT = sentence("Others are changing the same thing at this moment. Please try again.")
NO_VERSION = sentence("This page does not say which version it is of. Please load it again.")
ANY_VERSION = 0
"""The `if_match` of an edit that is meant for whatever version is the newest (`If-Match: *`)."""


def _nothing_beside(_receipt: Any) -> list[Write]:
    return []


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, under which keys. `fingerprint` stands for everything that was asked.

    `formerly` are key and fingerprint as the same request had them before they were hashed with
    another key, where an answer may be kept, or given at this moment, under those. `or_match` are
    further versions for which an edit is meant beside `if_match`. `beside` says what else is to be
    written in the same transaction, where there is room for it.
    """

    id: str
    who: Principal
    fingerprint: str = ""
    idempotency_key: str | None = None
    formerly: tuple[tuple[str, str], ...] = ()
    if_match: int | None = None
    or_match: tuple[int, ...] = ()
    sent: Sent = NOTHING_SENT
    beside: Beside = _nothing_beside

    def is_for(self, version: int) -> bool:
        """Whether an edit is meant for this version."""
        return self.if_match == ANY_VERSION or version in (self.if_match, *self.or_match)


def with_sent(request: Request, sent: Sent) -> Request:
    """The request, with what was sent to be compared with what is there."""
    return msgspec.structs.replace(request, sent=sent)


def commit_retrying(
    table: Table,
    pause: Callable[[float], None],
    cause: Cause,
    plan: Plan[T],
    refusal: Exception | None = None,
) -> T:
    """Write what `plan` says, and return what it says holds then.

    `plan` is called again when what it read has changed by the time of writing, up to ATTEMPTS
    times in all; `pause` waits for so many seconds in between. Raises what `plan` raises, and
    where others never give way `refusal`, or without one the last ConditionFailed or Contended.
    """
    last: Exception = Contended()
    for attempt in range(ATTEMPTS):
        if attempt:
            pause(random.uniform(0, PAUSE * 2 ** (attempt - 1)))  # noqa: S311 - jitter, no secret
        writes, result = plan()
        if not writes:
            return result
        try:
            table.commit(writes, cause)
        except (ConditionFailed, Contended) as error:
            last = error
        else:
            return result
    raise refusal or last


def commit_plan(
    services: Services, request: Request, plan: Plan[T], in_flight: Sentence = IN_FLIGHT
) -> T:
    """Make the planned change of a request that is the same without a key; what holds then.

    Raises what `plan` raises, and InFlight with those words if others never give way.
    """
    cause = Cause(request.id, services.clock())
    return commit_retrying(services.table, services.pause, cause, plan, InFlight(in_flight))


def commit_once(
    services: Services, request: Request, plan: Plan[R], kind: type[R], *, is_new: bool = False
) -> R:
    """Make the planned change unless its key has an answer already; the answer either way.

    `kind` is what the receipt is, also that of an earlier answer. `is_new`: the caller has just
    seen that there is none, and where one came since, the first try is refused. Raises KeyReused,
    and InFlight if others keep changing what `plan` reads.
    """
    is_looking = not is_new

    def plan_once() -> tuple[list[Write], R]:
        nonlocal is_looking
        earlier = earlier_answer(services, request, kind) if is_looking else None
        is_looking = True
        if earlier is not None:
            return [], earlier
        writes, receipt = plan()
        kept = [*writes, *_replay(request, receipt, services)]
        beside = request.beside(receipt)
        room = len(kept) + len(beside) <= MOST_WRITES
        return [*kept, *(beside if room else ())], receipt

    return commit_plan(services, request, plan_once)


def _asked(request: Request) -> list[tuple[str, str]]:
    """Under which keys the request is known, with the fingerprint that each goes with."""
    if request.idempotency_key is None:
        return []
    return [(request.idempotency_key, request.fingerprint), *request.formerly]


def _scope(request: Request) -> str:
    return request.who.id


def replays_of(request: Request) -> dict[Key, type[Replay]]:
    """Where it is written down what was answered under the request's key."""
    return {replay_key(_scope(request), key): Replay for key, _ in _asked(request)}


def earlier_answer(
    services: Services, request: Request, kind: type[R], reads: Reads | None = None
) -> R | None:
    """What was answered under the request's key. Raises KeyReused for another request's.

    `reads` have it, where it was read together with other things.
    """
    for key, fingerprint in _asked(request):
        replay = (reads or services.table).get(Replay, replay_key(_scope(request), key))
        if replay is not None and replay.expires_at > services.clock().timestamp():
            return msgspec.convert(replay.answer_to(fingerprint), kind)
    return None


def _replay(request: Request, receipt: Receipt, services: Services) -> list[Write]:
    now = services.clock()
    replays = (
        Replay(
            scope=_scope(request),
            idempotency_key=key,
            fingerprint=fingerprint,
            receipt=_kept(receipt),
            expires_at=expiry(now),
        )
        for key, fingerprint in _asked(request)
    )
    return [Put(replay, AbsentOrExpired(int(now.timestamp()))) for replay in replays]


def _kept(receipt: Receipt) -> Kept:
    kept: Kept = msgspec.to_builtins(receipt)
    return {name: value for name, value in kept.items() if name != "notes" or value}


def must_be_newest(request: Request, version: int) -> None:
    """Raises VersionRequired and VersionMismatch unless the request is about this version."""
    if request.if_match is None:
        raise VersionRequired(NO_VERSION.but("Say which version you edit: If-Match with its ETag."))
    if version == 0 or not request.is_for(version):
        newest = (
            sentence("Version {version} is the newest.", version=version)
            if version
            else sentence("There is none yet.")
        )
        raise VersionMismatch(newest)
