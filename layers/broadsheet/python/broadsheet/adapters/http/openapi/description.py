"""The API's documentation (OpenAPI 3.1), made from what the functions are made of.

python -m broadsheet.adapters.http.openapi.description > docs/api/openapi.json

No function imports this before somebody asks for it.
"""

import json
import re
import sys
from http import HTTPStatus
from typing import Any

from broadsheet.adapters.http.openapi.parameters import TEXT, parameters_of
from broadsheet.adapters.http.openapi.schemas import Schema, ref, schemas
from broadsheet.adapters.http.operation import HTML, JSON, Operation
from broadsheet.adapters.http.operations import OPERATIONS
from broadsheet.adapters.http.problem import TITLES

_EXAMPLES: dict[str, Any] = {
    "ArticleSubmission": {
        "title": "Türkiye waters its fields by night",
        "standfirst": "Farmers pump when the sun is down, and the lake is rising.",
        "body": "Konya's farmers have turned day into night.",
        "section": "World",
        "tags": ["Water"],
        "byline": [{"name": "Ann Author", "role": "Correspondent"}],
        "language": "en",
    },
    "CommentSubmission": {"name": "Rea", "email": "rea@example.org", "body": "Well said."},
    "ArticleReceipt": {
        "id": "01a20460-10cb-74f7-893e-a9a6fbc4d7de",
        "path": "/2026/11/turkiye-waters-its-fields-by-night/",
        "url": "https://news.example.org/2026/11/turkiye-waters-its-fields-by-night/",
        "status": "draft",
        "version": 1,
    },
    "Problem": {
        "type": "urn:broadsheet:problem:invalid",
        "title": TITLES[HTTPStatus.UNPROCESSABLE_ENTITY],
        "status": 422,
        "detail": "1 field(s) of the request are not valid.",
        "instance": "/api/v1/articles#Ub3k2hXpDoEEMzQ=",
        "code": "invalid",
        "errors": [{"pointer": "/title", "code": "missing", "detail": "is required"}],
    },
}
_ETAG = {"ETag": {"description": "Names this version", "schema": TEXT}}
_LOCATION = {"Location": {"description": "Where it is", "schema": TEXT}}
_LINK = {"Link": {"description": 'The next items, with rel="next" (RFC 8288)', "schema": TEXT}}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds until it is worth trying", "schema": TEXT}}

_PREVIEWED = "With a field `preview` that is not empty: what would be published; nothing is"


def document() -> Schema:
    """The whole document."""
    known = schemas()
    versioned = {
        name for name, schema in known.items() if "version" in schema.get("properties", ())
    }
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        described = _operation(operation, names_version=operation.answer in versioned)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Broadsheet",
            "version": "1",
            "summary": "Articles, comments and moderation of a news site",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The site's own address"}],
        "paths": paths,
        "components": {"schemas": _with_examples(known), "securitySchemes": _SECURITY},
    }


_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A token of the stack's user pool; roles are its groups",
    }
}


def _with_examples(known: dict[str, Schema]) -> dict[str, Schema]:
    for name, example in _EXAMPLES.items():
        known[name]["examples"] = [example]
    return known


def _operation(operation: Operation, *, names_version: bool) -> Schema:
    described: Schema = {
        "operationId": _name(operation),
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": parameters_of(operation),
        "responses": _responses(operation, _success(operation, names_version=names_version)),
    }
    if operation.body:
        content = {media: {"schema": ref(operation.body)} for media in operation.takes}
        described["requestBody"] = {"required": operation.needs_body, "content": content}
    if operation.roles:
        described["security"] = [{"bearer": []}]
        described["description"] = f"For {' and '.join(operation.roles)}."
    elif 401 in operation.errors:
        described["security"] = [{}, {"bearer": []}]
        described["description"] = "With a token, authors and editors also read drafts."
    return described


def _name(operation: Operation) -> str:
    path = operation.path.removeprefix("/api/v1").replace("{id}", "one").replace("{number}", "one")
    path = path.replace("{version}", "one").replace("{slug}", "one")
    path = path.replace("{person}", "one").replace("{remark}", "one").replace("{share}", "one")
    path = path.replace("/{token}", "")
    words = re.findall(r"[a-z]+", path)
    return "_".join((operation.method.lower(), *words))


def _responses(operation: Operation, success: Schema) -> Schema:
    responses = {str(operation.status): success}
    if operation.method == "GET" and not operation.once:
        responses["304"] = {"description": "The client has the newest version", "headers": _ETAG}
    if operation.new:
        headers = {**success.get("headers", {}), **_LOCATION}
        responses["201"] = {**success, "description": "Created", "headers": headers}
    if operation.preview:
        shown = {HTML: {"schema": TEXT}, JSON: {"schema": ref(operation.preview)}}
        responses["200"] = {"description": _PREVIEWED, "content": shown}
    if operation.answer and HTML in operation.gives:
        responses["303"] = {"description": "Accepted; back to the article", "headers": _LOCATION}
    responses |= {str(status): _problem(operation, status) for status in operation.errors}
    return dict(sorted(responses.items()))


def _success(operation: Operation, *, names_version: bool) -> Schema:
    success: Schema = {"description": HTTPStatus(operation.status).phrase}
    if operation.answer:
        shown = ref(operation.answer)
        if operation.or_answer:
            shown = {"anyOf": [shown, ref(operation.or_answer)]}
        success["content"] = {JSON: {"schema": shown}}
    elif HTML in operation.gives:
        success["content"] = {HTML: {"schema": TEXT}}
    headers: Schema = {}
    if names_version or (operation.method == "GET" and not operation.once):
        headers |= _ETAG
    if operation.status == 201:
        headers |= _LOCATION
    if "cursor" in operation.query:
        headers |= _LINK
    return {**success, "headers": headers} if headers else success


def _problem(operation: Operation, status: int) -> Schema:
    content: Schema = {"application/problem+json": {"schema": ref("Problem")}}
    if HTML in operation.gives:
        content[HTML] = {"schema": TEXT}
    if operation.roles and status == HTTPStatus.UNAUTHORIZED:
        # API Gateway's own words, where it lets nobody through to a function.
        content[JSON] = {"schema": ref("Unauthorized")}
    described = {"description": TITLES[HTTPStatus(status)], "content": content}
    return described | ({"headers": _RETRY_AFTER} if status == HTTPStatus.TOO_MANY_REQUESTS else {})


def text() -> str:
    """The document as it is kept in `docs/`."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
