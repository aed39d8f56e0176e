"""Faults of AWS at every call of every function, on the functions' own handlers and adapters.

What is injected, and what must be true afterwards: `tests/faults/refusals.py`, `campaign.py`.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import pytest

from bench.report import heading, machine, progress, table
from tests.faults.campaign import Campaign, Row, one_of
from tests.faults.deployed import deployed_stage
from tests.faults.every_scenario import all_scenarios
from tests.support.functions import FUNCTIONS

COLUMNS = (
    *("function", "call sites", "faults", "requests refused", "lost", "doubled", "wrong pages"),
    *("else", "mails twice", "longest recovery, s"),
)
AT_LEAST = 10_000


class Share(NamedTuple):
    """What one process plays: each so many-th scenario, of one `function` or of all, and of its
    faults one in `every`."""

    first: int
    of: int
    every: int
    function: str


class Outcome(NamedTuple):
    """What came of a share."""

    rows: dict[str, Row]
    kinds: dict[str, int]
    failures: list[str]


def run(given: argparse.Namespace) -> bool:
    """Print the table by function; whether nothing was lost, doubled or wrong.

    Raises SystemExit for a function that there is not.
    """
    if given.of and given.of not in FUNCTIONS:
        raise SystemExit(f"there is no function {given.of}: {', '.join(FUNCTIONS)}")
    shares = [Share(n, given.processes, given.every, given.of) for n in range(given.processes)]
    with ProcessPoolExecutor(given.processes) as pool:
        outcomes = list(pool.map(_played, shares))
    played = [given.of] if given.of else FUNCTIONS
    rows = [_row(name, [o.rows.get(name, Row()) for o in outcomes]) for name in played]
    failures = [told for outcome in outcomes for told in outcome.failures]
    total = sum(row.faults for o in outcomes for row in o.rows.values())
    kinds = {kind for outcome in outcomes for kind in outcome.kinds}
    heading("Faults at every call of every function", machine(), f"{len(kinds)} kinds of faults")
    table(COLUMNS, rows)
    for told in failures[:50]:
        print(told)
    print(f"{total:,} faults, {len(failures)} of which left something as it should not be")
    return not failures and (total >= AT_LEAST or given.every > 1 or bool(given.of))


def _row(name: str, parts: list[Row]) -> tuple[str | int | float, ...]:
    summed = [
        sum(getattr(part, what) for part in parts)
        for what in (*("sites", "faults", "refused", "lost", "doubled", "wrong", "other", "again"),)
    ]
    return name, *summed, max(part.seconds for part in parts)


def _played(share: Share) -> Outcome:
    with pytest.MonkeyPatch.context() as monkeypatch, deployed_stage(monkeypatch) as stage:
        campaign = Campaign(stage, one_of(share.every))
        ours = [s for s in all_scenarios() if share.function in ("", s.function)]
        scenarios = ours[share.first :: share.of]
        for number, scenario in enumerate(scenarios, start=1):
            campaign.play(scenario)
            done = sum(row.faults for row in campaign.rows.values())
            wrong = len(campaign.failures)
            progress(
                f"{number} of {len(scenarios)} {scenario.name}: {done} faults, {wrong} failures"
            )
    return Outcome(campaign.rows, dict(campaign.kinds), campaign.failures)
