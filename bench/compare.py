"""Two revisions side by side, each measured by its own code: what got dearer, and what cheaper.

`make bench-compare BASE=v1.2.0`. The working tree is compared with a checkout of the other one;
rounds of both alternate, so that a busy machine is unfair to neither.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.imports import ROOT
from bench.report import Cell, heading, machine, progress, table

ROUNDS = 3
"""How often each is timed; what is counted comes out alike each time."""
HASHES = "0"
"""Sets are walked in the same order in every process."""
Measures = Mapping[str, Any]


def run(given: argparse.Namespace) -> bool:
    """Print the figures of both with their ratios; whether the other revision has any."""
    with checkout(given.since) as base:
        if not (base / "bench/figures.py").is_file():
            print(f"{given.since} has no bench/figures.py: it cannot be measured", file=sys.stderr)
            return False
        rounds = [_round(base, given.since, number) for number in range(ROUNDS)]
    before, after = ([one[side] for one in rounds] for side in (0, 1))
    heading(
        f"What changed since {given.since}",
        "1.00 is as dear as before. Times are processor time, the median of alternating rounds.",
        machine(),
    )
    columns = ("", "", given.since, "now", "ratio")
    table(columns, list(_counted(before[0]["counted"], after[0]["counted"])))
    table(("ms of the processor", "", given.since, "now", "ratio"), list(_timed(before, after)))
    return True


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """A folder with that revision's files, until the end. Raises where git does not know it."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "base"
        _git("worktree", "add", "--quiet", "--detach", str(there), revision)
        try:
            yield there
        finally:
            _git("worktree", "remove", "--force", str(there))


def figures_of(tree: Path, *options: str) -> Measures:
    """What `python -m bench figures` says there."""
    paths = (tree / "layers/broadsheet/python", tree)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONHASHSEED": HASHES,
    }
    command = [sys.executable, "-m", "bench", "figures", "--json", *options]
    done = subprocess.run(command, cwd=tree, env=environment, check=True, stdout=subprocess.PIPE)
    said: Measures = json.loads(done.stdout)
    return said


def ratio(before: float | None, after: float | None) -> str:
    """`0.46`, or what is new, or gone."""
    if not before or after is None:
        return "same" if before == after else "new" if before is None else "–"
    return f"{after / before:.2f}"


def _round(base: Path, revision: str, number: int) -> tuple[Measures, Measures]:
    progress(f"round {number + 1} of {ROUNDS}: {revision}")
    before = figures_of(base, "--timed")
    progress(f"round {number + 1} of {ROUNDS}: the working tree")
    return before, figures_of(ROOT, "--timed")


def _counted(
    before: Mapping[str, Mapping[str, int]], after: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[Cell, ...]]:
    for name in [*after, *(name for name in before if name not in after)]:
        was, is_ = before.get(name, {}), after.get(name, {})
        for what in [*is_, *(what for what in was if what not in is_)]:
            pair = was.get(what), is_.get(what)
            yield name, what, *("–" if one is None else one for one in pair), ratio(*pair)


def _timed(before: list[Measures], after: list[Measures]) -> Iterator[tuple[Cell, ...]]:
    for name in after[0]["timed"]:
        pair = [
            median(one["timed"][name] for one in side) if name in side[0]["timed"] else None
            for side in (before, after)
        ]
        yield name, "", *("–" if one is None else f"{one:.3f}" for one in pair), ratio(*pair)


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True)
