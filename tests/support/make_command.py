"""`make`, for commands of the documentation: the recipes of the Makefile, run in a checkout.

What `make` would install is there already; what `make build` takes minutes for is made quickly.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.checkout import build
from tests.support.documented import recipe

PORT = "BROADSHEET_TEST_CLOUD_PORT"
"""The variable with the port of the local cloud."""
_SAM = ".aws-sam/bin"
_STACK_OF_ENV = "$(BIN)/python -m operate.samconfig --env '$(ENV)'"


def main(words: Sequence[str]) -> None:
    """Make a target in the folder that this is called in."""
    target, *given = words
    variables = {"ENV": "default", "ARGS": "", "STACK": ""} | dict(w.split("=", 1) for w in given)
    folder = Path.cwd()
    lines = recipe(target, folder)
    if target == "deploy":
        build(folder, int(os.environ[PORT]))
        lines[:1] = recipe("ship", folder)
    _sam_in(folder)
    for line in lines:
        command = _expanded(line, variables)
        done = subprocess.run(["bash", "-c", command], check=False)
        if done.returncode:
            sys.exit(done.returncode)


def _sam_in(folder: Path) -> None:
    sam = folder / _SAM / "sam"
    sam.parent.mkdir(parents=True, exist_ok=True)
    sam.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.support.sam_command "$@"\n')
    sam.chmod(0o755)


def _expanded(line: str, variables: dict[str, str]) -> str:
    line = (
        line.replace("$(STACK_OF_ENV)", _STACK_OF_ENV)
        .replace("$(BIN)/python", sys.executable)
        .replace("$(SAM)", _SAM)
    )
    line = re.sub(
        r"\$\(if \$\((\w+)\),(.*?)\)(?= |$)", lambda m: m[2] if variables[m[1]] else "", line
    )
    for name, value in variables.items():
        line = line.replace(f"$({name})", value)
    return line.replace("$$", "$")


if __name__ == "__main__":
    main(sys.argv[1:])
