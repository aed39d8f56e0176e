"""Which of our files are passed, in the order in which they are first called."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from tests.support.template import ROOT

PACKAGE = ROOT / "layers/broadsheet/python/broadsheet"
_FUNCTIONS = ROOT / "functions"


@contextmanager
def passed_files() -> Iterator[list[str]]:
    """The files that are called while this lasts, as `docs/architecture.md` names them.

    Of a module that is only imported nothing is called: it is not passed.
    """
    passed: list[str] = []
    names: dict[str, str | None] = {}

    def look(frame: FrameType, event: str, _of: Any) -> None:
        if event != "call" or frame.f_code.co_name == "<module>":
            return
        file = frame.f_code.co_filename
        if file not in names:
            names[file] = _name(Path(file))
        name = names[file]
        if name and name not in passed:
            passed.append(name)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield passed
    finally:
        sys.setprofile(before)


def _name(file: Path) -> str | None:
    if file.is_relative_to(PACKAGE):
        return str(file.relative_to(PACKAGE))
    return str(file.relative_to(ROOT)) if file.is_relative_to(_FUNCTIONS) else None
