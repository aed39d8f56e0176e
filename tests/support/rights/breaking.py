"""Every right of every role is taken away in turn: what goes red?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.support.rights import policy
from tests.support.rights.calls import Need
from tests.support.rights.comparison import by_the_services
from tests.support.rights.ledger import Ledger
from tests.support.rights.policy import Statement

BY_LAMBDA = (
    "tests/unit/stack/test_template_roles.py::test_what_lambda_does_in_a_functions_name_is_allowed"
)

EVENTS = "tests/integration/http/test_events.py"

Right = tuple[str, Statement, str]
"""A function's logical id, a statement of its role, an action of that."""


def without_one() -> Iterator[Right]:
    """Each function's role, a statement of it, and an action of that: one right less."""
    for function in policy.functions():
        for statement in policy.statements(function):
            if statement.effect == "Allow":
                yield from ((function, statement, action) for action in statement.actions)


def is_missed(ledger: Ledger, function: str, statement: Statement, action: str) -> bool:
    """Whether something that the ledger knows, or Lambda, would then be denied."""
    needs = [need for entry, need in ledger.entries.items() if entry.function == function]
    needs += [Need(*own, {}) for own in by_the_services(function)]
    without = (statement, action)
    return not all(policy.is_allowed(function, need, without=without) for need in needs)


def break_each(ledger: Ledger) -> int:
    """Run, without each right in turn, the test that is known to need it; 1 if one stays green."""
    rights = list(without_one())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        red = list(pool.map(lambda right: _goes_red(ledger, *right), rights))
    for (function, statement, action), is_red in zip(rights, red, strict=True):
        if not is_red:
            print(f"green without {function} {action} on {', '.join(statement.resources)}")
    print(f"one action less, each in turn: {sum(red)} of {len(rights)} runs red")
    return int(not all(red))


def _goes_red(ledger: Ledger, function: str, statement: Statement, action: str) -> bool:
    without = {policy.WITHOUT: f"{function}:{','.join(statement.resources)} {action}"}
    folder = next(name for name, one in policy.logical_ids().items() if one == function)
    # The first may only have passed by on its way to something else.
    tries = [[_test(ledger, function, statement, action)], [EVENTS, "-k", f"{folder}__"]]
    is_red = any(_is_red(chosen, without) for chosen in tries)
    print(".", end="", file=sys.stderr, flush=True)
    return is_red


def _is_red(chosen: list[str], variables: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", *chosen]
    environment = {**os.environ, **variables}
    return (
        subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 1
    )


def _test(ledger: Ledger, function: str, statement: Statement, action: str) -> str:
    for entry, need in ledger.entries.items():
        is_it = entry.function == function and need.action == action
        if is_it and policy.applies(statement, need) and ledger.tests[entry]:
            return ledger.tests[entry]
    return f"{BY_LAMBDA}[{function}]"
