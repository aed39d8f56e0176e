"""Modules of the desk's functions, which Lambda knows by their plain names."""

import sys

from tests.support.functions import AT_DESK, modules_of


def test_no_module_has_the_name_of_one_of_pythons_own() -> None:
    names = {name.rpartition(".")[2] for function in AT_DESK for name in modules_of(function)}
    assert not names & set(sys.stdlib_module_names)
