"""`make audit`: what is known to be weak in the packages that are deployed, or that build and test.

It asks a public database, and fails where that cannot be asked: an audit that skipped something
would say 'nothing known' of it. How soon what it finds is mended: `docs/security.md`.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from client.running import ROOT
from tools.lock import LISTS, lock_of, locked

_AUDITOR = "pip-audit==2.10.1"
_UV = ROOT / ".venv/sam/bin/uv"

Run = Callable[[Path], str]
"""Audits a lock; answers the auditor's JSON, or what kept it from that."""


class _Weakness(msgspec.Struct):
    id: str
    fix_versions: list[str] = []


class _Audited(msgspec.Struct):
    name: str
    version: str = ""
    vulns: list[_Weakness] = []
    skip_reason: str = ""


class _Report(msgspec.Struct):
    dependencies: list[_Audited]


def troubles(lock: Path, run: Run) -> Iterator[str]:
    """A line for each weakness that is known, and for each package that was not looked up."""
    answer = run(lock)
    try:
        report = msgspec.json.decode(answer, type=_Report)
    except msgspec.DecodeError:
        yield f"{lock.parent.name}/{lock.name}: no audit: {answer.strip()}"
        return
    told = set[str]()
    for one in report.dependencies:
        told.add(one.name.lower().replace("_", "-"))
        if one.skip_reason:
            yield f"{one.name}: not looked up: {one.skip_reason}"
        for weakness in one.vulns:
            mended = ", ".join(weakness.fix_versions) or "no release yet"
            yield f"{one.name} {one.version}: {weakness.id}, mended in {mended}"
    for name in sorted({pin.name for pin in locked(lock)} - told - _ELSEWHERE):
        yield f"{name}: not looked up"


_ELSEWHERE = frozenset({"colorama", "pywin32"})
"""Locked for Windows alone: what is for another system than this one is not looked up."""


def _audited(lock: Path) -> str:
    asked = ["tool", "run", _AUDITOR, "--require-hashes", "--disable-pip"]
    asked += ["--progress-spinner=off", "--format=json", "--requirement", str(lock)]
    # It answers 1 where it found something, which is no failure of its own.
    ended = subprocess.run([_UV, *asked], check=False, capture_output=True, text=True)
    return ended.stdout or ended.stderr


def main(lists: Sequence[str] = LISTS, run: Run = _audited) -> int:
    """Audit every lock. 0 where nothing is known against any package, and all were looked up."""
    found = 0
    for name in lists:
        lock = lock_of(ROOT / name)
        print(f"  {name} ({len(locked(lock))} packages)", flush=True)
        for trouble in troubles(lock, run):
            print(f"    {trouble}")
            found += 1
    print("  nothing is known against any of them" if not found else f"  {found} to deal with")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
