"""The API's documentation (OpenAPI 3.1), made from what the functions are made of.

python -m broadsheet.adapters.http.openapi.description > docs/api/openapi.json

No function imports this before somebody asks for it.
"""

import json
import re
import sys
from http import HTTPStatus
from typing import Any

from broadsheet.adapters.http.articles.story_requests import ANY
from broadsheet.adapters.http.lists import LIMIT, LONGEST
from broadsheet.adapters.http.openapi.schemas import Schema, ref, schemas
from broadsheet.adapters.http.operation import HTML, JSON, Operation
from broadsheet.adapters.http.operations import OPERATIONS
from broadsheet.adapters.http.problem import TITLES
from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.media.media import NAMED
from broadsheet.usecases.search.search import LONGEST_QUERY

_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_STATE = "|".join(status for status in Status if status is not Status.DELETED)
_PARAMETERS: dict[str, tuple[str, Schema]] = {
    "section": ("A section's slug or name", _TEXT),
    "tag": ("A tag's slug or name", _TEXT),
    "author": ("An author's slug or name", _TEXT),
    "month": (
        "The month of publication",
        {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    ),
    "status": (
        "Stories of the newsroom in these states, with commas between, or `any`: newest change "
        "first, with a token; authors are shown their own, editors all",
        {"type": "string", "pattern": f"^(?:{ANY}|(?:{_STATE})(?:,(?:{_STATE}))*)$"},
    ),
    "mine": (
        "Only those that whoever asks has made, and those assigned to them until they are out; "
        "with a token",
        {"enum": ["true", "false"], "default": "false"},
    ),
    "assigned": (
        "Only those that are assigned to whoever asks and not out yet; with a token",
        {"enum": ["true", "false"], "default": "false"},
    ),
    "returned": (
        "Only drafts that an editor gave back; with a token",
        {"enum": ["true", "false"], "default": "false"},
    ),
    "since": ("With a list of the newsroom: changed on this day or later", _DAY),
    "until": ("With a list of the newsroom: changed on this day or before", _DAY),
    "path": ("The article at this path, now or formerly; alone", _TEXT),
    "state": (
        "Comments in this state",
        {"enum": [state.value for state in CommentState], "default": CommentState.PENDING.value},
    ),
    "article": ("Comments on the article with this id", _TEXT),
    "signal": (
        "Comments with this signal; a list of them may be short, or empty, and still go on",
        {"enum": [name.value for name in SignalName]},
    ),
    "q": (
        "Words that are all in the article; from three letters on, also the beginnings of words",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
    ),
    "with": ("The other version", {"type": "integer", "minimum": 1, "maximum": 999_999}),
    "unused": (
        "Whether only pictures that no article shows are listed; a list of them may be short, or "
        "empty, and still go on",
        {"enum": ["true", "false"], "default": "false"},
    ),
    "words": (
        "Words that are all said of the picture: alt text, caption, credit, a file's name; a list "
        "of them may be short, or empty, and still go on",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
    ),
    "limit": (
        "At most so many items",
        {"type": "integer", "minimum": 1, "maximum": LONGEST, "default": LIMIT},
    ),
    "cursor": ("Where to go on: take the whole address from `next`", _TEXT),
}
_REQUIRED: dict[str, Schema] = {"q": {"required": True}, "with": {"required": True}}
_HEADERS: dict[str, tuple[str, Schema]] = {
    "Idempotency-Key": (
        "The same key and request have one effect and the same answer, for a day",
        {"type": "string", "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    ),
    "If-Match": (
        'The ETag of the version that is changed, or `*`; such as `"3"`',
        {"type": "string", "pattern": r'^(\*|(W/)?"[1-9][0-9]{0,8}")$'},
    ),
    "If-None-Match": ("The ETag of what the client has", _TEXT),
}
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
_ETAG = {"ETag": {"description": "Names this version", "schema": _TEXT}}
_LOCATION = {"Location": {"description": "Where it is", "schema": _TEXT}}
_LINK = {"Link": {"description": 'The next items, with rel="next" (RFC 8288)', "schema": _TEXT}}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds until it is worth trying", "schema": _TEXT}}

_ID: Schema = {"type": "string", "format": "uuid"}
_COMMENT_NUMBER: Schema = {
    "type": "string",
    "pattern": "^[1-9][0-9]*(-[1-9][0-9]*)?$",
    "description": "The comment's number, such as `12-3`",
}
_ENTRY_NUMBER: Schema = {
    "type": "integer",
    "minimum": 1,
    "maximum": 99_999_999,
    "description": "The entry's number",
}
_PERSON: Schema = {
    "type": "string",
    "pattern": "^[0-9A-Za-z_-]{1,64}:[0-9A-Za-z-]{1,64}$",
    "description": "Whom trails name as `by_id`: the user pool and `sub`, with a colon between",
}
_SLUG: Schema = {
    "type": "string",
    "maxLength": 80,
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "description": "As in `/author/<slug>/`: the name in ASCII, lower-case, with hyphens",
}
_VERSION: Schema = {"type": "integer", "minimum": 1, "maximum": 999_999}
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
        "parameters": _parameters(operation),
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


_IN_PATHS = {
    "slug": _SLUG,
    "person": _PERSON,
    "version": _VERSION,
    "remark": _ID,
    "share": _ID,
}
"""What is named in a path, beside ids, tokens and numbers, which are of more than one kind."""


def _id_in(path: str) -> Schema:
    """Beside pictures, there are files whose ids say of which kind they are."""
    return {"type": "string", "pattern": f"^(?:{NAMED.pattern})$"} if "/media/" in path else _ID


def _parameters(operation: Operation) -> list[Schema]:
    found: list[Schema] = []
    if "{id}" in operation.path:
        # With a token a page is shown for whatever the link says: nobody learns what there is.
        named = _TEXT if "{token}" in operation.path else _id_in(operation.path)
        found.append({"name": "id", "in": "path", "required": True, "schema": named})
    if "{token}" in operation.path:
        found.append({"name": "token", "in": "path", "required": True, "schema": _TEXT})
    if "{number}" in operation.path:
        number = _ENTRY_NUMBER if "/live/" in operation.path else _COMMENT_NUMBER
        found.append({"name": "number", "in": "path", "required": True, "schema": number})
    for name, schema in _IN_PATHS.items():
        if f"{{{name}}}" in operation.path:
            found.append({"name": name, "in": "path", "required": True, "schema": schema})
    for name in operation.query:
        found.append(_parameter("query", name, _PARAMETERS) | _REQUIRED.get(name, {}))
    if operation.method == "GET":
        kept = () if operation.once else ("If-None-Match",)
        found.extend(_parameter("header", name, _HEADERS) for name in kept)
    elif not operation.once:
        found.append(_parameter("header", "Idempotency-Key", _HEADERS))
    if 412 in operation.errors:
        needed = 428 in operation.errors and not operation.new
        found.append({**_parameter("header", "If-Match", _HEADERS), "required": needed})
    return found


def _parameter(place: str, name: str, known: dict[str, tuple[str, Schema]]) -> Schema:
    description, schema = known[name]
    return {"name": name, "in": place, "description": description, "schema": schema}


def _responses(operation: Operation, success: Schema) -> Schema:
    responses = {str(operation.status): success}
    if operation.method == "GET" and not operation.once:
        responses["304"] = {"description": "The client has the newest version", "headers": _ETAG}
    if operation.new:
        headers = {**success.get("headers", {}), **_LOCATION}
        responses["201"] = {**success, "description": "Created", "headers": headers}
    if operation.preview:
        shown = {HTML: {"schema": _TEXT}, JSON: {"schema": ref(operation.preview)}}
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
        success["content"] = {HTML: {"schema": _TEXT}}
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
        content[HTML] = {"schema": _TEXT}
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
