"""What may be sent as it was read: an answer's fields beside those that a model takes."""

from typing import Any

from broadsheet.adapters.http.fields import REF

Schema = dict[str, Any]

_AS_READ = {
    "ArticleEdit": "Article",
    "LiveEdit": "LiveEntry",
    "ProfileSubmission": "Profile",
    "FrontPageSubmission": "FrontPage",
    "MediaWords": "MediaRead",
    "WordsSubmission": "Words",
}
"""What is sent to an address, and what is read there."""
_TERM: Schema = {"$ref": f"{REF}Term"}
_FOCUS: Schema = {"$ref": f"{REF}Focus"}


def with_what_is_read(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """The schemas, with what is read-only, and with objects for what has a name and a slug."""
    for taken, given in _AS_READ.items():
        properties = schemas[taken]["properties"]
        for name, schema in schemas[given]["properties"].items():
            if name not in properties:
                properties[name] = {**schema, "readOnly": True}
    for name in ("ArticleSubmission", "ArticleEdit"):
        properties = schemas[name]["properties"]
        properties["section"] = {"anyOf": [properties["section"], _TERM]}
        properties["tags"]["items"] = {"anyOf": [properties["tags"]["items"], _TERM]}
    at = {"type": "string", "format": "date-time", "readOnly": True}
    schemas["BylineEntry"]["properties"]["slug"] = {"type": "string", "readOnly": True}
    schemas["HourEntry"]["properties"]["at"] = at
    focus = {"anyOf": [_FOCUS, {"type": "null"}], "readOnly": True}
    schemas["ImageEntry"]["properties"]["focus"] = focus
    return schemas
