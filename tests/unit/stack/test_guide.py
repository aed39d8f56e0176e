"""`docs/deploying.md` names commands that there are, and says of each whether it was tried."""

import re
import shlex

import pytest

from operate.preflight_checks import UNRESERVED
from operate.template import reserved
from tests.support.aws_cli import Misunderstood, understood
from tests.support.documented import GUIDE, is_tried, recipe, steps, untried
from tests.support.template import ROOT

COMMANDS = [command for commands in steps().values() for command in commands]
OF_THE_CLI_ALONE = ("aws configure",)
"""What AWS's descriptions of its services do not have."""


def test_steps_are_numbered_in_their_order() -> None:
    assert list(steps()) == list(range(1, len(steps()) + 1))
    assert [number for number, commands in steps().items() if not commands] == []


def test_what_is_said_not_to_be_tried_is_a_command_of_the_guide() -> None:
    for command in untried():
        assert any(one == command or one.startswith(f"{command} ") for one in COMMANDS), command


AWS = [
    found[0]
    for command in COMMANDS
    if (found := re.findall(r"\baws [^)]*", command)) and not found[0].startswith(OF_THE_CLI_ALONE)
]


@pytest.mark.parametrize("command", AWS)
def test_a_command_of_the_aws_cli_is_one_that_aws_describes(command: str) -> None:
    _, *words = shlex.split(command)
    understood(words)


def test_a_mistake_in_a_command_of_the_aws_cli_is_found() -> None:
    for wrong in ("acm request-certificat", "acm request-certificate --domain-nam x"):
        with pytest.raises(Misunderstood, match=r"acm"):
            understood(wrong.split())
    with pytest.raises(Misunderstood, match="DomainName"):
        understood(["acm", "request-certificate"])


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_a_target_of_make_is_there_and_knows_its_variables(command: str) -> None:
    _, target, *given = command.split()
    lines = " ".join(recipe(target, ROOT))
    for variable in given:
        assert f"$({variable.partition('=')[0]})" in lines


def test_everything_else_is_a_command_of_this_house_or_of_git() -> None:
    others = [c for c in COMMANDS if "aws " not in c and not c.startswith("make ")]
    assert {c.split()[0] for c in others} == {"export", ".venv/bin/broadsheet", "git"}
    assert all(is_tried(c) for c in others if c.startswith("export"))


def test_the_guide_names_the_number_of_copies_that_caps_need() -> None:
    assert f"stays `off` below {reserved() + UNRESERVED}" in GUIDE.read_text("utf-8")


def test_the_readme_leads_to_the_guide() -> None:
    assert "docs/deploying.md" in (ROOT / "README.md").read_text("utf-8")
