"""What a reader on a slow telephone waits for: one stack's pages, in turns with another's."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from bench.report import heading, machine, progress, table
from local.cloud import free_port
from local.front import Front
from tests.support import chromium

LOOKS = 9
_PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
}
# Lighthouse's slow 4G as it is applied and not simulated ('throttling.md' of Lighthouse):
# 150 ms and 1.6 Mbit/s, with what protocols add to both.
_LINE = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1474.56 * 1024 / 8,
    "uploadThroughput": 675 * 1024 / 8,
}
_SLOWER = 4
"""How much slower than here a telephone calculates, in the same document."""
_SETTLED_MS = 300
_ASKED = """(settled) => new Promise((told) => {
    let largest = 0, moved = 0;
    const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see))
        .observe({ type, buffered: true });
    watch("largest-contentful-paint", (one) => { largest = one.startTime; });
    watch("layout-shift", (one) => { moved += one.hadRecentInput ? 0 : one.value; });
    const [first] = performance.getEntriesByName("first-contentful-paint");
    setTimeout(() => told([first.startTime, largest, moved]), settled);
})"""


def run(given: argparse.Namespace) -> bool:
    """Measure, and print; whether nothing moved."""
    if not given.url:
        raise SystemExit("--url: the address of a running stack; --beside: another's")
    addresses = {"this": given.url} | ({"beside": given.beside} if given.beside else {})
    with _all_packed(addresses) as packed, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        seen = _seen(browser, packed, given.paths)
    heading(
        "First view",
        f"Chromium as a telephone on slow 4G, applied; {LOOKS} looks at each, in turns, nothing",
        "kept from before; answers packed by gzip, as the edge packs them. Milliseconds, medians.",
        machine(),
    )
    rows = [(*key, *_figures(looks)) for key, looks in seen.items()]
    table(("page", "stack", "first paint", "largest", "from", "to", "moved"), rows)
    return all(moved == 0 for looks in seen.values() for _, _, moved in looks)


_Looks = dict[tuple[str, str], list[list[float]]]


def _seen(browser: Browser, stacks: dict[str, str], paths: list[str]) -> _Looks:
    looks: _Looks = {(path, stack): [] for path in paths for stack in stacks}
    for number in range(LOOKS + 1):
        progress(f"look {number} of {LOOKS}" if number else "a look that does not count")
        for path in paths:
            # Whoever comes first in one round comes last in the next.
            for stack in sorted(stacks, reverse=number % 2 == 0):
                found = _look(browser, stacks[stack] + path)
                if number:
                    looks[path, stack].append(found)
    return looks


def _look(browser: Browser, address: str) -> list[float]:
    """Milliseconds to the first and to the largest paint, and how much moved (CLS)."""
    context = browser.new_context(**_PHONE)
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", _LINE)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, wait_until="load")
    told: list[float] = page.evaluate(_ASKED, _SETTLED_MS)
    context.close()
    return told


def _figures(looks: list[list[float]]) -> tuple[Any, ...]:
    first, largest, moved = zip(*looks, strict=True)
    middle = round(median(first)), round(median(largest))
    return *middle, round(min(largest)), round(max(largest)), f"{max(moved):.4f}"


@contextmanager
def _all_packed(addresses: dict[str, str]) -> Iterator[dict[str, str]]:
    """The same stacks behind an edge that packs: those of earlier revisions have none."""
    fronts = dict[str, Front]()
    try:
        for name, address in addresses.items():
            to = urlsplit(address)
            fronts[name] = Front(free_port(), to.port or 80, to.netloc)
            fronts[name].start()
        yield {name: f"http://localhost:{front.port}" for name, front in fronts.items()}
    finally:
        for front in fronts.values():
            front.stop()
