"""The commands that a document gives, in their order: to be looked at, or run as one shell.

Which were not tried a document says of a block and a step, or, as the guide does, of a command.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.support.template import ROOT

DOCUMENTS = {
    name: ROOT / "docs" / f"{name}.md"
    for name in ("restoring", "second-region", "several-newspapers", "leaving")
}
GUIDE = ROOT / "docs/deploying.md"
_BLOCK = re.compile(r"^( *)```sh( untried)?\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_STEP = re.compile(r"^(\d+)\. ", re.MULTILINE)
_ROW = re.compile(r"^\| `(?P<command>[^`]+)` \| (?P<why>.+) \|$", re.MULTILINE)
_SECONDS = 300.0
VENV = Path(sys.prefix)


class Block(NamedTuple):
    """A block of commands, below a numbered step."""

    step: int
    text: str
    is_tried: bool


def blocks(document: str) -> list[Block]:
    """All of a document's, by its name."""
    return _blocks(DOCUMENTS[document].read_text("utf-8"))


@cache
def steps() -> dict[int, list[str]]:
    """The commands of each numbered step of the guide to deploying, a line each."""
    text = GUIDE.read_text("utf-8")
    found: dict[int, list[str]] = {int(number): [] for number in _STEP.findall(text)}
    for block in _blocks(text):
        found.setdefault(block.step, []).extend(map(str.strip, block.text.splitlines()))
    return found


@cache
def untried() -> dict[str, str]:
    """How each command begins that the guide says is not tried, and why."""
    section = GUIDE.read_text("utf-8").partition("## What was not tried")[2]
    return {row["command"]: row["why"] for row in _ROW.finditer(section)}


def is_tried(command: str) -> bool:
    """Whether the guide does not say that it is not."""
    return not any(command == one or command.startswith(f"{one} ") for one in untried())


def recipe(target: str, folder: Path) -> list[str]:
    """The commands of a target of the Makefile, with its variables in them."""
    text = (folder / "Makefile").read_text("utf-8").replace("\\\n", " ")
    (found,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", text, re.MULTILINE)
    return [line.strip().lstrip("@") for line in found.splitlines()]


def _blocks(text: str) -> list[Block]:
    found = []
    for match in _BLOCK.finditer(text):
        numbers = _STEP.findall(text, 0, match.start())
        indent = match[1]
        lines = [line.removeprefix(indent) for line in match[3].splitlines()]
        found.append(Block(int(numbers[-1]) if numbers else 0, "\n".join(lines), not match[2]))
    return found


def excused(document: str) -> set[int]:
    """The steps that its table of what was not tried names."""
    text = DOCUMENTS[document].read_text("utf-8")
    _, _, rest = text.partition("## Not tried on the local cloud")
    rows = re.findall(r"^\| ([\d, ]+) \|", rest, re.MULTILINE)
    return {int(number) for row in rows for number in row.split(",")}


def commands(text: str, program: str) -> list[list[str]]:
    """Each call of a program in a block, as words. A variable of the shell stays as it is."""
    joined = re.sub(r"\\\n\s*", " ", text)
    calls = re.findall(rf"(?:^|[$(;|&{{]|\bdo|\|\|)\s*{program} (.*)", joined, re.MULTILINE)
    return [_words(call) for call in calls]


def _words(call: str) -> list[str]:
    lexer = shlex.shlex(call, posix=True, punctuation_chars=";|&()<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    for word in lexer:
        if set(word) <= set(";|&()<>"):
            break
        words.append(word)
    return words


def run(script: str, folder: Path, environment: Mapping[str, str]) -> str:
    """What the commands say, in one shell; `aws` and `make` are this environment's.

    `make` takes what is installed here for up to date: it would make an environment of its own.
    """
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    _program(programs / "aws", f'exec {sys.executable} -m tests.support.aws_cli "$@"')
    known = "-o local -o dev -o sam"
    made = f"env -u MAKEFLAGS make --no-print-directory -C {ROOT} VENV={VENV} {known}"
    path = os.environ["PATH"]
    _program(programs / "make", f'PATH={shlex.quote(path)} exec {made} "$@"')
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{programs}:{path}",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/broadsheet/python'}",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode:
        raise AssertionError(f"{done.stdout}\n{done.stderr}")
    return done.stdout


def _program(file: Path, line: str) -> None:
    file.write_text(f"#!/bin/bash\n{line}\n", "utf-8")
    file.chmod(0o755)
