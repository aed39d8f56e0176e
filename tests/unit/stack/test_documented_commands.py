"""What the documents for operators say to type is there: at AWS, in the Makefile, in the stack."""

import re
from typing import Any

import pytest

from operate.freeze import READERS
from tests.support import documented
from tests.support.aws_cli import Misunderstood, understood
from tests.support.rights import policy
from tests.support.template import ROOT
from tests.support.template_resources import functions

ALL = [(name, block) for name in documented.DOCUMENTS for block in documented.blocks(name)]
IDS = [f"{name}-{block.step}" for name, block in ALL]


@pytest.mark.parametrize(("name", "block"), ALL, ids=IDS)
def test_aws_knows_every_command_with_its_options(name: str, block: documented.Block) -> None:
    for words in documented.commands(block.text, "aws"):
        understood(words)


@pytest.mark.parametrize(("name", "block"), ALL, ids=IDS)
def test_every_target_is_in_the_makefile_and_reads_what_it_is_given(
    name: str, block: documented.Block
) -> None:
    for target, *given in documented.commands(block.text, "make"):
        lines = " ".join(documented.recipe(target, ROOT))
        for variable, _, _ in (word.partition("=") for word in given):
            assert f"$({variable})" in lines or f"$(or $({variable})" in lines


@pytest.mark.parametrize("name", documented.DOCUMENTS)
def test_what_is_not_tried_is_listed_with_its_reason(name: str) -> None:
    untried = {block.step for block in documented.blocks(name) if not block.is_tried}
    assert untried == documented.excused(name)
    assert any(block.is_tried for block in documented.blocks(name))


@pytest.mark.parametrize(
    "words",
    [
        ["dynamodb", "restore-table", "--table-name", "live"],
        ["dynamodb", "describe-table", "--table", "live"],
        ["dynamodb", "describe-table"],
        ["dynamodb", "wait", "table-restored", "--table-name", "live"],
        ["dynamite", "describe-table"],
    ],
)
def test_a_command_that_aws_does_not_know_would_be_found(words: list[str]) -> None:
    with pytest.raises(Misunderstood):
        understood(words)


def test_frozen_is_who_may_write_to_the_table() -> None:
    writes = {"PutItem", "DeleteItem", "UpdateItem", "BatchWriteItem"}
    names = {name: _snake(function) for name, function in functions().items()}
    may = {
        names[name]
        for name in functions()
        for statement in policy.statements(name)
        if writes & {action.rpartition(":")[2] for action in statement.actions}
        # How far pages are told of a change is nothing of the newsroom's: a rebuild makes it good.
        and [values for _, _, values in statement.conditions] != [("RENEWALS",)]
    }
    assert set(names.values()) - may == READERS


def _snake(function: dict[str, Any]) -> str:
    return str(function["CodeUri"]).strip("/").rpartition("/")[2]


def test_every_test_that_a_page_names_is_there() -> None:
    named = {
        (path, name)
        for page in (ROOT / "docs").rglob("*.md")
        for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text("utf-8"))
    }
    assert len(named) > 100
    for path, name in sorted(named):
        file = ROOT / path
        assert file.is_file(), path
        assert not name or f"\ndef {name}(" in file.read_text("utf-8"), f"{path}::{name}"
