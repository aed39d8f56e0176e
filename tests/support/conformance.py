"""Holds real answers against the OpenAPI document."""

import functools
import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

DOCUMENT = Path(__file__).parents[2] / "docs" / "api" / "openapi.json"


@functools.cache
def described() -> dict[str, Any]:
    """The document as it is kept."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return document


def assert_described(route: str, status: int, headers: dict[str, str], body: str) -> None:
    """The route may answer with this status, these headers and this body."""
    method, _, path = route.partition(" ")
    # What the desk answers is for people: its pages are looked at by tests of their own.
    if route == "$default" or path.startswith("/desk/") or status == 500:
        return
    responses = described()["paths"][path][method.lower()]["responses"]
    assert str(status) in responses, f"{route} is not said to answer {status}"
    response = responses[str(status)]
    for name in set(response.get("headers", {})) - {"Link"}:
        assert name.lower() in headers, f"{route} {status} is said to have {name}"
    media = headers.get("content-type", "").partition(";")[0]
    assert (media in response["content"]) if body else ("content" not in response), (route, media)
    if media.endswith("json"):
        shown = response["content"][media]["schema"]
        kinds = [one["$ref"].rpartition("/")[2] for one in shown.get("anyOf", [shown])]
        _validator(*kinds).validate(json.loads(body))


@functools.cache
def _validator(*names: str) -> Draft202012Validator:
    components = {"components": described()["components"]}
    kinds = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    schema = {"anyOf": kinds, **components}
    return Draft202012Validator(schema, format_checker=FormatChecker())
