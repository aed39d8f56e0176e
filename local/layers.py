"""The layers for the Python that runs here, built as `sam build` does for Lambda's."""

import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from client.errors import CommandError
from local.installed import gather

_KEPT_SECONDS = 3 * 24 * 3600
_SITE_PACKAGES = f"python/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"


def digest(root: Path) -> str:
    """What the files under a folder are, in a word."""
    summed = hashlib.sha256(sys.version.encode())
    for file in _files(root):
        summed.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return summed.hexdigest()[:16]


def _files(root: Path) -> Iterable[Path]:
    return sorted(f for f in root.rglob("*") if f.is_file() and "__pycache__" not in f.parts)


def built(name: str, source: Path, builds: Path) -> Path:
    """The built layer: the one from last time if its source is the same.

    Raises CommandError with make's words if it cannot be built.
    """
    target = builds / f"{name}-{digest(source)}"
    builds.mkdir(parents=True, exist_ok=True)
    with (builds / "lock").open("w") as lock:
        # Stacks that start at the same time build one layer once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            _build(name, source, target)
        target.touch()
        _prune(name, builds)
    return target


def _build(name: str, source: Path, target: Path) -> None:
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    lock = source / "requirements.lock"
    is_installed = lock.exists() and gather(lock, unfinished / "python")
    variables = ["PACKAGES_ARE_THERE=1"] if is_installed else []
    variables += [f"ARTIFACTS_DIR={unfinished.resolve()}", f"PYTHON={sys.executable}", "NATIVE=1"]
    made = subprocess.run(
        ["make", "-C", str(source), f"build-{name}", *variables],
        env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CommandError(f"{name} cannot be built:\n{made.stdout}{made.stderr}")
    unfinished.rename(target)


def _prune(name: str, builds: Path) -> None:
    """Another stack may run on an earlier build: only what nobody started with lately goes."""
    for old in builds.glob(f"{name}-*"):
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)


def zipped(folder: Path) -> bytes:
    """A function's code as Lambda takes it; the same bytes for the same files."""
    return _zip((str(f.relative_to(folder)), f.read_bytes()) for f in _files(folder))


def pointer(layer: Path) -> bytes:
    """A layer that only says where the built one is: nothing to unpack at a cold start."""
    line = f"{(layer / 'python').resolve()}\n".encode()
    return _zip([(f"{_SITE_PACKAGES}/layer.pth", line)])


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
