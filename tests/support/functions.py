"""The functions, by their folders: the modules in them, and the routes that these answer."""

import importlib
import re
from collections.abc import Iterator
from types import ModuleType

from tests.support.template import ROOT, template

_ID = "01a20460-10cb-74f7-893e-a9a6fbc4d7de"
_FILLED = {
    "version": "1",
    "number": "1",
    "slug": "ann-author",
    "person": "eu-west-1_Example01:6a2f1c9e-0b7d-4c1e-9a55-0d3c5e7f9a01",
}
"""What is no id in a path."""
_FOLDER = ROOT / "functions"
FUNCTIONS = tuple(sorted(app.parent.name for app in _FOLDER.glob("*/app.py")))


AT_DESK = ("desk", "manage_staff")
"""Those that make the desk's pages, each with a table of its own behind the gateway's routes."""


def pages_of_the_desk() -> Iterator[tuple[str, ModuleType]]:
    """The function of each module that makes pages of the desk, and the module."""
    for function in AT_DESK:
        features = importlib.import_module(f"functions.{function}.app").FEATURES
        for name in sorted(set(features.values())):
            yield function, importlib.import_module(f"functions.{function}.{name}")


def function_at_desk(path: str) -> str:
    """Which of them API Gateway asks for a path: the one whose route says most of it.

    What it has no route for, `/desk` alone, never comes to it from CloudFront.
    """
    fitting = {
        pattern: function
        for function in AT_DESK
        for pattern in (route.partition(" ")[2] for route in routes_of(function))
        if re.fullmatch(pattern.replace("{proxy+}", ".+").replace("{token}", "[^/]+"), path)
    }
    most = max(fitting, key=lambda pattern: len(pattern.partition("{")[0]), default="")
    return fitting.get(most, AT_DESK[0])


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


def staff_routes() -> dict[str, list[tuple[str, str]]]:
    """Method and path of every route that the authoriser guards, by function: ids filled in."""
    resources = template()["Resources"].values()
    found: dict[str, list[tuple[str, str]]] = {}
    for one in (r["Properties"] for r in resources if r["Type"] == "AWS::Serverless::Function"):
        for source in one.get("Events", {}).values():
            told = source.get("Properties", {})
            if source["Type"] == "HttpApi" and told.get("Auth", {}).get("Authorizer") == "Staff":
                path = re.sub(r"\{(\w+)\}", lambda name: _FILLED.get(name[1], _ID), told["Path"])
                function = one["CodeUri"].strip("/").rpartition("/")[2]
                found.setdefault(function, []).append((told["Method"], path))
    return found


def modules_of(function: str) -> list[str]:
    """The names of all modules of a function, as a test imports them."""
    return [
        f"functions.{function}.{path.stem}" for path in sorted((_FOLDER / function).glob("*.py"))
    ]


def routes_of(function: str) -> list[str]:
    """The route keys that the modules of a function have endpoints for.

    Those of the desk have tables of their own behind few routes.
    """
    app = importlib.import_module(f"functions.{function}.app")
    if hasattr(app, "GATEWAY_ROUTES"):
        return list(app.GATEWAY_ROUTES)
    modules = [importlib.import_module(name) for name in modules_of(function)]
    return [route for module in modules for route in getattr(module, "ROUTES", ())]
