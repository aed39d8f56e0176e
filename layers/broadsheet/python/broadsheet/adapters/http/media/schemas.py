"""The shapes of pictures."""

from broadsheet.adapters.http.media.submitted import MediaSubmission, MediaWords
from broadsheet.adapters.http.openapi.schema_parts import (
    ID,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TIME,
    URL,
    Schema,
    listed,
    many,
    record,
    taken,
)
from broadsheet.domain.media.media import TYPES

_MAYBE_PIXELS: Schema = {"type": ["integer", "null"], "minimum": 1}


def media_schemas() -> dict[str, Schema]:
    """Pictures, and the form that one is sent by."""
    known = {
        "id": ID,
        "status": {"enum": ["waiting", "ready", "refused", "removing"]},
        "reason": {**MAYBE_TEXT, "description": "Why it was refused"},
        "type": {"enum": list(TYPES)},
        "alt": MAYBE_TEXT,
        "caption": MAYBE_TEXT,
        "credit": MAYBE_TEXT,
        "width": _MAYBE_PIXELS,
        "height": _MAYBE_PIXELS,
        "path": {**MAYBE_TEXT, "description": "Its largest JPEG, once a public article shows it"},
        "version": NUMBER,
        "created_at": TIME,
        "created_by": TEXT,
        "modified_at": TIME,
    }
    upload = record(
        url=URL,
        fields={"type": "object", "additionalProperties": TEXT},
        largest={**NUMBER, "description": "Bytes"},
        seconds={**NUMBER, "description": "How long the form holds"},
    )
    preview = {**MAYBE_TEXT, "description": "It itself, for five minutes and whoever has this"}
    return {
        **taken(MediaSubmission),
        **taken(MediaWords),
        "MediaAnnounced": record(id=ID, version=NUMBER, status={"const": "waiting"}, upload=upload),
        "Media": record(**known),
        "MediaRead": record(**known, used_by=many(TEXT), preview=preview),
        "MediaReceipt": record(id=ID, version=NUMBER),
        "MediaList": listed("Media"),
    }
