"""Kinds of fields, as JSON schemas describe them; nothing is checked by them."""

from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
Positive = Annotated[int, Meta(extra_json_schema={"minimum": 1})]
ArticlePath = Annotated[
    str, Meta(extra_json_schema={"pattern": r"^/[0-9]{4}/[0-9]{2}/[a-z0-9-]+/$"})
]
