"""Modules of the desk's function, which Lambda knows by their plain names."""

import sys

from functions.desk.app import FEATURES


def test_no_module_has_the_name_of_one_of_pythons_own() -> None:
    assert not set(FEATURES.values()) & set(sys.stdlib_module_names)
