"""What Lighthouse says of the front page and of an article, on a phone that is slow."""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.report import heading, machine, progress, table
from client.running import STACK
from local.edition import Edition
from local.stack import LocalStack
from operate.rebuild import rebuild
from operate.stack import Stack
from tests.support import chromium, npm
from tests.support.tools import Unavailable, tool

RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MUST_BE_FULL = CATEGORIES[1:]
_FIGURES = {
    "LCP, ms": "largest-contentful-paint",
    "FCP, ms": "first-contentful-paint",
    "TBT, ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "KB": "total-byte-weight",
}

Result = dict[str, Any]


def run(given: argparse.Namespace) -> bool:  # noqa: ARG001 - as every benchmark's
    """Measure, and print; False unless what must be full is."""
    try:
        program = npm.package(npm.LIGHTHOUSE) / "cli/index.js"
        command = [tool("node"), str(program)]
    except Unavailable as why:
        raise SystemExit(str(why)) from why
    results: dict[str, list[Result]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as home,
        LocalStack(Path(home), say=progress) as stack,
    ):
        for name, address in _pages(stack).items():
            for number in range(1, RUNS + 1):
                progress(f"{name}, {number} of {RUNS}")
                results.setdefault(name, []).append(_looked_at(command, address))
    _print(results)
    return all(_is_full(name, runs) for name, runs in results.items())


def _pages(stack: LocalStack) -> dict[str, str]:
    progress("publishing the sample edition")
    rebuild(Stack(STACK, stack.client))
    edition = Edition(stack, lambda _step: None)
    edition.publish()
    stack.drain()
    return {"front page": f"{stack.site_url}/", "article": stack.site_url + _article(stack)}


TRIES = 3


def _article(stack: LocalStack) -> str:
    made: dict[str, dict[str, str]] = json.loads((stack.home / "edition.json").read_text("utf-8"))
    return next(article["path"] for article in made.values() if "path" in article)


def _looked_at(command: list[str], address: str) -> Result:
    """Lighthouse's report. Its browser fails to record a load at times: that is tried again."""
    for _ in range(TRIES):
        result = _tried(command, address)
        if isinstance(result, dict):
            return result
    raise SystemExit(f"Lighthouse failed {TRIES} times: {result}")


def _tried(command: list[str], address: str) -> Result | str:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        report = Path(folder) / "report.json"
        asked = ["--quiet", "--output=json", f"--output-path={report}", "--form-factor=mobile"]
        flags = "--chrome-flags=--headless=new --no-sandbox"
        done = subprocess.run(
            [*command, address, *asked, flags, f"--only-categories={','.join(CATEGORIES)}"],
            env=os.environ | {"CHROME_PATH": chromium.path()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stderr[-500:]
        result: Result = json.loads(report.read_text("utf-8"))
    return result


def _score(result: Result, category: str) -> int:
    return round((result["categories"][category]["score"] or 0) * 100)


def _print(results: dict[str, list[Result]]) -> None:
    some = next(iter(results.values()))[0]
    heading(
        f"Lighthouse {some['lighthouseVersion']}, mobile",
        f"Medians of {RUNS} runs at the local stack with the sample edition: throttled by "
        "simulation to slow 4G,",
        "a processor four times slower. Nothing is compressed there, as CloudFront would.",
        machine(),
    )
    rows = [
        (name, *(_text(median(_score(run, c) for run in runs)) for c in CATEGORIES))
        for name, runs in results.items()
    ]
    table(("score", *CATEGORIES), rows)
    table(("page", *_FIGURES), [(name, *_figures(runs)) for name, runs in results.items()])
    for name, runs in results.items():
        for complaint in sorted({c for run in runs for c in _complaints(run)}):
            print(f"{name}: {complaint}")


def _figures(runs: list[Result]) -> list[str]:
    values = {
        column: median(run["audits"][audit]["numericValue"] for run in runs)
        for column, audit in _FIGURES.items()
    }
    values["KB"] /= 1024
    return [f"{v:.3f}" if name == "CLS" else _text(v) for name, v in values.items()]


def _text(value: float) -> str:
    return f"{value:,.0f}"


def _complaints(result: Result) -> list[str]:
    """Audits of the categories that must be full, and are not passed."""
    return [
        f"{category}: {result['audits'][audit['id']]['title']} ({audit['id']})"
        for category in MUST_BE_FULL
        for audit in result["categories"][category]["auditRefs"]
        if audit["weight"]
        and (result["audits"][audit["id"]]["score"] or 0) < 1
        and result["audits"][audit["id"]]["scoreDisplayMode"] not in _DO_NOT_COUNT
    ]


_DO_NOT_COUNT = {"notApplicable", "manual", "informative"}


def _is_full(name: str, runs: list[Result]) -> bool:
    low = [c for c in MUST_BE_FULL if median(_score(run, c) for run in runs) < 100]
    if low:
        print(f"{name}: less than 100 in {', '.join(low)}")
    return not low
