"""What callers send beside a body: in the path, in the query, in headers."""

from broadsheet.adapters.http.articles.story_requests import ANY
from broadsheet.adapters.http.lists import LIMIT, LONGEST
from broadsheet.adapters.http.openapi.schemas import Schema
from broadsheet.adapters.http.operation import Operation
from broadsheet.domain.articles.life import Status
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.comments.signals.signal import SignalName
from broadsheet.domain.media.media import NAMED
from broadsheet.domain.search.asked import LONGEST_QUERY

TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_WORDS: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY}
_LOOKED_FOR = "a list of those may be short, or empty, and still go on"
_STATE = "|".join(status for status in Status if status is not Status.DELETED)
_PARAMETERS: dict[str, tuple[str, Schema]] = {
    "section": ("A section's slug or name", TEXT),
    "tag": ("A tag's slug or name", TEXT),
    "author": ("An author's slug or name", TEXT),
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
    "since": (
        "Published on this day or later; with a list of the newsroom, changed then or later",
        _DAY,
    ),
    "until": (
        "Published on this day or before; with a list of the newsroom, changed then or before",
        _DAY,
    ),
    "path": ("The article at this path, now or formerly; alone", TEXT),
    "state": (
        "Comments in this state",
        {"enum": [state.value for state in CommentState], "default": CommentState.PENDING.value},
    ),
    "article": ("Comments on the article with this id", TEXT),
    "signal": (
        "Comments with this signal; a list of them may be short, or empty, and still go on",
        {"enum": [name.value for name in SignalName]},
    ),
    "said": (f"Words that the comment has; {_LOOKED_FOR}", _WORDS),
    "sender": (f"Words of the name under which it was sent; {_LOOKED_FOR}", _WORDS),
    "headline": (f"Words of its story's headline, or its address; {_LOOKED_FOR}", _WORDS),
    "q": (
        "Words that are all in the article, in any of their forms; from three letters on, also the "
        "beginnings of words",
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
    "cursor": ("Where to go on: take the whole address from `next`", TEXT),
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
    "If-None-Match": ("The ETag of what the client has", TEXT),
}
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


def parameters_of(operation: Operation) -> list[Schema]:
    """All that an operation is asked with, as OpenAPI describes it."""
    found: list[Schema] = []
    if "{id}" in operation.path:
        # With a token a page is shown for whatever the link says: nobody learns what there is.
        named = TEXT if "{token}" in operation.path else _id_in(operation.path)
        found.append({"name": "id", "in": "path", "required": True, "schema": named})
    if "{token}" in operation.path:
        found.append({"name": "token", "in": "path", "required": True, "schema": TEXT})
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
