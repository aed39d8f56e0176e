"""How a change of the table is made: once, and again where others were quicker."""

import random
from collections.abc import Callable
from typing import TypeVar

import msgspec

from broadsheet.domain.shared.errors import InFlight, VersionMismatch, VersionRequired
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.replay import Replay, expiry, replay_key
from broadsheet.usecases.shared.ports import (
    AbsentOrExpired,
    Cause,
    ConditionFailed,
    Contended,
    Put,
    Write,
)
from broadsheet.usecases.shared.services import Services


class Receipt(msgspec.Struct, frozen=True):
    """What a write answers: small, and kept under the request's idempotency key; this, nothing."""


R = TypeVar("R", bound=Receipt)
Plan = Callable[[], tuple[list[Write], R]]


ATTEMPTS = 8


PAUSE = 0.02
"""Seconds before the second attempt; doubled for each further one, with full jitter."""


ANY_VERSION = 0
"""The `if_match` of an edit that is meant for whatever version is the newest (`If-Match: *`)."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, under which keys. `fingerprint` stands for everything that was asked."""

    id: str
    who: Principal
    fingerprint: str = ""
    idempotency_key: str | None = None
    if_match: int | None = None


def commit_once(newsroom: Services, request: Request, plan: Plan[R], kind: type[R]) -> R:
    """Make the planned change unless its key has an answer already; the answer either way.

    `kind` is what the receipt is, also that of an earlier answer. `plan` reads what is there and
    raises what is wrong. It is called again when what it read has changed by the time of writing.
    Raises InFlight if that never ends, and KeyReused.
    """
    for attempt in range(ATTEMPTS):
        now = newsroom.clock()
        earlier = earlier_answer(newsroom, request, kind)
        if earlier is not None:
            return earlier
        writes, receipt = plan()
        try:
            newsroom.table.commit(
                [*writes, *_replay(request, receipt, newsroom)], Cause(request.id, now)
            )
        except (ConditionFailed, Contended):
            newsroom.pause(random.uniform(0, PAUSE * 2**attempt))  # noqa: S311 - jitter, no secret
        else:
            return receipt
    raise InFlight("Others are changing the same thing at this moment. Please try again.")


def _scope(request: Request) -> str:
    return request.who.name


def earlier_answer(newsroom: Services, request: Request, kind: type[R]) -> R | None:
    """What was answered under the request's key. Raises KeyReused for another request's."""
    if request.idempotency_key is None:
        return None
    key = replay_key(_scope(request), request.idempotency_key)
    replay = newsroom.table.get(Replay, key)
    if replay is None or replay.expires_at <= newsroom.clock().timestamp():
        return None
    return msgspec.convert(replay.answer_to(request.fingerprint), kind)


def _replay(request: Request, receipt: Receipt, newsroom: Services) -> list[Write]:
    if request.idempotency_key is None:
        return []
    now = newsroom.clock()
    replay = Replay(
        scope=_scope(request),
        idempotency_key=request.idempotency_key,
        fingerprint=request.fingerprint,
        receipt=msgspec.to_builtins(receipt),
        expires_at=expiry(now),
    )
    return [Put(replay, AbsentOrExpired(int(now.timestamp())))]


def must_be_newest(request: Request, version: int) -> None:
    """Raises VersionRequired and VersionMismatch unless the request is about this version."""
    if request.if_match is None:
        raise VersionRequired("Say which version you edit: If-Match with its ETag.")
    if version == 0 or request.if_match not in (ANY_VERSION, version):
        newest = f"Version {version} is the newest." if version else "There is none yet."
        raise VersionMismatch(newest)
