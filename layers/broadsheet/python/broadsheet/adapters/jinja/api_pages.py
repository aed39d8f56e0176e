"""The API's documentation as a page of the site, made of the OpenAPI document."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.site.site import Site

Schema = dict[str, Any]


class Field(msgspec.Struct, frozen=True):
    """One field of an object: `kinds` are words, and the names of schemas that have a `link`."""

    name: str
    kinds: tuple["Kind", ...]
    needed: bool
    about: str


class Kind(msgspec.Struct, frozen=True):
    """What a value may be: words, or another schema by its name."""

    text: str
    link: str = ""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """One operation, as the page shows it. `who` is empty where anyone may call it."""

    name: str
    method: str
    path: str
    summary: str
    who: str
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str, str], ...]
    """Status, what it means, and the name of the answer's schema or nothing."""


class Shape(msgspec.Struct, frozen=True):
    """A schema with a name: its fields, and an example as JSON or nothing."""

    name: str
    about: str
    fields: tuple[Field, ...]
    example: str


def api_page(site: Site, document: Schema) -> bytes:
    """The page that explains every operation of `document`, in English, without a script."""
    groups: dict[str, list[Called]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            called = _called(method.upper(), path, operation)
            groups.setdefault(_subject(path), []).append(called)
    values = in_site_language(site) | {
        "groups": groups,
        "shapes": [_shape(n, s) for n, s in sorted(document["components"]["schemas"].items())],
        "version": document["info"]["version"],
    }
    return environment(site).get_template("api_docs.html").render(values).encode()


def _subject(path: str) -> str:
    """What an address is about: its first word, or the last of an article's parts."""
    parts = [p for p in path.removeprefix("/api/v1/").split("/") if not p.startswith("{")]
    return "comments" if parts[0] == "articles" and "comments" in parts else parts[0]


def _called(method: str, path: str, operation: Schema) -> Called:
    content = operation.get("requestBody", {}).get("content", {})
    body = next((_name(media["schema"]) for media in content.values()), "")
    return Called(
        name=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        who=operation.get("description", ""),
        parameters=tuple(_parameter(p) for p in operation["parameters"]),
        body=body,
        answers=tuple(_answer(status, a) for status, a in operation["responses"].items()),
    )


def _parameter(parameter: Schema) -> Field:
    about = parameter.get("description", "") or parameter["schema"].get("description", "")
    place = parameter["in"]
    name = parameter["name"] if place == "header" else f"{parameter['name']} ({place})"
    return Field(name, tuple(_kinds(parameter["schema"])), parameter.get("required", False), about)


def _answer(status: str, answer: Schema) -> tuple[str, str, str]:
    schema: Schema = next((m["schema"] for m in answer.get("content", {}).values()), {})
    return status, answer["description"], _name(schema)


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _shape(name: str, schema: Schema) -> Shape:
    needed = schema.get("required", ())
    fields = tuple(
        Field(field, tuple(_kinds(of)), field in needed, of.get("description", ""))
        for field, of in schema.get("properties", {}).items()
    )
    examples = schema.get("examples", ())
    example = json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else ""
    return Shape(name, schema.get("description", ""), fields, example)


def _kinds(schema: Schema) -> Iterator[Kind]:
    """The schema in words: what a value may be, one after the other."""
    if "$ref" in schema:
        yield Kind(_name(schema), _name(schema))
        return
    for choice in [*schema.get("anyOf", ()), *schema.get("oneOf", ())]:
        yield from _kinds(choice)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        yield Kind(", ".join(json.dumps(value, ensure_ascii=False) for value in values))
    elif schema.get("type") == "array":
        for kind in _kinds(schema.get("items", {})):
            yield Kind(f"list of {kind.text}{_bounds(schema)}", kind.link)
    elif "type" in schema:
        types = schema["type"]
        words = " or ".join(types) if isinstance(types, list) else str(types)
        form = f" ({schema['format']})" if "format" in schema else ""
        yield Kind(f"{words}{form}{_bounds(schema)}")


_BOUNDS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
    "minimum": "from {}",
    "maximum": "to {}",
}


def _bounds(schema: Schema) -> str:
    return "".join(f", {words.format(schema[n])}" for n, words in _BOUNDS.items() if n in schema)
