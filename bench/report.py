"""What a benchmark says: tables on standard output, progress on standard error."""

import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

_STARTED = time.monotonic()

Cell = str | int | float


def progress(step: str) -> None:
    """A line for whoever waits."""
    print(f"  {time.monotonic() - _STARTED:6.1f} s  {step}", file=sys.stderr, flush=True)


def heading(title: str, *notes: str) -> None:
    """A title, and what the figures below it were measured on."""
    print(f"\n{title}\n{'=' * len(title)}")
    for note in notes:
        print(note)
    print(flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Aligned columns: the first to the left, figures to the right."""
    shown = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in (columns, *shown)) for n in range(len(columns))]
    right = [n > 0 and all(_is_figure(row[n]) for row in shown) for n in range(len(columns))]
    for row in (columns, ["-" * width for width in widths], *shown):
        cells = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        print("  ".join(cells).rstrip())
    print(flush=True)


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _is_figure(text: str) -> bool:
    return not text or text[0].isdigit() or text in "–-"


def machine() -> str:
    """The Python and the processor that everything was measured on."""
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} × {_processor()}, "
        f"{platform.system()} {platform.machine()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "processor"
