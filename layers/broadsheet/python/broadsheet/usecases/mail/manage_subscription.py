"""Whoever has the link of a mail confirms, or ends, what it is about."""

import hmac
from collections.abc import Callable

import msgspec

from broadsheet.domain.mail.subscription import Subscription, confirmed, subscription_key
from broadsheet.usecases.shared.committing import Receipt, Request, commit_once
from broadsheet.usecases.shared.ports import Equals, Put, Remove, Write
from broadsheet.usecases.shared.services import Services

_NO_TOKEN = "-" * 27


def subscription_at(services: Services, comment_id: str, token: str) -> Subscription | None:
    """The subscription that a link is about; None if there is none, or none any more."""
    found = services.table.get(Subscription, subscription_key(comment_id))
    # Takes as long for a comment that nobody subscribed to.
    is_it = hmac.compare_digest((found.token if found else _NO_TOKEN).encode(), token.encode())
    if found is None or not is_it or not found.is_live(services.clock()):
        return None
    return found


def confirm_subscription(services: Services, request: Request, comment_id: str, token: str) -> bool:
    """The recipient wants to hear of replies. Whether the link still held; twice is once."""

    def confirm(before: Subscription) -> Write:
        after = confirmed(before, services.clock(), services.rules.keep_sender)
        return Put(after, Equals("version", before.version))

    before = subscription_at(services, comment_id, token)
    if before is not None and before.is_confirmed:
        return True
    return _changed(services, request, comment_id, token, confirm)


def end_subscription(services: Services, request: Request, comment_id: str, token: str) -> None:
    """The recipient wants no mail: the address is forgotten. Twice is once."""

    def end(before: Subscription) -> Write:
        return Remove(before.key, Equals("version", before.version))

    _changed(services, request, comment_id, token, end)


class _Gone(Exception):
    """The link is about nothing any more."""


def _changed(
    services: Services,
    request: Request,
    comment_id: str,
    token: str,
    change: Callable[[Subscription], Write],
) -> bool:
    def plan() -> tuple[list[Write], Receipt]:
        before = subscription_at(services, comment_id, token)
        if before is None:
            raise _Gone
        return [change(before)], Receipt()

    try:
        # The link says what is asked for, no key of a client's.
        keyless = msgspec.structs.replace(request, idempotency_key=None)
        commit_once(services, keyless, plan, Receipt)
    except _Gone:
        return False
    return True
