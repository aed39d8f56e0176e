"""What writes, pages and starts may take, as it was agreed on: `bench/budget.json`.

`make budget` writes it anew from what is measured. Its change stands in a commit, with a reason:
what gets dearer is somebody's decision.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bench.compare import Measures, figures_of
from bench.figures import MODULES, OPCODES
from bench.imports import ROOT

FILE = Path(__file__).with_name("budget.json")
FREE = {OPCODES: 0.01, "compressed": 0.005}
"""The part by which a figure may differ: zlib and small fixes of Python are not ours."""


def run(_given: argparse.Namespace) -> bool:
    """Write what is measured now, and print what differs from before."""
    measured = figures_of(ROOT)
    if FILE.exists():
        for line in differences(agreed(), measured):
            print(line)
    FILE.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return True


def agreed() -> Measures:
    """The budget: the figures, and the version of Python that counted them."""
    kept: Measures = json.loads(FILE.read_text("utf-8"))
    return kept


def differences(budget: Measures, measured: Measures) -> Iterator[str]:
    """A line for each figure that is dearer or cheaper than agreed, is not in the budget, or is
    there and no longer measured. Instructions and modules count in one version of Python alone."""
    skipped = set() if budget["python"] == measured["python"] else {OPCODES, MODULES}
    for name in sorted(budget["counted"].keys() | measured["counted"].keys()):
        was, is_ = budget["counted"].get(name, {}), measured["counted"].get(name, {})
        for what in sorted((was.keys() | is_.keys()) - skipped):
            before, after = was.get(what), is_.get(what)
            if before is None or after is None:
                yield f"{name}: {what} {_said(before)} → {_said(after)}"
            elif abs(after - before) > FREE.get(what, 0.0) * before:
                word = "dearer" if after > before else "cheaper"
                yield f"{name}: {what} {before:,} → {after:,}, {word}"


def _said(figure: int | None) -> str:
    return "not there" if figure is None else f"{figure:,}"
