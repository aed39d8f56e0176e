"""What broken and hostile pictures cost: seconds, and memory of the process that decodes them."""

import argparse
import resource
import time
from collections import Counter

from broadsheet.adapters import pictures_apart
from broadsheet.usecases.media.ports import NotAPicture
from tests.support import broken_pictures

EACH = 80


def run(given: argparse.Namespace) -> bool:  # noqa: ARG001 - every benchmark is called so
    """Print them, format by format; whether all ended well and in time."""
    print(f"{'':44} {'files':>6} {'taken':>6} {'refused':>8} {'slowest':>9} {'memory so far':>14}")
    for kind in broken_pictures.KINDS:
        _line(f"{kind}, {EACH} mutations", list(broken_pictures.mutated(kind, EACH)))
    for name, made in [*broken_pictures.dear(), *broken_pictures.odd()]:
        _line(name, [(name, made())])
    return True


def _line(name: str, files: list[tuple[str, bytes]]) -> None:
    slowest, ends = 0.0, Counter[str]()
    for _, file in files:
        began = time.perf_counter()
        try:
            pictures_apart.process(file)
            ends["taken"] += 1
        except NotAPicture as reason:
            ends[str(reason)] += 1
        slowest = max(slowest, time.perf_counter() - began)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    refused = len(files) - ends["taken"]
    counted = f"{len(files):6} {ends['taken']:6} {refused:8}"
    print(f"{name:44} {counted} {slowest:7.2f} s {used:11} MB")
    for end, many in ends.items():
        if end != "taken":
            print(f"{'':8}{many:4} {end}")
