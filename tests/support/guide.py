"""`docs/deploying.md` as commands: those of each step, and those that are said not to be tried."""

import re
from functools import cache
from pathlib import Path

from tests.support.template import ROOT

GUIDE = ROOT / "docs/deploying.md"
_STEP = re.compile(r"^(?P<number>\d+)\. (?P<text>.*?)(?=^\d+\. |^## |\Z)", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"^(?P<margin> +)```sh\n(?P<commands>.*?)^ +```$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| `(?P<command>[^`]+)` \| (?P<why>.+) \|$", re.MULTILINE)


@cache
def steps() -> dict[int, list[str]]:
    """The commands of each numbered step, a line each."""
    return {
        int(step["number"]): [
            line.strip()
            for block in _BLOCK.finditer(step["text"])
            for line in block["commands"].splitlines()
        ]
        for step in _STEP.finditer(GUIDE.read_text("utf-8"))
    }


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
