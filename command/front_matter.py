"""The fields before a text, as static site generators write them: YAML, TOML or JSON."""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from local.cloud import CloudError


class Document(NamedTuple):
    """A file taken apart."""

    fields: dict[str, Any]
    body: str


_FENCED: tuple[tuple[str, re.Pattern[str], Callable[[str], Any]], ...] = (
    ("YAML", re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M), yaml.safe_load),
    ("TOML", re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.S | re.M), tomllib.loads),
)


def read(text: str) -> Document:
    """The fields and the text below them. Raises CloudError where there are none to be read."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for kind, fence, parsed in _FENCED:
        if found := fence.match(text):
            return Document(_fields(kind, found[1], parsed), _body(text[found.end() :]))
    if text.startswith("{"):
        return _json(text)
    raise CloudError(
        "the file must begin with front matter: YAML between two lines of ---, TOML between two "
        "lines of +++, or a JSON object"
    )


def _json(text: str) -> Document:
    end = 0

    def first(value: str) -> Any:
        nonlocal end
        fields, end = json.JSONDecoder().raw_decode(value)
        return fields

    fields = _fields("JSON", text, first)
    return Document(fields, _body(text[end:]))


def _fields(kind: str, text: str, parsed: Callable[[str], Any]) -> dict[str, Any]:
    try:
        fields = parsed(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CloudError(f"the front matter is not {kind}: {error}") from error
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        raise CloudError("the front matter must be fields and their values")
    return fields


def _body(text: str) -> str:
    return text.strip() + "\n"
