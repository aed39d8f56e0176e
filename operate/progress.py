"""A bar for what takes long, on a terminal; nothing where nobody looks."""

import sys
import time

_WIDTH = 30
_EVERY = 0.1


class Bar:
    """`what` is counted, up to `total` where that is known."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._shown = 0.0

    def __call__(self, done: int, total: int = 0) -> None:
        """Show how far it is, at what rate, and how long it will take."""
        now = time.monotonic()
        is_last = bool(total) and done >= total
        if not sys.stderr.isatty() or (now - self._shown < _EVERY and not is_last):
            return
        self._shown = now
        rate = done / max(now - self._began, 0.001)
        print(f"\r{_line(self._what, done, total, rate)}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the bar as it is, and go on below it."""
        if self._shown:
            print(file=sys.stderr)


def _line(what: str, done: int, total: int, rate: float) -> str:
    if not total:
        return f"{done} {what}, {rate:.0f} a second "
    filled = _WIDTH * min(done, total) // total
    left = (total - done) / rate if rate else 0
    bar = f"[{'#' * filled:<{_WIDTH}}]"
    return f"{bar} {done} of {total} {what}, {rate:.0f} a second, {left:.0f} s left "
