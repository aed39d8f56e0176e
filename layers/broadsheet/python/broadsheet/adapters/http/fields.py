"""Kinds of fields that answers are made of, as the API's documentation describes them."""

from typing import Annotated

from msgspec import Meta

REF = "#/components/schemas/"


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
