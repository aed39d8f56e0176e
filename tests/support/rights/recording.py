"""Watches the functions on mocks, and refuses what their role would refuse.

So a call without a right fails the test that makes it, as it would fail on AWS.
"""

import contextlib
import contextvars
import os
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from tests.support.rights import policy
from tests.support.rights.calls import Need
from tests.support.rights.ledger import LEDGER, named
from tests.support.rights.watching import watch

_caller: contextvars.ContextVar[str] = contextvars.ContextVar("caller", default="")
_running: list[str] = []


@contextlib.contextmanager
def called_by(folder: str) -> Iterator[None]:
    """What is called in here is called by the function in this folder."""
    function = policy.logical_ids()[folder]
    token = _caller.set(function)
    _running.append(function)
    try:
        yield
    finally:
        _running.remove(function)
        _caller.reset(token)


def _seen(needed: Iterable[Need]) -> None:
    function = _caller.get() or _of_thread()
    if not function:
        return  # the test itself
    for one in needed:
        need = named(function, one, os.environ)
        if not policy.is_allowed(function, need):
            LEDGER.refused.add(f"{function} {need.action} on {need.resource}")
            raise _denied(function, need)
        LEDGER.add(function, need, os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0])


def _denied(function: str, need: Need) -> ClientError:
    told = f"{need.action} on {need.resource} with {dict(need.conditions)}"
    message = f"{function}'s role does not allow {told}"
    error: Any = {"Error": {"Code": "AccessDeniedException", "Message": message}}
    return ClientError(error, need.action.partition(":")[2])


def _of_thread() -> str:
    """Who started this thread: nothing of a context goes from one thread to another."""
    is_main = threading.current_thread() is threading.main_thread()
    return "" if is_main or len(_running) != 1 else _running[0]


# Before anybody makes a client: what signs addresses is taken from its class.
watch(_seen)
