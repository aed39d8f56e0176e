"""The API's documentation says what the template routes and what the functions answer."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from broadsheet.adapters.http.openapi.description import document, text
from broadsheet.adapters.http.operations import OPERATIONS, allowed_methods
from broadsheet.adapters.http.problem import STATUSES
from tests.support.functions import AT_DESK, FUNCTIONS, HTTP_FUNCTIONS, modules_of, routes_of
from tests.support.template import template

ROOT = Path(__file__).parents[3]


def template_routes() -> dict[str, tuple[str, bool]]:
    """Route keys of the template: the function's folder, and whether a token is needed."""
    found = {}
    for resource in template()["Resources"].values():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        function = resource["Properties"]["CodeUri"].strip("/").rpartition("/")[2]
        for source in resource["Properties"]["Events"].values():
            if source["Type"] == "HttpApi":
                asked = source["Properties"]
                key = f"{asked['Method']} {asked['Path']}" if "Path" in asked else "$default"
                found[key] = (function, "Auth" in asked)
    return found


def operation_routes() -> dict[str, tuple[str, bool]]:
    """The same of what is documented, with the function that has an endpoint for it."""
    answers = {route: function for function in FUNCTIONS for route in routes_of(function)}
    documented = {f"{o.method} {o.path}": bool(o.roles) for o in OPERATIONS}
    return {route: (answers[route], needs_token) for route, needs_token in documented.items()}


def test_the_kept_document_is_what_the_code_says() -> None:
    kept = (ROOT / "docs" / "api" / "openapi.json").read_text()
    assert kept == text(), (
        "python -m broadsheet.adapters.http.openapi.description > docs/api/openapi.json"
    )


def test_the_document_is_valid_openapi_3_1() -> None:
    validate(document())
    assert document()["openapi"].startswith("3.1.")


def test_the_template_routes_what_is_documented_to_the_function_that_answers_it() -> None:
    desk = {route: (name, False) for name in AT_DESK for route in routes_of(name)}
    assert template_routes() == operation_routes() | desk | {"$default": ("read_api", False)}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_answers_exactly_the_routes_that_it_is_given(function: str) -> None:
    routes = routes_of(function)
    given = {key for key, (name, _) in template_routes().items() if name == function}
    assert sorted(routes) == sorted(given)


def test_a_route_is_answered_by_the_module_of_its_feature() -> None:
    app = importlib.import_module("functions.edit_publication.app")
    routes = routes_of("edit_publication")
    assert [route for route in routes if route not in app.endpoints(route)] == []


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [o["operationId"] for path in document()["paths"].values() for o in path.values()]
    assert len(set(names)) == len(names) == len(OPERATIONS)


def test_writes_take_idempotency_keys_and_edits_take_versions() -> None:
    needs_none = {(o.method.lower(), o.path) for o in OPERATIONS if o.once}
    may_be_new = {(o.method.lower(), o.path) for o in OPERATIONS if o.new}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            headers = {p["name"]: p for p in operation["parameters"] if p["in"] == "header"}
            assert ("Idempotency-Key" in headers) == (
                method != "get" and (method, path) not in needs_none
            )
            needed = headers.get("If-Match", {}).get("required", False)
            edits = method in ("put", "delete") or path.endswith("/restore")
            assert needed == (edits and (method, path) not in may_be_new), path


def test_only_documented_statuses_have_errors() -> None:
    known = {status.value for status in STATUSES.values()}
    assert {status for o in OPERATIONS for status in o.errors} <= known


def test_examples_fit_their_schemas() -> None:
    schemas = document()["components"]["schemas"]
    for name, schema in schemas.items():
        whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        for example in schema.get("examples", []):
            Draft202012Validator(whole).validate(example)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/articles", ["GET", "POST"]),
        ("/api/v1/articles/x", ["DELETE", "GET", "PUT"]),
        ("/api/v1/articles/x/y", []),
        ("/api/v1/articles//publish", []),
        ("/api/v1/articles/", []),
    ],
)
def test_an_address_knows_its_methods(path: str, methods: list[str]) -> None:
    assert allowed_methods(path) == methods


def test_no_function_pays_for_the_documentation() -> None:
    code = "import json, sys\n" + "".join(
        f"import {name}\n" for f in HTTP_FUNCTIONS for name in modules_of(f)
    )
    code += "from broadsheet import bootstrap\nprint(json.dumps(list(sys.modules)))"
    paths = os.pathsep.join((str(ROOT), str(ROOT / "layers/broadsheet/python")))
    loaded = json.loads(
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": paths},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    assert "functions.read_api.app" in loaded
    assert not [name for name in loaded if "openapi" in name]


WRITES_NOTHING_TOGETHER = {"/api/v1/privacy/export", "/api/v1/moderation/comments/bulk"}
"""One only reads; the other says of each comment by itself that others were quicker."""


def test_whatever_changes_the_table_may_be_told_that_others_were_quicker() -> None:
    silent = {
        f"{operation.method} {operation.path}"
        for operation in OPERATIONS
        if operation.method != "GET" and 409 not in operation.errors
    }
    assert silent == {f"POST {path}" for path in WRITES_NOTHING_TOGETHER}
