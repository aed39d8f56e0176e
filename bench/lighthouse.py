"""What Lighthouse says of readers' pages, on a phone that is slow, and of the desk's, signed in."""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.report import heading, machine, progress, table
from local.edition import Edition
from local.stack import LocalStack
from operate.rebuild import rebuild
from tests.support import chromium, npm
from tests.support.desk_on_stack import signed_in
from tests.support.newspaper import Newspaper
from tests.support.tools import Unavailable, tool

RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MUST_BE_FULL = CATEGORIES[1:]
AT_DESK = ("accessibility", "best-practices")
"""Categories of the desk's pages: no search engine sees them, and their code is of every visit."""
DESK_PAGES = {
    "today": "/desk/today",
    "stories": "/desk/stories?whose=all",
    "story": "/desk/stories/{story}",
    "write": "/desk/stories/{story}/write",
    "preview": "/desk/stories/{story}/preview",
    "receipt": "/desk/stories/{story}/receipt",
    "review": "/desk/review",
    "schedule": "/desk/schedule",
    "queue": "/desk/comments",
    "media": "/desk/media",
    "live console": "/desk/live/{live}",
    "front page": "/desk/front",
    "tags": "/desk/sections?kind=tag",
    "people": "/desk/people",
    "account": "/desk/account",
}
_FIGURES = {
    "LCP, ms": "largest-contentful-paint",
    "FCP, ms": "first-contentful-paint",
    "TBT, ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "KB": "total-byte-weight",
}

Result = dict[str, Any]


class Looked(NamedTuple):
    """A page to be looked at, so many times, with what the browser sends beside."""

    name: str
    address: str
    runs: int = RUNS
    categories: tuple[str, ...] = CATEGORIES
    headers: tuple[tuple[str, str], ...] = ()


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
        for page in _pages(stack):
            for number in range(1, page.runs + 1):
                progress(f"{page.name}, {number} of {page.runs}")
                results.setdefault(page.name, []).append(_looked_at(command, page))
    _print(results)
    return all(_is_full(name, runs) for name, runs in results.items())


def _pages(stack: LocalStack) -> list[Looked]:
    progress("publishing the sample edition")
    rebuild(stack.operated)
    edition = Edition(stack, lambda _step: None)
    edition.publish()
    stack.drain()
    article, newspaper = _article(stack), Newspaper(stack)
    running = newspaper.publish("The storm", live="running")
    site = {
        "front page": "/",
        "article": article["path"],
        "section": "/section/news/",
        "running story": running["path"],
        "search": "/search/",
    }
    places = {"story": article["id"], "live": running["id"]}
    looked = (Looked(name, stack.site_url + path) for name, path in site.items())
    return [*looked, *_desk(newspaper, places)]


def _desk(newspaper: Newspaper, places: dict[str, str]) -> list[Looked]:
    """Pages of an editor who has just signed in, and the one that asks for that.

    Scores of these do not differ from one run to the next: they are what stands on the page.
    """
    stack = newspaper.stack
    cookies = signed_in(newspaper, "editor").cookies
    kept = ("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    pages = [
        Looked(f"desk: {name}", stack.site_url + path.format(**places), 1, AT_DESK, (kept,))
        for name, path in DESK_PAGES.items()
    ]
    return [*pages, Looked("desk: sign in", f"{stack.site_url}/desk/sign-in", 1, AT_DESK)]


TRIES = 3


def _article(stack: LocalStack) -> dict[str, str]:
    made: dict[str, dict[str, str]] = json.loads((stack.home / "edition.json").read_text("utf-8"))
    return next(article for article in made.values() if "path" in article)


def _looked_at(command: list[str], page: Looked) -> Result:
    """Lighthouse's report. Its browser fails to record a load at times: that is tried again."""
    for _ in range(TRIES):
        result = _tried(command, page)
        if isinstance(result, dict):
            return result
    raise SystemExit(f"Lighthouse failed {TRIES} times: {result}")


def _tried(command: list[str], page: Looked) -> Result | str:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        report = Path(folder) / "report.json"
        asked = ["--quiet", "--output=json", f"--output-path={report}", "--form-factor=mobile"]
        asked.append(f"--only-categories={','.join(page.categories)}")
        asked.append(f"--extra-headers={json.dumps(dict(page.headers))}")
        flags = "--chrome-flags=--headless=new --no-sandbox"
        done = subprocess.run(
            [*command, page.address, *asked, flags],
            env=os.environ | {"CHROME_PATH": chromium.path()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stderr[-500:]
        result: Result = json.loads(report.read_text("utf-8"))
    return result


def _score(result: Result, category: str) -> int | None:
    """None for what was not looked at."""
    found = result["categories"].get(category)
    return round((found["score"] or 0) * 100) if found else None


def _median(runs: list[Result], category: str) -> float | None:
    scores = [score for run in runs if (score := _score(run, category)) is not None]
    return median(scores) if scores else None


def _print(results: dict[str, list[Result]]) -> None:
    some = next(iter(results.values()))[0]
    heading(
        f"Lighthouse {some['lighthouseVersion']}, mobile",
        f"Medians of {RUNS} runs (of the desk one) at the local stack with the sample edition:",
        "throttled by simulation to slow 4G,",
        "a processor four times slower. Nothing is compressed there, as CloudFront would.",
        machine(),
    )
    rows = [
        (name, *("" if (m := _median(runs, c)) is None else _text(m) for c in CATEGORIES))
        for name, runs in results.items()
    ]
    table(("score", *CATEGORIES), rows)
    timed = {n: runs for n, runs in results.items() if "performance" in runs[0]["categories"]}
    table(("page", *_FIGURES), [(name, *_figures(runs)) for name, runs in timed.items()])
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
        if category in result["categories"]
        for audit in result["categories"][category]["auditRefs"]
        if audit["weight"]
        and (result["audits"][audit["id"]]["score"] or 0) < 1
        and result["audits"][audit["id"]]["scoreDisplayMode"] not in _DO_NOT_COUNT
    ]


_DO_NOT_COUNT = {"notApplicable", "manual", "informative"}


def _is_full(name: str, runs: list[Result]) -> bool:
    scores = {c: _median(runs, c) for c in MUST_BE_FULL}
    low = [c for c, score in scores.items() if score is not None and score < 100]
    if low:
        print(f"{name}: less than 100 in {', '.join(low)}")
    return not low
