"""The shapes that the API takes and gives, as JSON Schema 2020-12: for the documentation alone.

What is taken comes from the models that check it. What is given is written down in
`article_schemas`, `comment_schemas`, `media_schemas` and `site_schemas` beside `present.py`; a test
holds real answers against it, and no answer may have more or less.
"""

import msgspec

from broadsheet.adapters.http.articles.schemas import article_schemas
from broadsheet.adapters.http.comments.schemas import comment_schemas
from broadsheet.adapters.http.media.schemas import media_schemas
from broadsheet.adapters.http.openapi.schema_parts import (
    NUMBER,
    REF,
    TEXT,
    TIME,
    Schema,
    many,
    record,
    ref,
)
from broadsheet.adapters.http.people.schemas import site_schemas
from broadsheet.domain.articles.article import Author, LeadImage, Term


def schemas() -> dict[str, Schema]:
    """Every schema of the API by its name."""
    _, shared = msgspec.json.schema_components(
        [Term, Author, LeadImage], ref_template=REF + "{name}"
    )
    return {
        # A default is a tuple as msgspec gives it, and an array only in JSON.
        **msgspec.json.decode(msgspec.json.encode(shared)),
        **article_schemas(),
        **comment_schemas(),
        **media_schemas(),
        **site_schemas(),
        "OpenApi": {"type": "object", "description": "As the OpenAPI Specification 3.1 says"},
        **_problems(),
    }


def _problems() -> dict[str, Schema]:
    wrong = record(
        pointer={"type": "string", "description": "JSON Pointer (RFC 6901), or ?parameter"},
        code={"type": "string", "description": "Stable"},
        detail={"type": "string", "description": "For a person"},
    )
    problem = {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "description": "Stable: the last part of `type`"},
    }
    described = {"description": "RFC 9457", **record(**problem)}
    possible = {**many(TEXT), "description": "The actions that the article's state allows"}
    described["properties"] = {**problem, "errors": many(ref("WrongField")), "possible": possible}
    using = {**many(TEXT), "description": "The ids of articles that show the picture"}
    described["properties"]["used_by"] = using
    described["properties"]["since"] = {
        **many(
            record(version=NUMBER, action=TEXT, by=TEXT, at=TIME, fields=many(TEXT)),
        ),
        "description": "Who changed which fields since the version that was edited",
    }
    return {"WrongField": wrong, "Problem": described, "Unauthorized": record(message=TEXT)}
