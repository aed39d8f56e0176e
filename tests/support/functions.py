"""The functions' folders: the modules in them, and the routes that these answer."""

import importlib
from pathlib import Path

FUNCTIONS = Path(__file__).parents[2] / "functions"


def modules_of(function: str) -> list[str]:
    """The names of all modules of a function, as a test imports them."""
    return [
        f"functions.{function}.{path.stem}" for path in sorted((FUNCTIONS / function).glob("*.py"))
    ]


def routes_of(function: str) -> list[str]:
    """The route keys that the modules of a function have endpoints for."""
    modules = [importlib.import_module(name) for name in modules_of(function)]
    return [route for module in modules for route in getattr(module, "ROUTES", ())]
