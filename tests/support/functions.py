"""The functions, by their folders: the modules in them, and the routes that these answer."""

import importlib

from tests.support.template import ROOT, template

_FOLDER = ROOT / "functions"
FUNCTIONS = tuple(sorted(app.parent.name for app in _FOLDER.glob("*/app.py")))


def _given_routes() -> set[str]:
    resources = template()["Resources"].values()
    functions = [r["Properties"] for r in resources if r["Type"] == "AWS::Serverless::Function"]
    return {
        one["CodeUri"].strip("/").rpartition("/")[2]
        for one in functions
        if any(source["Type"] == "HttpApi" for source in one["Events"].values())
    }


HTTP_FUNCTIONS = tuple(function for function in FUNCTIONS if function in _given_routes())
"""Those that the template gives routes of the API."""


def modules_of(function: str) -> list[str]:
    """The names of all modules of a function, as a test imports them."""
    return [
        f"functions.{function}.{path.stem}" for path in sorted((_FOLDER / function).glob("*.py"))
    ]


def routes_of(function: str) -> list[str]:
    """The route keys that the modules of a function have endpoints for."""
    modules = [importlib.import_module(name) for name in modules_of(function)]
    return [route for module in modules for route in getattr(module, "ROUTES", ())]
