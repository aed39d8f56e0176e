"""Pages as they were last looked at: a change of a template shows as a diff."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path

ACCEPT = "ACCEPT_GOLDEN"
"""The environment variable with which files are written rather than compared."""
_KEPT = 400
"""Lines of a diff that are worth showing."""


def accept(folder: Path, texts: Mapping[str, str]) -> None:
    """Write them all anew where that was asked for."""
    if os.environ.get(ACCEPT):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode())


def difference(folder: Path, name: str, after: str) -> str:
    """What is other than it was; empty where nothing is."""
    file = folder / name
    before = file.read_bytes().decode() if file.exists() else ""
    if before == after:
        return ""
    named = f"accepted/{name}", f"now/{name}"
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), *named, lineterm="")
    lines = list(found)
    shown = "\n".join(lines[:_KEPT]) or "(only the ends of lines differ)"
    more = f"\n… and {len(lines) - _KEPT} more lines" if len(lines) > _KEPT else ""
    return f"{shown}{more}\n\nIf this is as it should be: make golden, then look at git diff."
