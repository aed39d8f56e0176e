"""What the schemas of the API are made of (JSON Schema 2020-12)."""

from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]

REF = "#/components/schemas/"
TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer", "minimum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "format": "uuid"}
MAYBE_ID: Schema = {"type": ["string", "null"], "format": "uuid"}
PATH: Schema = {"type": "string", "pattern": r"^/[0-9]{4}/[0-9]{2}/[a-z0-9-]+/$"}
URL: Schema = {"type": "string", "format": "uri"}
TIME: Schema = {"type": "string", "format": "date-time"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
HTML: Schema = {"type": "string", "description": "Sanitised HTML"}
MARK: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "Where in `excerpt` a stretch that was searched for begins and ends, in "
    "Unicode characters",
}
LANGUAGE: Schema = {"type": "string", "description": "BCP 47"}
DIRECTION: Schema = {"enum": ["ltr", "rtl"]}


IMAGE: Schema = {"anyOf": [{"$ref": f"{REF}LeadImage"}, {"type": "null"}]}


def ref(name: str) -> Schema:
    """A reference to a schema by its name."""
    return {"$ref": f"{REF}{name}"}


def taken(model: type[BaseModel]) -> dict[str, Schema]:
    """What a model takes, and what that is made of."""
    schema = model.model_json_schema(ref_template=REF + "{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def record(**properties: Schema) -> Schema:
    """An object with all of these and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(items: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": items}


def listed(name: str, **beside: Schema) -> Schema:
    """A slice of a list of the schema with this name; `beside` is what else it says."""
    following = {
        "type": ["string", "null"],
        "format": "uri-reference",
        "description": "Where the next items are",
    }
    return record(items=many(ref(name)), next=following, **beside)
