"""What a layer is made of, from the packages of this environment: they need not come twice."""

import os
import re
import shutil
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def gather(lock: Path, target: Path) -> bool:
    """Put all that a lock names into a folder, as pip would; whether it is here, in this version.

    It came by a lock with the same hashes: a test sees to it that what several have is one version.
    """
    found = [_here(name, version) for name, version in _PIN.findall(lock.read_text("utf-8"))]
    packages = [one for one in found if one is not None]
    if len(packages) < len(found):
        return False
    for package in packages:
        _put(package, target)
    return True


def _here(name: str, version: str) -> Distribution | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return found if found.version == version and found.files else None


def _put(package: Distribution, target: Path) -> None:
    for file in package.files or ():
        # A command of the environment is none of a layer, and what was compiled is compiled anew.
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        there = target / file
        there.parent.mkdir(parents=True, exist_ok=True)
        here = Path(str(package.locate_file(file)))
        try:
            os.link(here, there)
        except OSError:
            shutil.copyfile(here, there)
