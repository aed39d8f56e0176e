"""What answers are made of: kinds of fields as the documentation describes them, and records."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from broadsheet.domain.shared.record import stamp

S = TypeVar("S", bound=msgspec.Struct)

REF = "#/components/schemas/"
"""Before the name of a schema, where another one refers to it (OpenAPI 3.1)."""


def one_of(*values: str | None) -> Meta:
    """These values, in the order in which they are explained: of a type itself it is lost."""
    return Meta(extra_json_schema={"enum": list(values)})


def either(*structs: type) -> Meta:
    """One of these shapes, which nothing in them tells apart: msgspec knows no such union."""
    return Meta(extra_json_schema={"anyOf": [{"$ref": REF + s.__name__} for s in structs]})


def _format(name: str) -> Meta:
    return Meta(extra_json_schema={"format": name})


Count = Annotated[int, Meta(extra_json_schema={"minimum": 0})]
Direction = Annotated[str, one_of("ltr", "rtl")]
Html = Annotated[str, Meta(description="Sanitised HTML")]
Language = Annotated[str, Meta(description="BCP 47")]
Time = Annotated[str, _format("date-time")]
Url = Annotated[str, _format("uri")]
UrlReference = Annotated[str, _format("uri-reference")]


def told(kind: type[S], record: object, **more: Any) -> S:
    """An answer of this kind: what the record has by the same names, and `more`; times as text.

    A field that may be missing is, unless it is in `more`.
    """
    names = kind.__struct_fields__[: -len(kind.__struct_defaults__) or None]
    fields = {name: getattr(record, name) for name in names if name not in more} | more
    return kind(**{n: stamp(v) if isinstance(v, datetime) else v for n, v in fields.items()})
