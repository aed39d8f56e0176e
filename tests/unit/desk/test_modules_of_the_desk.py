"""Modules of the desk's function, which Lambda knows by their plain names."""

import sys
from importlib import import_module

from functions.desk.app import FEATURES


def test_no_module_has_the_name_of_one_of_pythons_own() -> None:
    assert not set(FEATURES.values()) & set(sys.stdlib_module_names)


def test_every_beginning_of_a_path_leads_to_a_module_that_has_pages_below_it() -> None:
    for begin, name in FEATURES.items():
        module = import_module(f"functions.desk.{name}")
        routes = [*getattr(module, "ROUTES", {}), *getattr(module, "OPEN", {})]
        assert any(route.partition(" ")[2].startswith(begin) for route in routes), begin
